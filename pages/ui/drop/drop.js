// What is on its way outlives a redraw; what has arrived comes back in `data.files`, also after a change of page.
const JUNK = /^(\.|~\$|Thumbs\.db$|desktop\.ini$)/;
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (all, name) => facts[name] ?? all);
const size = (bytes) => bytes < 1e3 ? bytes + " B" : bytes < 1e6 ? (bytes / 1e3).toFixed(0) + " kB" : bytes < 1e9 ? (bytes / 1e6).toFixed(1) + " MB" : (bytes / 1e9).toFixed(2) + " GB";
const state = new Map();
const stateOf = (key) => state.get(key) ?? state.set(key, { own: [], removed: [], token: "" }).get(key);

// A folder gives its entries a hundred at a time, until it gives none.
const inside = async (entry) => {
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
  const reader = entry.createReader(), found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const one of some) found.push(...await inside(one));
  }
};
const dropped = async (transfer) => {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  return (await Promise.all(entries.map(inside))).flat();
};

const send = (file, data, ended) => {
  const request = new XMLHttpRequest();
  file.request = request;
  request.open("POST", "/api/upload?name=" + encodeURIComponent(file.name));
  request.setRequestHeader(data.header, data.token);
  request.setRequestHeader("Accept-Language", data.language);
  request.responseType = "json";
  request.upload.onprogress = (event) => { file.share = event.loaded / (event.total || 1); file.show?.(); };
  request.onloadend = () => {
    file.request = null;
    if (request.status === 200) { file.id = request.response.id; file.share = 1; }
    else file.error = request.response?.message || fill(data.words.failed, { name: file.name });
    ended(file);
  };
  request.send(file.blob);
};

export default function ({ data, parentElement, setStateValue, key }) {
  const root = parentElement.querySelector(".gb"), mine = stateOf(key), words = data.words;
  if (mine.token !== data.token) Object.assign(mine, { own: [], removed: [], token: data.token });
  const here = new Set(data.files.map((file) => file.id));
  mine.removed = mine.removed.filter((id) => here.has(id));

  if (!root.firstChild) {
    const input = el("input", "vh"), hint = el("span", "muted"), status = role(el("p", "vh"), "status");
    const zone = el("label", "zone", el("b", ""), hint, input), welcome = el("p", "muted welcome"), list = el("ul", "files");
    input.type = "file"; input.multiple = true;
    root.append(zone, welcome, list, status);
  }
  const zone = root.querySelector(".zone"), input = root.querySelector("input"), list = root.querySelector(".files"), status = root.querySelector("[role=status]");
  zone.querySelector("b").textContent = words.choose;
  zone.querySelector("span").textContent = words.hint;
  root.querySelector(".welcome").textContent = words.welcome;
  list.setAttribute("aria-label", words.list);
  const tell = (text, file) => { status.textContent = fill(text, { name: file.name }); };

  const ended = (file) => {
    if (file.gone) return;
    tell(file.error ? file.error : words.sent, file);
    if (!file.error) setStateValue("arrived", file.id);
    mine.draw(); mine.next();
  };
  // One after another, so that they arrive in the order in which they were chosen.
  mine.next = () => {
    const file = mine.own.find((one) => !one.begun);
    if (file && !mine.own.some((one) => one.request)) { file.begun = true; send(file, data, ended); }
  };
  mine.add = (files) => {
    for (const blob of files) {
      if (JUNK.test(blob.name)) continue;
      const file = { name: blob.name, size: blob.size, blob, share: 0 };
      if (blob.size > data.most) Object.assign(file, { begun: true, error: fill(words.too_big, { size: Math.ceil(blob.size / 2 ** 20) }) });
      mine.own.push(file);
    }
    mine.draw(); mine.next();
  };
  const remove = (file) => {
    file.gone = true; file.request?.abort();
    mine.own = mine.own.filter((other) => other !== file);
    if (file.id) { mine.removed = [...mine.removed, file.id]; setStateValue("removed", mine.removed); }
    tell(words.removed, file); mine.draw(); mine.next(); input.focus();
  };
  const line = (file, known) => {
    const bar = el("progress"), name = el("span", "name", file.name), taken = el("button", "take", "×");
    bar.max = 1; bar.setAttribute("aria-label", fill(words.sending, { name: file.name }));
    taken.type = "button"; taken.title = fill(words.remove, { name: file.name }); taken.setAttribute("aria-label", taken.title);
    taken.addEventListener("click", () => remove(file));
    const busy = !known && !file.error && !file.id;
    file.show = () => { bar.value = file.share; };
    if (busy) file.show();
    return el("li", file.error ? "bad" : "", name, el("span", "muted size", size(file.size)), busy ? bar : null, taken, file.error && el("span", "why", file.error));
  };
  mine.draw = () => {
    mine.own = mine.own.filter((file) => !here.has(file.id));  // the page may know of a file before its answer is here
    const arrived = data.files.filter((file) => !mine.removed.includes(file.id));
    list.replaceChildren(...arrived.map((file) => line({ ...file }, true)), ...mine.own.map((file) => line(file, false)));
  };
  mine.draw();

  input.onchange = () => { mine.add([...input.files]); input.value = ""; };
  // Files may be dropped anywhere on the page; let go beside it they would replace the page.
  const over = (event) => { if (event.dataTransfer?.types.includes("Files")) { event.preventDefault(); zone.classList.add("over"); } };
  const out = (event) => { if (!event.relatedTarget) zone.classList.remove("over"); };
  const drop = async (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); zone.classList.remove("over");
    mine.add(await dropped(event.dataTransfer));
  };
  const heard = { dragover: over, dragleave: out, drop };
  const deaf = () => { for (const name in heard) window.removeEventListener(name, heard[name]); };
  mine.deaf?.(); mine.deaf = deaf;
  for (const name in heard) window.addEventListener(name, heard[name]);
  return deaf;
}
