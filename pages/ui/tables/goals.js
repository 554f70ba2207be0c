const bullet = (bar) => bar && svg("bu", 200, 18, [
  ["rect", { class: "bt", x: 0, y: 5, width: 200, height: 8 }],
  ["rect", { class: "bf", x: 0, y: 5, width: 200 * bar.fill, height: 8 }],
  ...(bar.tick === null ? [] : [["rect", { class: "bk", x: Math.min(198, Math.max(0, 200 * bar.tick - 1)), y: 1, width: 2, height: 16 }]]),
]);
// A gap in a daily metric is a gap in the line; a metric that comes every month is joined from value to value.
const spark = (weeks, goal, joined) => {
  const known = (weeks || []).filter((value) => value !== null);
  if (known.length < 2) return null;
  const low = Math.min(...known, goal ?? known[0]), range = Math.max(...known, goal ?? known[0]) - low || 1;
  const x = (i) => (3 + 90 * i / (weeks.length - 1)).toFixed(1), y = (value) => (22 - 18 * (value - low) / range).toFixed(1);
  const first = weeks.findIndex((value) => value !== null), goesOn = (i) => joined ? i > first : i > 0 && weeks[i - 1] !== null;
  const path = weeks.map((value, i) => value === null ? "" : (goesOn(i) ? "L" : "M") + x(i) + " " + y(value)).join("");
  const last = weeks.findLastIndex((value) => value !== null);
  return svg("sp", 96, 26, [
    ...(goal === null ? [] : [["path", { class: "sg", d: `M0 ${y(goal)}H96` }]]),
    ["path", { class: "sl", d: path }], ["path", { class: "sd", d: `M${x(last)} ${y(weeks[last])}h0` }],
  ]);
};
const status = (of) => titled(el("span", "st s-" + of.status, el("i", "", of.shape), of.word), of.statusTitle);
const path = (kind, of) => { const td = cell(kind, el("div", "bl", titled(el("span", "", of.base), of.baseTitle), bullet(of.bar) || el("span"), titled(el("span", "", of.target), of.targetTitle))); td.ariaLabel = of.aria; return td; };
const counted = (kind, of, label) => cell("n r " + kind, el("span", "lab", label), go(of.href, "", of.text));

const objectiveRow = (o, words) => {
  const name = role(el("th", "", el("div", "oh", el("span", "oid h" + o.hue, o.id), el("span", "ot", o.title), o.ended && el("span", "oe", o.ended))), "rowheader");
  name.colSpan = 3; name.scope = "rowgroup";
  return row("o s-none", name, cell("wow"), path("path", o), cell("month"), cell("prog r", o.prog), titled(cell("gap r", o.gap), o.gapTitle),
    cell("st-c", status(o)), cell("sp-c"), counted("dl", o.delivered, words.delivered), counted("ip", o.inProgress, words.inProgress));
};
const aboutRow = (o) => {
  const td = cell("", ...o.lines.flatMap((line, i) => [i ? el("span", "dot", " · ") : "", el("span", "", line)]));
  td.colSpan = 12;
  return row("oi", td);
};
const metricRow = (kr, m, first, words) => {
  const tr = row("m s-" + m.status + (first ? "" : " cont") + (kr.calm ? " calm" : ""));
  const spanning = (td) => { td.rowSpan = kr.metrics.length; return td; };
  if (first) tr.append(spanning(cell("kr", el("span", "kt", el("span", "kid", kr.id), kr.title), el("span", "ks", kr.who))));
  const wow = titled(el("span", "w " + m.wowKind, m.wow), m.wowTitle);
  tr.append(
    cell("mm name", m.name, m.unit && " ", m.unit && el("span", "u", m.unit), m.every && el("span", "u ev", m.every)),
    titled(cell("mm now r", m.now, el("span", "alt w " + m.wowKind, m.wow)), m.nowTitle), cell("mm wow r", wow), path("mm path", m),
    titled(cell("mm month r", m.month), m.monthTitle), titled(cell("mm prog r", m.prog, el("span", "alt", m.gap)), m.progTitle),
    titled(cell("mm gap r", m.gap), m.gapTitle), cell("mm st-c", status(m)), titled(cell("mm sp-c", spark(m.spark, m.goal, m.joined)), m.sparkTitle),
  );
  if (first) tr.append(spanning(counted("dl", kr.delivered, words.delivered)), spanning(counted("ip", kr.inProgress, words.inProgress)));
  return tr;
};
// On a phone what is on track is folded behind one line; wide screens and paper show all.
const foldRow = (o, body) => {
  const button = el("button", "fold", o.fold); button.type = "button"; button.ariaExpanded = "false";
  button.onclick = () => { const open = body.classList.toggle("open"); button.ariaExpanded = String(open); button.textContent = open ? o.unfold : o.fold; };
  const td = cell("", button); td.colSpan = 12;
  return row("more", td);
};

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".gb"), words = data.words, panels = el("div");
  const table = role(el("table", "goals", el("caption", "vh", words.caption)), "table"), group = el("colgroup");
  for (const h of data.heads) group.append(el("col", "c-" + h.key));
  table.append(group, el("thead", "", row("", ...data.heads.map((h) => head("h-" + h.key + (h.right ? " r" : ""), h.label, h.about, panels)))));
  for (const o of data.objectives) {
    const body = role(el("tbody", "", objectiveRow(o, words), aboutRow(o)), "rowgroup");
    for (const kr of o.krs) kr.metrics.forEach((m, i) => body.append(metricRow(kr, m, !i, words)));
    if (o.fold) body.append(foldRow(o, body));
    table.append(body);
  }
  root.replaceChildren(table, panels);
}
