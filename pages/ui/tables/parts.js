const NS = "http://www.w3.org/2000/svg";
// Strings become text nodes: nothing that comes from data is ever parsed as HTML.
const el = (tag, kind, ...kids) => {
  const node = document.createElement(tag);
  if (kind) node.className = kind;
  node.append(...kids.filter((kid) => kid !== null && kid !== undefined && kid !== ""));
  return node;
};
const svg = (kind, width, height, shapes) => {
  const root = document.createElementNS(NS, "svg");
  const set = (node, attrs) => { for (const name in attrs) node.setAttribute(name, attrs[name]); return node; };
  set(root, { class: kind, viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  for (const [tag, attrs] of shapes) root.append(set(document.createElementNS(NS, tag), attrs));
  return root;
};
const role = (node, name) => { node.setAttribute("role", name); return node; };
const titled = (node, title) => { if (title) node.title = title; return node; };
// Client-side when the page's link follower is there, a plain link when not.
const go = (href, kind, ...kids) => { const a = el("a", kind, ...kids); a.href = href; a.dataset.go = ""; return a; };
// A figure leads to the values that it is made of.
const made = (href, text) => href ? go(href, "to", text) : text;
// A web address of the data, already checked to be http(s).
const out = (href, kind, ...kids) => { const a = el("a", kind, ...kids); a.href = href; a.target = "_blank"; a.rel = "noopener noreferrer"; return a; };
const row = (kind, ...cells) => role(el("tr", kind, ...cells), "row");
const cell = (kind, ...kids) => role(el("td", kind, ...kids), "cell");
// What a figure means, in a small panel beside whatever asked; `own` is what only that one place has to say.
const definition = (about, panels) => {
  const own = el("p"), panel = el("div", "about", el("b", "", about.label), el("p", "", about.definition), el("p", "formula", about.formula), el("p", "facts", about.facts), own);
  panel.popover = "auto"; panels.append(panel);
  let asker = null;
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    const box = asker.getBoundingClientRect(), width = Math.min(340, innerWidth - 32);
    panel.style.width = width + "px";
    panel.style.left = Math.max(16, Math.min(box.left, innerWidth - width - 16)) + "px";
    const below = box.bottom + 6, above = box.top - 6 - panel.offsetHeight;
    panel.style.top = (below + panel.offsetHeight > innerHeight && above > 0 ? above : below) + "px";
  });
  return { panel, title: about.definition + "\n" + about.facts, from: (node, text) => { asker = node; own.textContent = text || ""; } };
};
const ask = (kind, name, told, text) => {
  const button = titled(el("button", "ask " + kind, name), told.title);
  button.type = "button"; button.popoverTargetElement = told.panel;
  button.addEventListener("click", () => told.from(button, text));
  return button;
};
// A click or tap on the figure itself asks too; its links stay links.
const asking = (td, told, text) => {
  td.addEventListener("click", (event) => {
    if (event.target.closest("a,button")) return;
    told.from(td, text); told.panel.showPopover();
  });
  return td;
};
// A column's head says what its figure is: on hover, and on click or touch in a small panel.
const head = (kind, name, about, panels) => {
  const th = role(el("th", kind, about ? ask("", name, definition(about, panels)) : name), "columnheader"); th.scope = "col";
  return th;
};
