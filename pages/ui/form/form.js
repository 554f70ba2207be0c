// A draft is what a person typed and nobody keeps yet: per field what it was and what it is to be. It lives in the browser, so that it
// survives a reload and a restart; the page is drawn from it and from the values of the model.
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (all, name) => facts[name] ?? all);
const PLACE = "goalboard:draft:", FEW = 4; // up to so many choices stand side by side
const aside = new Map(); // where a browser keeps nothing for us
const blank = () => ({ at: 0, edits: {}, added: [], gone: [], sent: null });
const load = (key) => {
  try { return { ...blank(), ...JSON.parse(localStorage.getItem(PLACE + key) ?? "{}") }; } catch { return aside.get(key) ?? blank(); }
};
const isEmpty = (draft) => !Object.keys(draft.edits).length && !draft.added.length && !draft.gone.length;
const store = (key, draft) => {
  try { if (isEmpty(draft)) localStorage.removeItem(PLACE + key); else localStorage.setItem(PLACE + key, JSON.stringify(draft)); }
  catch { aside.set(key, draft); }
};
const drawn = new WeakMap(); // what a form was drawn from last: the same again is left alone, with whatever is being typed

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".gb"), same = JSON.stringify(data);
  if (drawn.get(root) === same) return;
  drawn.set(root, same);
  if (data.who) document.cookie = `goalboard_who=${encodeURIComponent(data.who)}; path=/; max-age=31536000; samesite=strict`;
  const say = data.words, groups = new Map(data.groups.map((group) => [group.key, group]));
  const isSame = (field, a, b) => a.trim() === b.trim() || (field.kind === "number" && a.trim() !== "" && b.trim() !== "" && Number(a) === Number(b));
  const fieldOf = (group, name) => groups.get(group)?.fields.find((field) => field.name === name);
  let busy = false;

  // What was kept, and what says the same as the model, is no draft any more.
  const settled = () => {
    const draft = load(data.key);
    if (draft.sent && draft.sent.ticket === data.kept) {
      for (const [group, fields] of Object.entries(draft.sent.edits)) for (const name in fields) if (draft.edits[group]?.[name]?.[1] === fields[name][1]) forget(draft, group, name);
      draft.added = draft.added.filter(([id, row]) => JSON.stringify(draft.sent.added[id]) !== JSON.stringify(row));
      draft.gone = draft.gone.filter((group) => !draft.sent.gone.includes(group));
      draft.sent = null;
    }
    for (const group of Object.keys(draft.edits)) for (const name of Object.keys(draft.edits[group])) {
      const field = fieldOf(group, name);
      if (field && isSame(field, draft.edits[group][name][1], field.value)) forget(draft, group, name);
    }
    draft.gone = draft.gone.filter((group) => groups.has(group));
    store(data.key, draft);
    return draft;
  };
  const forget = (draft, group, name) => {
    delete draft.edits[group][name];
    if (!Object.keys(draft.edits[group]).length) delete draft.edits[group];
  };
  const change = (act) => { const draft = load(data.key); act(draft); draft.at = Date.now(); store(data.key, draft); note(); };
  const edit = (group, field, mine) => change((draft) => {
    const [base] = draft.edits[group]?.[field.name] ?? [field.value];
    (draft.edits[group] ??= {})[field.name] = [base, mine];
    if (isSame(field, mine, field.value)) forget(draft, group, field.name);
  });

  // One field: a label tied to its control, what is wrong with it, and what somebody else made of it meanwhile.
  const chooser = (field, value, changed, id) => {
    if (field.options.length > FEW || !field.needed) {
      const node = el("select");
      for (const [name, word] of [["", say.choose], ...field.options]) { const option = el("option", "", word); option.value = name; node.append(option); }
      node.value = value; node.addEventListener("change", () => changed(node.value));
      return node;
    }
    return role(el("span", "radios", ...field.options.map(([name, word]) => {
      const one = el("input"); one.type = "radio"; one.name = id; one.value = name; one.checked = name === value;
      one.addEventListener("change", () => changed(name));
      return el("label", "radio", one, el("span", "", word));
    })), "radiogroup");
  };
  const typed = (field, value, changed) => {
    const node = el(field.kind === "area" ? "textarea" : "input");
    if (field.kind === "area") node.rows = 1; else node.type = { day: "date", number: "number" }[field.kind] ?? "text";
    if (field.kind === "number") { node.step = "any"; if (field.most) { node.min = 0; node.max = field.most; } }
    else if (field.most) node.maxLength = field.most;
    node.value = value; node.autocomplete = "off";
    node.addEventListener("input", () => changed(node.value));
    return node;
  };
  const control = (key, field, value, change_) => {
    const id = `${data.key}|${key}|${field.name}`, wrong = el("span", "wrong"), theirs = el("span", "theirs");
    const changed = (text) => { wrong.textContent = ""; node.removeAttribute("aria-invalid"); change_(text); };
    const node = field.kind === "choice" ? chooser(field, value, changed, id) : typed(field, value, changed);
    const is_list = node.tagName === "SPAN", cap = el("span", "cap", field.label, field.needed ? titled(el("i", "need", " *"), say.need_mark) : null);
    node.dataset.id = id; wrong.id = "wrong|" + id; node.setAttribute("aria-describedby", wrong.id);
    if (field.needed) node.ariaRequired = "true";
    if (is_list) { cap.id = "cap|" + id; node.setAttribute("aria-labelledby", cap.id); }
    const box = el(is_list ? "div" : "label", `field ${is_list ? "list" : field.kind}`, cap, node, field.hint ? el("span", "hint", field.hint) : null, wrong, theirs);
    box.fault = () => {
      const text = is_list ? node.querySelector(":checked")?.value ?? "" : node.value.trim();
      const fault = node.validity?.badInput ? say.not_a_number : field.needed && !text ? say.needed : node.validity && !node.validity.valid ? say.out_of_reach : "";
      wrong.textContent = fault && fill(fault, { most: field.most }); node.ariaInvalid = fault ? "true" : "false";
      return fault ? (is_list ? node.querySelector("input") : node) : null;
    };
    box.theirs = theirs;
    return box;
  };
  const word = (field, value) => !value ? say.empty : field.kind === "choice" ? field.options.find(([name]) => name === value)?.[1] ?? value : value;
  const editable = (group, draft) => group.fields.map((field) => {
    const mine = draft.edits[group.key]?.[field.name], value = mine ? mine[1] : field.value;
    const box = control(group.key, field, value, (text) => edit(group.key, field, text));
    if (mine && !isSame(field, mine[0], field.value)) {
      const use = el("button", "use", say.use); use.type = "button"; use.dataset.id = `use|${group.key}|${field.name}`;
      use.addEventListener("click", (event) => { event.preventDefault(); change((draft) => forget(draft, group.key, field.name)); redraw(`${data.key}|${group.key}|${field.name}`); });
      box.theirs.append(el("b", "", fill(say.now, { value: word(field, field.value) })), " ", use);
    }
    return box;
  });
  const shown = (group) => group.fields.filter((field) => field.value).map((field) => el("div", "field as-text", el("span", "cap", field.label), el("span", "said v-" + (field.kind === "choice" ? field.value : ""), word(field, field.value))));
  const about = (group) => el("div", "about-it",
    group.title ? el("h4", "", group.href ? go(group.href, "to", group.title) : group.title) : null,
    group.told.length ? el("p", "facts", ...group.told.map(([text, status]) => el("span", status ? "s-" + status : "", text))) : null);
  const framed = (group, fields, ...tail) => {
    const bare = !group.title && !group.told.length, box = role(el("div", "group" + (bare ? " bare" : "") + (group.fields.length ? "" : " over"), bare ? null : about(group), el("div", "fields", ...fields, ...tail)), "group");
    if (group.title) box.ariaLabel = group.title;
    box.fields = fields;
    return box;
  };
  const small = (kind, label, text, act) => {
    const node = titled(el("button", kind, text), label); node.type = "button"; node.ariaLabel = label;
    node.addEventListener("click", act);
    return node;
  };
  const one = (group, draft) => {
    if (data.readOnly) return framed(group, shown(group));
    if (draft.gone.includes(group.key)) {
      const back = small("use", `${say.keep}: ${group.title}`, say.keep, () => { change((draft) => { draft.gone = draft.gone.filter((key) => key !== group.key); }); redraw(); });
      return framed(group, [], el("span", "muted", say.removed), back);
    }
    const take = group.can_go ? small("take", `${say.remove}: ${group.title}`, "×", () => { change((draft) => { draft.gone.push(group.key); delete draft.edits[group.key]; }); redraw(); }) : null;
    return framed(group, editable(group, draft), ...[take].filter(Boolean));
  };
  const addition = ([id, row]) => {
    const set = (name) => (text) => change((draft) => { const found = draft.added.find(([other]) => other === id); if (found) found[1][name] = text; });
    const fields = data.grows.fields.map((field) => control(id, field, row[field.name] ?? field.value, set(field.name)));
    const take = small("take", say.remove, "×", () => { change((draft) => { draft.added = draft.added.filter(([other]) => other !== id); }); redraw("add"); });
    const box = framed({ ...data.grows, title: "" }, fields, take);
    box.dataset.added = id;
    return box;
  };
  const adder = () => {
    const node = el("button", "add", "+ " + data.grows.title); node.type = "button"; node.dataset.id = "add";
    node.addEventListener("click", () => {
      const id = "new" + Date.now().toString(36) + Math.random().toString(36).slice(2, 6);
      change((draft) => { draft.added.push([id, {}]); });
      redraw(`${data.key}|${id}|${data.grows.fields[0].name}`);
    });
    return node;
  };

  // What is sent are the groups that a person touched, whole. Saving looks for what is needed in them only, every other action everywhere.
  const send = (action) => {
    if (busy) return;
    const draft = load(data.key), boxes = new Map([...body.querySelectorAll(".group")].map((box) => [box.dataset.added ?? box.dataset.group, box]));
    if (data.why) { tell(data.why, true); return; }
    const touched = Object.keys(draft.edits).filter((key) => groups.has(key) && !draft.gone.includes(key));
    const added = draft.added.filter(([, row]) => Object.values(row).some((text) => text.trim()));
    const is_save = action === data.buttons[0][0], asked = is_save ? touched : data.groups.map((group) => group.key).filter((key) => !draft.gone.includes(key));
    const faults = [...asked, ...added.map(([id]) => id)].flatMap((key) => boxes.get(key).fields.map((box) => box.fault()).filter(Boolean));
    if (faults.length) { faults[0].focus(); return; }
    if (is_save && !touched.length && !added.length && !draft.gone.length) { tell(say.nothing); return; }
    const ticket = Date.now().toString(36) + Math.random().toString(36).slice(2, 10);
    const whole = (group) => Object.fromEntries(group.fields.map((field) => [field.name, draft.edits[group.key]?.[field.name]?.[1] ?? field.value]));
    draft.sent = { ticket, edits: draft.edits, added: Object.fromEntries(added), gone: draft.gone };
    store(data.key, draft);
    busy = true; bar.classList.add("busy"); tell(say.sending);
    setTriggerValue("sent", { action, ticket, seen: data.seen, values: Object.fromEntries(touched.map((key) => [key, whole(groups.get(key))])), added: added.map(([, row]) => row), gone: draft.gone });
  };

  if (!root.firstChild) root.append(el("div", "body"), el("div", "bar", el("div", "buttons"), el("p", "drafted"), role(el("p", "status"), "status")));
  const body = root.querySelector(".body"), bar = root.querySelector(".bar"), status = root.querySelector(".status"), drafted = root.querySelector(".drafted");
  const tell = (text, bad) => { status.textContent = text; status.classList.toggle("bad", Boolean(bad)); };
  const note = () => {
    const draft = load(data.key), visible = !isEmpty(draft);
    drafted.hidden = !visible;
    if (!visible) { drafted.replaceChildren(); return; }
    const at = new Date(draft.at), today = at.toDateString() === new Date().toDateString();
    const time = at.toLocaleString(data.language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(today ? {} : { day: "numeric", month: "short" }) });
    if (drafted.firstChild) { drafted.firstChild.textContent = fill(data.readOnly ? say.draft_kept : say.draft, { time }); return; }
    const away = el("button", "use", say.discard); away.type = "button";
    away.addEventListener("click", () => { store(data.key, blank()); tell(""); redraw(); });
    drafted.append(el("span", "", fill(data.readOnly ? say.draft_kept : say.draft, { time })), " ", data.readOnly ? "" : away);
  };
  // Drawn anew with the focus, and the place in a text, where they were.
  const redraw = (to) => {
    const draft = settled(), active = root.getRootNode().activeElement, holder = active?.closest?.("[data-id]");
    const at = to ?? holder?.dataset.id, caret = active && "selectionStart" in active && active.type !== "date" && active.type !== "number" ? [active.selectionStart, active.selectionEnd] : null;
    const labels = (group) => group?.fields.map((field) => field.label).join("|");
    const growing = data.grows && !data.readOnly ? [data.grows.heading && !data.groups.some((group) => group.heading === data.grows.heading) ? el("h3", "", data.grows.heading) : null, ...draft.added.map(addition), adder()].filter(Boolean) : [];
    const parts = data.groups.flatMap((group, nth) => {
      const box = one(group, draft); box.dataset.group = group.key;
      if (!group.heading && labels(group) === labels(data.groups[nth - 1])) box.classList.add("again"); // its captions stand above already
      return [...(group.key === data.growsBefore ? growing.splice(0) : []), group.heading ? el("h3", "", group.heading) : null, box].filter(Boolean);
    });
    body.replaceChildren(...parts, ...growing);
    const again = at && body.querySelector(`[data-id="${CSS.escape(at)}"]`);
    if (again) {
      const target = again.tagName === "SPAN" ? again.querySelector(":checked") ?? again.querySelector("input") : again;
      target.focus({ preventScroll: !to });
      if (caret && !to && target.setSelectionRange && target.type !== "date" && target.type !== "number" && target.tagName !== "SELECT" && target.type !== "radio") target.setSelectionRange(...caret);
    }
    drafted.replaceChildren(); note();
  };
  const buttons = data.readOnly ? [] : data.buttons.filter(([, label]) => label).map(([action, label], nth) => {
    const node = el("button", (nth ? "button" : "button first") + (data.why ? " off" : ""), label); node.type = "button";
    node.addEventListener("click", () => send(action));
    return node;
  });
  bar.classList.remove("busy");
  bar.querySelector(".buttons").replaceChildren(...buttons);
  redraw();
  tell(data.told || data.why, data.refused);
}
