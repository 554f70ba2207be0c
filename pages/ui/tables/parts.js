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
// A web address of the data, already checked to be http(s).
const out = (href, kind, ...kids) => { const a = el("a", kind, ...kids); a.href = href; a.target = "_blank"; a.rel = "noopener noreferrer"; return a; };
const row = (kind, ...cells) => role(el("tr", kind, ...cells), "row");
const cell = (kind, ...kids) => role(el("td", kind, ...kids), "cell");
// A column's head says what its figure is: on hover, and on click or touch in a small panel.
const head = (kind, name, about, panels) => {
  const th = role(el("th", kind), "columnheader"); th.scope = "col";
  if (!about) { th.append(name); return th; }
  const panel = el("div", "about", el("b", "", about.label), el("p", "", about.definition), el("p", "facts", about.facts));
  panel.popover = "auto"; panels.append(panel);
  const button = titled(el("button", "ask", name), about.definition + "\n" + about.facts);
  button.type = "button"; button.popoverTargetElement = panel;
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    const box = button.getBoundingClientRect(), width = Math.min(340, innerWidth - 32);
    panel.style.width = width + "px";
    panel.style.left = Math.max(16, Math.min(box.left, innerWidth - width - 16)) + "px";
    panel.style.top = box.bottom + 6 + "px";
  });
  th.append(button);
  return th;
};
