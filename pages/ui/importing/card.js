// What was chosen lives here and goes to the server whole; what comes back is drawn anew with the focus where it was.
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (all, name) => facts[name] ?? all);
const state = new Map();
const mineOf = (key, data) => state.get(key) ?? state.set(key, { choice: data.choice, open: {} }).get(key);
const MOST_LINES = 5000;

export default function ({ data, parentElement, setStateValue, key }) {
  const root = parentElement.querySelector(".gb"), mine = mineOf(key, data), say = data.words, choice = mine.choice;
  const many = (name, n) => fill(say[name]?.one ? say[name][n === 1 ? "one" : "other"] : say[name], { n });
  const send = () => setStateValue("choice", JSON.parse(JSON.stringify(choice)));
  const own = (place) => (choice.sheets[place] ??= { dataset: "", fields: {}, words: {}, kinds: {}, dates: {} });
  const put = (within, path, value) => {
    const last = path.at(-1), chain = [within];
    for (const name of path.slice(0, -1)) chain.push((chain.at(-1)[name] ??= {}));
    if (value === undefined) delete chain.at(-1)[last]; else chain.at(-1)[last] = value;
    for (let nth = chain.length - 1; nth > 0; nth--) if (!Object.keys(chain[nth]).length) delete chain[nth - 1][path[nth - 1]];
  };

  // Controls. Each has an id of its own, by which the focus finds it again.
  const control = (node, id, label, change) => {
    node.dataset.id = id; node.setAttribute("aria-label", label);
    node.addEventListener("change", () => { change(node); send(); });
    return node;
  };
  const select = (id, label, options, value, change) => {
    const node = el("select");
    for (const [name, text] of options) { const option = el("option", "", text); option.value = name; node.append(option); }
    node.value = value;
    return control(node, id, label, () => change(node.value));
  };
  const text = (id, label, value, change, hint = "") => {
    const node = el("input"); node.type = "text"; node.value = value; node.placeholder = hint; node.maxLength = 200; node.autocomplete = "off";
    return control(node, id, label, () => change(node.value.trim()));
  };
  const tick = (id, label, on, change) => {
    const node = el("input"); node.type = "checkbox"; node.checked = on;
    control(node, id, label, () => change(node.checked));
    return el("label", "tick", node, label);
  };
  const pick = (label, node, note) => el("label", "pick", el("span", "cap", label), node, note ? el("span", "warn", note) : null);
  const fold = (id, open, summary, ...content) => {
    const node = el("details", "", el("summary", "", ...summary), ...content);
    if (open) mine.open[id] ??= true; // what was opened for a reason stays open when the reason is gone
    node.open = mine.open[id] ?? false;
    node.addEventListener("toggle", () => { if (node.isConnected) mine.open[id] = node.open; });
    return node;
  };

  // The file as a whole.
  const bar = () => {
    const file = data.file, alone = data.sheets.length < 2, sheet = data.sheets[0], parts = [];
    if (file.isText) {
      const auto = (name) => name ? fill(say.auto, { name }) : say.as_recognised, found = auto(file.encoding), mark = auto(file.delimiter);
      parts.push(pick(say.encoding, select("encoding", say.encoding, [["", choice.encoding ? say.as_recognised : found], ...data.file.encodings], choice.encoding, (value) => { choice.encoding = value; }),
        !choice.encoding && file.doubt.length ? "▲ " + file.doubt.join(", ") + "?" : null));
      parts.push(pick(say.delimiter, select("delimiter", say.delimiter, [["", choice.delimiter ? say.as_recognised : mark], ...data.file.delimiters], choice.delimiter, (value) => { choice.delimiter = value; })));
    }
    if (alone && sheet) parts.push(wanted(sheet));
    if (file.hasReports) {
      parts.push(pick(say.source, text("source", say.source, choice.source, (value) => { choice.source = value; }, file.source)));
      parts.push(pick(say.mode, select("mode", say.mode, [["upsert", say.mode_upsert], ["snapshot", say.mode_snapshot]], choice.mode || file.mode, (value) => { choice.mode = value; choice.yes = false; })));
    }
    if (file.saved.length) {
      const none = "\u0000", names = file.saved.map((name) => [name, name]);
      const auto = file.used && choice.saved === null ? fill(say.saved_auto, { name: file.used }) : file.isAsked ? say.saved_choose : say.auto_none;
      parts.push(pick(say.saved, select("saved", say.saved, [["", auto], ...(file.isAsked ? [...names, [none, say.saved_none]] : [[none, say.saved_none], ...names])], choice.saved === null ? "" : choice.saved === "" ? none : choice.saved,
        (value) => { choice.saved = value === "" ? null : value === none ? "" : value; })));
    }
    return el("div", "bar", ...parts);
  };
  const wanted = (sheet) => {
    const first = sheet.unknown ? say.choose_dataset : say.as_recognised;
    return pick(say.dataset, select(`dataset:${sheet.place}`, say.dataset, [["", first], ...data.datasets], own(sheet.place).dataset, (value) => { own(sheet.place).dataset = value; }));
  };

  // Questions that have to be answered first.
  // One answer tells of the file's other columns too.
  const questions = (sheet) => sheet.dates.filter((date) => date.open).slice(0, 1).map((date) => {
    const ways = [["day_first", date.both[0] ?? date.meant], ["month_first", date.both[1] ?? date.meant]].map(([order, meant]) => {
      const button = el("button", "way", el("b", "", meant), el("span", "muted", say[order]));
      button.type = "button"; button.dataset.id = `${order}:${date.header}`;
      button.addEventListener("click", () => { own(sheet.place).dates[date.header] = order; send(); });
      return button;
    });
    return role(el("div", "question", el("p", "", el("b", "", (data.sheets.length > 1 ? sheet.place + " · " : "") + fill(say.question, { column: date.header, example: date.example }))), el("div", "ways", ...ways)), "group");
  });

  // Which column a field comes from.
  const columns = (sheet, reading) => {
    const chosen = own(sheet.place).fields[reading.dataset] ?? {}, examples = new Map(sheet.headers);
    const meant = (field) => chosen[field.name] ?? field.saved; // the person's choice stands on top of the saved mapping's
    const is_read = (field) => meant(field) ? meant(field).headers.length > 0 : field.usual !== "";
    const line = (field) => {
      const mineOf = meant(field), at = `${sheet.place}:${reading.dataset}:${field.name}`;
      const headers = sheet.headers.map(([name]) => [name, name]);
      const usual = field.usual && !field.saved ? [["\u0000usual", field.usual]] : [];
      const gone = (field.saved?.headers ?? []).filter((name) => !examples.has(name)).map((name) => [name, name]); // the saved mapping's, which this file lacks
      const options = [...usual, ["", say.not_read], ...gone, ...headers.filter(([name]) => !usual.length || name !== field.usual)];
      const now = mineOf ? mineOf.headers[0] ?? "" : usual.length ? "\u0000usual" : "";
      const set = (headers, pattern) => put(own(sheet.place).fields, [reading.dataset, field.name], headers === undefined ? undefined : { headers, pattern });
      const from = select(`from:${at}`, `${say.from}: ${field.label}`, options, now === field.usual && usual.length ? "\u0000usual" : now, (value) => {
        if (value === "\u0000usual") set(undefined); else set(value ? [value] : [], mineOf?.pattern ?? "");
      });
      const cells = [from];
      if (field.byPattern && is_read(field)) {
        const headers = mineOf?.headers ?? [field.usual];
        cells.push(titled(text(`pattern:${at}`, `${say.pattern}: ${field.label}`, mineOf?.pattern ?? "", (value) => {
          const is_one = sheet.headers.some(([name]) => name === headers[0]);
          if (value && is_one) set(headers, value); else if (!field.saved && field.usual === headers[0]) set(undefined); else set(headers.slice(0, 1), "");
        }, say.pattern), say.pattern_hint));
        if (mineOf?.pattern) cells.push(select(`also:${at}`, `${say.also}: ${field.label}`, [["", say.also], ...[...headers, ...gone].filter(([name]) => name !== mineOf.headers[0])], mineOf.headers[1] ?? "",
          (value) => set([mineOf.headers[0], ...(value ? [value] : [])], mineOf.pattern)));
      }
      const source = mineOf ? mineOf.headers[0] : sheet.headers.some(([name]) => name === field.usual) ? field.usual : field.usual.split(", ").find((name) => examples.has(name));
      const shown = mineOf?.pattern && field.landing.length ? [(examples.get(source) ?? [])[0], ...field.landing].map((value, nth) => nth ? el("span", "ex", el("i", "", "→ "), el("b", "", value)) : el("span", "ex", value))
        : (examples.get(source) ?? []).map((cell) => el("span", "ex", cell));
      const label = el("span", "", field.label, field.required ? titled(el("i", "need", " *"), say.needed) : null);
      return row(is_read(field) ? "" : "off", cell("what", label, field.isLacking ? el("span", "warn", " ▲") : null), cell("from", el("div", "pair", ...cells)), cell("examples", ...shown));
    };
    const table = (fields) => role(el("table", "columns", el("caption", "vh", `${say.columns} ${reading.name}`), el("thead", "", row("", ...["field", "from", "examples"].map((name) => head("", say[name])))), el("tbody", "", ...fields.map(line))), "table");
    const seen = reading.fields.filter((field) => is_read(field) || field.often || chosen[field.name]), rest = reading.fields.filter((field) => !seen.includes(field));
    return el("section", "", sheet.unknown ? el("h4", "", say.columns) : null, table(seen),
      rest.length ? fold(`more:${sheet.place}:${reading.dataset}`, false, [many("more_fields", rest.length)], table(rest)) : null);
  };

  const folded = (sheet, reading) => fold(`columns:${sheet.place}:${reading.dataset}`, reading.fields.some((field) => field.isLacking), [sheet.readings.length > 1 ? `${say.columns} · ${reading.name}` : say.columns], columns(sheet, reading));

  // What a word of the file means.
  const meaning = (sheet, reading, field, [word, value, count, known, saved]) => {
    const path = [reading.dataset, field.field, word], id = `word:${sheet.place}:${path.join(":")}`, label = `${field.label}: ${word}`;
    const chosen = own(sheet.place).words[reading.dataset]?.[field.field]?.[word];
    const set = (meant) => put(own(sheet.place).words, path, meant);
    let node;
    if (field.ours.length) {
      const ours = new Set(field.ours.map(([name]) => name)), kept = saved && !ours.has(word) ? [[word, fill(say.keep, { word })]] : !value || ours.has(value) || chosen !== undefined ? [] : [[value, fill(say.keep, { word: value })]];
      const back = chosen === undefined ? [] : [["\u0000back", say.as_read]];
      node = select(id, label, [...kept, ...field.ours, ["", say.empty], ...back], chosen ?? value, (meant) => set(meant === "\u0000back" ? undefined : meant));
    } else node = text(id, label, chosen ?? value, (meant) => set(meant === value && chosen === undefined ? undefined : meant));
    return el("li", known || chosen !== undefined ? "" : "strange", el("span", "word", known || chosen !== undefined ? null : el("i", "warn", "▲ "), titled(el("span", "", word), word)), el("span", "muted n", "× " + count.toLocaleString("en")), node);
  };
  const isOpen = (sheet, reading, field) => ([word, , , known, saved]) => !known || saved || own(sheet.place).words[reading.dataset]?.[field.field]?.[word] !== undefined;
  const list = (sheet, reading, field) => {
    const open = field.rows.filter(isOpen(sheet, reading, field)), rest = field.rows.filter((one) => !open.includes(one));
    const lines = (rows) => el("ul", "meanings", ...rows.map((one) => meaning(sheet, reading, field, one)));
    const lookup = field.byList ? lookUp(sheet, reading, field) : null;
    return el("div", "field", el("h5", "", field.label, el("span", "muted", ` ${field.rows.length}`)), open.length ? lines(open) : null,
      rest.length || lookup ? fold(`known:${sheet.place}:${reading.dataset}:${field.field}`, false, [many("known", rest.length)], lines(rest), lookup) : null);
  };
  // Two columns pasted from a sheet: a value of the file and ours.
  const lookUp = (sheet, reading, field) => {
    const node = el("textarea"); node.rows = 2; node.placeholder = say.lookup_hint;
    control(node, `list:${sheet.place}:${reading.dataset}:${field.field}`, `${say.lookup}: ${field.label}`, () => {
      for (const line of node.value.split(/\r?\n/).slice(0, MOST_LINES)) {
        const [word, meant] = (line.includes("\t") ? line.split("\t") : line.split(/[,;=，；]/)).map((part) => part?.trim());
        if (word && meant) put(own(sheet.place).words, [reading.dataset, field.field, word], meant);
      }
      node.value = "";
    });
    return el("label", "pick list", el("span", "cap", say.lookup), node);
  };
  const words = (sheet, reading) => reading.words.length ? el("section", "", el("h4", "", sheet.readings.length > 1 || data.sheets.length > 1 ? `${say.words} · ${reading.name}` : say.words), el("div", "fields", ...[...reading.words].sort((a, b) => b.rows.some(isOpen(sheet, reading, b)) - a.rows.some(isOpen(sheet, reading, a))).map((field) => list(sheet, reading, field)))) : null;

  const kinds = (sheet) => sheet.kinds.length ? el("section", "", el("h4", "", say.kinds), el("ul", "meanings", ...sheet.kinds.map(([word, kind, count]) => {
    const chosen = own(sheet.place).kinds[word];
    return el("li", "", el("span", "word", word || "–"), el("span", "muted n", "× " + count.toLocaleString("en")),
      select(`kind:${sheet.place}:${word}`, `${say.kinds}: ${word}`, [...sheet.kindNames, ["", say.left_out]], chosen ?? kind, (value) => { own(sheet.place).kinds[word] = value; }));
  }))) : null;

  const dates = (sheet) => {
    const told = sheet.dates.filter((date) => !date.open);
    return told.length ? el("section", "", el("h4", "", say.dates), el("ul", "dates", ...told.map((date) => {
      const ways = date.both.length ? select(`date:${sheet.place}:${date.header}`, `${say.dates}: ${date.header}`, [["day_first", say.day_first], ["month_first", say.month_first]], date.order, (value) => { own(sheet.place).dates[date.header] = value; }) : null;
      return el("li", "", el("span", "word", date.header), el("span", "", date.example, el("i", "muted", " → "), el("b", "", date.meant)), ways);
    }))) : null;
  };

  const strange = (sheet) => sheet.readings.flatMap((reading) => reading.words.flatMap((field) => field.rows.filter(([word, , , known]) => !known && own(sheet.place).words[reading.dataset]?.[field.field]?.[word] === undefined))).length;
  const unused = (sheet) => {
    if (!sheet.unused.length) return null;
    if (!sheet.unknown) return el("p", "muted small", `${say.unused}: ${sheet.unused.join(", ")}`);
    const left = sheet.headers.filter(([name]) => sheet.unused.includes(name));
    return el("section", "", el("h4", "", say.unused), el("ul", "raw", ...left.map(([name, cells]) => el("li", "", el("b", "", name), ...cells.map((cell) => el("span", "ex", cell))))));
  };
  const how = (sheet) => {
    const read = sheet.headers.length - sheet.unused.length, odd = strange(sheet), several = data.sheets.length > 1;
    const facts = sheet.readings.length ? [fill(say.summary, { n: read, all: sheet.headers.length }), odd ? many("unknown", odd) : ""] : [say.set_aside];
    const title = several ? sheet.title : say.how;
    const open = !several && (odd > 0 || sheet.unknown) || sheet.lacking.length > 0;
    return fold(`how:${sheet.place}`, open, [title, el("span", odd ? "warn" : "muted", facts.filter(Boolean).join(" · "))],
      several ? el("div", "bar", wanted(sheet)) : null,
      sheet.lacking.length ? el("p", "warn", fill(say.nothing, { names: sheet.lacking.join(", ") })) : null,
      ...(sheet.unknown ? [...sheet.readings.map((reading) => columns(sheet, reading)), unused(sheet)] : []),
      ...sheet.readings.map((reading) => words(sheet, reading)), kinds(sheet), dates(sheet),
      ...(sheet.unknown ? [] : [...sheet.readings.map((reading) => folded(sheet, reading)), unused(sheet)]));
  };
  const canSave = data.sheets.length === 1 || Object.values(choice.sheets).some((one) => one.dataset || [one.fields, one.words, one.kinds, one.dates].some((own) => Object.keys(own).length));
  const save = () => data.file.hasReports && canSave ? el("div", "save", tick("remember", say.remember, choice.remember, (on) => { choice.remember = on; choice.name ||= data.file.name; }),
    choice.remember ? text("name", say.remember_name, choice.name, (value) => { choice.name = value; }) : null, choice.remember ? el("span", "muted small", data.file.saved.includes(choice.name) ? say.replaces : say.remember_hint) : null) : null;
  const agree = () => (choice.mode || data.file.mode) === "snapshot" && data.file.retired ? el("div", "question", tick("yes", many("yes", data.file.retired), choice.yes, (on) => { choice.yes = on; })) : null;

  // Drawn anew with the focus, and what is just being typed, kept.
  const active = root.getRootNode().activeElement, at = active?.dataset?.id, typed = active?.tagName === "INPUT" && active.type === "text" ? [active.value, active.selectionStart] : null;
  root.replaceChildren(bar(), ...data.sheets.flatMap(questions), ...[agree()].filter(Boolean), ...data.sheets.map(how), ...[save()].filter(Boolean));
  const again = at && root.querySelector(`[data-id="${CSS.escape(at)}"]`);
  if (again) {
    again.focus({ preventScroll: true });
    if (typed && again.type === "text") { again.value = typed[0]; again.setSelectionRange(typed[1], typed[1]); }
  }
}
