const end = (label, text, title) => titled(el("span", "", text && el("span", "lab", label), text), title);
// What it is held against, where the reader asked for it.
const was = (of) => of.was && titled(el("span", "note was", of.was), of.wasStatus);
const path = (kind, of, words) => {
  const td = cell(kind, el("div", "bl", end(words.base, of.base, of.baseTitle), bullet(of.bar && { ...of.bar, ghost: of.ghost }) || el("span"), end(words.target, of.target, of.targetTitle)));
  td.ariaLabel = [of.aria, of.was].filter(Boolean).join("; ");
  return titled(td, of.was);
};
// A figure's cell: on a phone, where there are no heads, with its label; a click or tap says what it means.
const figure = (key, kind, told, title, ...content) => asking(titled(cell(kind, ask("lab", told[key].name, told[key], title), ...content), title), told[key], title);
const counted = (key, kind, told, of) => cell("n r " + kind, ask("lab", told[key].name, told[key]), go(of.href, "", of.text));

const objectiveRow = (o, told, words) => {
  const name = role(el("th", "", el("div", "oh", el("span", "oid h" + o.hue + " t" + o.turn, o.id), el("span", "ot", go(o.href, "to", o.title)), o.ended && el("span", "oe", o.ended))), "rowheader");
  name.colSpan = 3; name.scope = "rowgroup";
  return row("o s-none", name, cell("wow"), path("path", o, words), cell("month"), figure("progress", "prog r", told, o.gapTitle, made(o.valuesHref, o.prog), el("span", "alt", made(o.valuesHref, o.gap)), was(o)),
    figure("gap", "gap r", told, o.gapTitle, made(o.valuesHref, o.gap)), asking(cell("st-c", status(o)), told.status), cell("sp-c"),
    counted("delivered", "dl", told, o.delivered), counted("in_progress", "ip", told, o.inProgress));
};
const aboutRow = (o) => {
  const td = cell("", ...o.lines.flatMap((line, i) => [i ? el("span", "dot", " · ") : "", el("span", "", line)]));
  td.colSpan = 12;
  return row("oi", td);
};
const metricRow = (kr, m, first, told, words) => {
  const tr = row("m s-" + m.status + (first ? "" : " cont") + (kr.calm ? " calm" : "") + (m.bare ? " bare" : ""));
  const spanning = (td) => { td.rowSpan = kr.metrics.length; return td; };
  if (first) tr.append(spanning(cell("kr", el("span", "kt", el("span", "kid", kr.id), go(kr.href, "to", kr.title)), el("span", "ks", kr.who))));
  const ends = [m.baseTitle, m.targetTitle].join(" → "), line = () => spark(m.spark, m.goal, m.joined);
  tr.append(
    cell("mm name", m.name, m.unit && " ", m.unit && el("span", "u", m.unit), m.every && " ", m.every && el("span", "u ev", m.every)),
    figure("now", "mm now r", told, m.nowTitle, el("b", "", made(m.href, m.now)), el("span", "alt w " + m.wowKind, made(m.wowHref, m.wow)), m.nowNote && el("span", "note", made(m.noteHref, m.nowNote)), m.ofValue && was(m)),
    figure("wow", "mm wow r", told, m.wowTitle, el("span", "w " + m.wowKind, made(m.wowHref, m.wow))),
    m.target ? asking(path("mm path", m, words), told.path, ends) : path("mm path", m, words),
    figure("month", "mm month r", told, m.monthTitle, m.month),
    figure("progress", "mm prog r", told, m.progTitle, made(m.progHref, m.prog), el("span", "alt", made(m.progHref, m.gap)), m.ofValue ? null : was(m)),
    figure("gap", "mm gap r", told, m.gapTitle, made(m.progHref, m.gap)),
    asking(cell("mm st-c", status(m), el("span", "alt", line())), told.status, m.statusTitle),
    figure("trend", "mm sp-c", told, m.sparkTitle, line()),
  );
  if (first) tr.append(spanning(counted("delivered", "dl", told, kr.delivered)), spanning(counted("in_progress", "ip", told, kr.inProgress)));
  return tr;
};
// On a phone what is on track is folded behind one line; wide screens and paper show all.
const foldRow = (o, body) => {
  const button = el("button", "fold", o.fold); button.type = "button"; button.ariaExpanded = "false";
  button.onclick = () => { const open = body.classList.toggle("open"); button.ariaExpanded = String(open); button.textContent = open ? o.unfold : o.fold; };
  const td = cell("", button); td.colSpan = 12;
  return row("more", td);
};

// Between phone and full width two figures share a column; both names stand above it.
const SHARED = { now: "wow", progress: "gap", status: "trend" };
const column = (h, told) => {
  const under = told[SHARED[h.key]];
  const th = role(el("th", "h-" + h.key + (h.right ? " r" : ""), told[h.key] ? ask("", h.label, told[h.key]) : h.label, under && ask("alt", under.name, under)), "columnheader");
  th.scope = "col";
  return th;
};

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".gb"), panels = el("div"), told = {};
  for (const h of data.heads) if (h.about) told[h.key] = { name: h.label, ...definition(h.about, panels) };
  const table = role(el("table", "goals", el("caption", "vh", data.words.caption)), "table"), group = el("colgroup");
  for (const h of data.heads) group.append(el("col", "c-" + h.key));
  table.append(group, el("thead", "", row("", ...data.heads.map((h) => column(h, told)))));
  for (const o of data.objectives) {
    const body = role(el("tbody", "", objectiveRow(o, told, data.words), aboutRow(o)), "rowgroup");
    for (const kr of o.krs) kr.metrics.forEach((m, i) => body.append(metricRow(kr, m, !i, told, data.words)));
    if (o.fold) body.append(foldRow(o, body));
    table.append(body);
  }
  root.replaceChildren(table, panels);
}
