// Key results down, months across; a narrow screen has the same as a list of months under each key result.
const meter = (fill) => fill === undefined ? null : svg("at", 100, 4, [["rect", { class: "bt", x: 0, y: 0, width: 100, height: 4 }], ["rect", { class: "bf", x: 0, y: 0, width: 100 * fill, height: 4 }]]);
const changed = (of) => of.change && titled(el("span", "ch", of.change), of.changeTitle);
const note = (kind, text) => text ? el("span", kind, text) : null;

// Actual of target, how much of the way to it was done, and where the target was changed.
const reading = (c) => el("span", "rd s-" + c.status,
  el("span", "av", c.actual && titled(el("b", "", made(c.href, c.actual)), c.actualTitle), c.shape && titled(el("i", "sh", c.shape), c.word), c.target && titled(el("span", "of", (c.actual ? "/ " : "") + c.target), c.targetTitle)),
  c.attained && titled(el("span", "aw", meter(c.fill), el("span", "an", c.attained)), c.attainedTitle),
  changed(c));
const keyProject = (kp) => {
  const mark = titled(el("i", "k-" + kp.kind, kp.mark), kp.word), text = titled(el("span", "kx", el("span", "", kp.title)), kp.hover);
  mark.ariaHidden = "true";
  return role(el("div", "kp k-" + kp.kind, mark, el("span", "vh", kp.word + ": "), el("span", "kw", text, note("kl", kp.late))), "listitem");
};
const keyProjects = (kps, label, kind = "kps") => { const list = role(el("div", kind, ...kps.map(keyProject)), "list"); list.ariaLabel = label; return kps.length ? list : null; };

const people = (of, label) => of.length ? el("span", "ks", label && label + " ", ...of.flatMap((who, i) => [i ? ", " : "", go(who.href, "to", who.text)])) : note("ks", label);
// A key result's status is its only metric's.
const facts = (m, only) => [
  el("span", "mn", m.name, m.unit && " ", note("u", m.unit), m.every && " ", note("u ev", m.every)),
  titled(el("span", "me", m.base, " → ", m.target), m.ends), changed(m), m.bar && bullet(m.bar),
  el("span", "nw", titled(el("b", "", made(m.href, m.now)), m.nowTitle), " ", m.prog && titled(el("span", "pg", made(m.progHref, m.prog)), m.progTitle), " ", only ? null : status(m)),
];
const who = (kr) => [
  el("span", "kt", note("kid", kr.id), go(kr.href, "to", kr.title)), people(kr.who),
  el("span", "kst", kr.status === "no_metric" ? null : status(kr), kr.metrics.length > 1 ? note("pg", kr.prog) : null),
];
const outside = (kr, words) => kr.outside.length ? el("p", "out", words.outside + " ", kr.outside.join(" · ")) : null;

// Progress with its distance to the plan, where there is one.
const reached = (of) => of.gap ? titled(el("span", "pg", made(of.progHref, of.prog), " ", el("span", "muted", of.gap)), of.progTitle) : null;
const objectiveHead = (o, words) => {
  const lines = el("div", "ol", ...o.lines.map((line) => el("span", "", line))), more = el("button", "more", words.more);
  more.type = "button"; more.ariaExpanded = "false"; more.hidden = true;
  more.onclick = () => { const open = lines.classList.toggle("open"); more.ariaExpanded = String(open); more.textContent = open ? words.less : words.more; };
  // Only what was cut can be unfolded.
  new ResizeObserver(() => { if (!lines.classList.contains("open")) more.hidden = lines.scrollHeight <= lines.clientHeight + 1; }).observe(lines);
  return [
    el("div", "oh", el("span", "oid h" + o.hue + " t" + o.turn, o.id), el("span", "ot", go(o.href, "to", o.title)), note("oe", o.ended), status(o),
      reached(o), people(o.who)),
    o.lines.length ? lines : null, o.lines.length ? more : null, note("muted", o.none),
  ];
};
const partHead = (p) => [
  el("span", "pt", made(p.href, p.title)), p.shape && p.status !== "no_metric" ? status(p) : null, reached(p), people(p.who, p.role), note("none", p.none),
];
const across = (kind, data, ...kids) => {
  const th = role(el("th", "", el("div", "stay", ...kids)), "rowheader");
  th.colSpan = data.months.length + 2;
  return role(el("tbody", kind, row("", th)), "rowgroup");
};
// The months again, for the eye: a long table has its head out of sight.
const again = (data) => {
  const tr = el("tr", "again", el("td", "kc"), el("td", "mm"), ...data.months.map((month) => el("td", month.phase, month.label)));
  tr.ariaHidden = "true";
  return tr;
};

const monthHead = (month) => { const th = role(el("th", "mh " + month.phase, month.label), "columnheader"); th.scope = "col"; return titled(th, month.full); };
const keyResult = (kr, data) => {
  const body = role(el("tbody", "kr"), "rowgroup"), single = kr.metrics.length < 2, done = (i) => kr.kps.length ? keyProjects(kr.kps[i], data.words.kps, single ? "kps" : "kps all") : null;
  const rows = kr.metrics.map((m) => row("m", cell("mm s-" + m.status, ...facts(m, single)), ...data.months.map((month, i) => cell("mc " + month.phase, m.cells[i] && reading(m.cells[i]), m === kr.metrics.at(-1) ? done(i) : null))));
  if (!rows.length) rows.push(row("m", cell("mm muted", kr.noMetric), ...data.months.map((month, i) => cell("mc " + month.phase, done(i)))));
  const first = role(el("th", "kc", ...who(kr), outside(kr, data.words)), "rowheader");
  first.rowSpan = rows.length; first.scope = "rowgroup"; rows[0].prepend(first);
  body.append(...rows);
  return body;
};
// The months out of sight are named at the table's edges, and come in whole, as many as there is room for.
const ways = (wide, frame, words) => {
  const heads = [...wide.querySelectorAll("th.mh")], of = (node) => node.getBoundingClientRect(), edge = () => of(wide.querySelector("th.mm")).right;
  const spot = (head) => wide.scrollLeft + of(head).left - edge();
  const step = (way) => {
    const wanted = wide.scrollLeft + way * (of(wide).right - edge()), spots = heads.map(spot);
    wide.scrollLeft = way < 0 ? spots.find((left) => left >= wanted - 1) : spots.findLast((left) => left <= wanted + 1);
  };
  const [back, on] = [-1, 1].map((way) => { const node = el("button", "way"); node.type = "button"; node.onclick = () => step(way); return node; });
  const name = (node, out, way) => {
    const label = out.length ? [...new Set([out[0], out.at(-1)])].map((head) => head.textContent).join("–") : "";
    // Where there is nothing left to bring in, the keyboard goes on in the table.
    if (!label && node.matches(":focus")) wide.focus({ preventScroll: true });
    node.hidden = !label; node.textContent = way < 0 ? "‹ " + label : label + " ›"; node.ariaLabel = `${way < 0 ? words.before : words.after}: ${label}`;
    frame.classList.toggle(way < 0 ? "cut-l" : "cut-r", Boolean(label));
  };
  const look = () => {
    name(back, heads.filter((head) => of(head).left < edge() - 4), -1);
    name(on, heads.filter((head) => of(head).right > of(wide).right + 4), 1);
  };
  // This month first in sight, with the one before it.
  const first = () => {
    const now = wide.querySelector("th.now"), before = now?.previousElementSibling;
    if (now) wide.scrollLeft = spot(before.matches(".mh") ? before : now);
    look();
  };
  wide.addEventListener("scroll", look, { passive: true });
  new ResizeObserver(look).observe(wide);
  requestAnimationFrame(first);
  return el("div", "ways", back, on);
};
const wideTable = (data) => {
  const table = role(el("table", "plan", el("caption", "vh", data.words.caption)), "table");
  const heads = [data.words.kr, data.words.metric].map((label, i) => { const th = role(el("th", i ? "mm" : "kc", label), "columnheader"); th.scope = "col"; return th; });
  const group = el("colgroup", "", el("col", "c-kr"), el("col", "c-mm"), ...data.months.map((month) => el("col", "c-" + month.phase)));
  table.append(group, el("thead", "", row("", ...heads, ...data.months.map(monthHead))));
  for (const p of data.parts) {
    if (p.title) table.append(across("part", data, ...partHead(p)));
    for (const o of p.objectives) {
      const above = across("objective", data, ...objectiveHead(o, data.words));
      if (table.querySelector("tbody.kr")) above.append(again(data));
      table.append(above, ...o.krs.map((kr) => keyResult(kr, data)));
    }
  }
  const wide = el("div", "wide", table);
  wide.tabIndex = 0; wide.role = "region"; wide.ariaLabel = data.words.caption;
  return wide;
};

const monthBlock = (kr, month, i, label) => {
  const lines = kr.metrics.filter((m) => m.cells[i]).map((m) => el("div", "ml", kr.metrics.length > 1 ? el("span", "mn", m.name) : null, reading(m.cells[i])));
  const kps = kr.kps.length ? keyProjects(kr.kps[i], label) : null;
  return lines.length || kps ? el("section", "mb " + month.phase, el("h4", "", month.full), ...lines, kps) : null;
};
const folded = (label, blocks) => blocks.length ? el("details", "", el("summary", "", label), ...blocks) : null;
const keyResultList = (kr, data) => {
  const of = (phase) => data.months.map((month, i) => month.phase === phase && monthBlock(kr, month, i, data.words.kps)).filter(Boolean);
  return el("article", "", ...who(kr), ...(kr.metrics.length ? kr.metrics.map((m) => el("div", "mm s-" + m.status, ...facts(m, kr.metrics.length < 2))) : [note("muted", kr.noMetric)]),
    ...of("now"), folded(kr.earlier, of("past")), folded(kr.later, of("ahead")), outside(kr, data.words));
};
const narrowList = (data) => el("div", "list", ...data.parts.flatMap((p) => [
  p.title && el("div", "part", ...partHead(p)), ...p.objectives.flatMap((o) => [el("div", "objective", ...objectiveHead(o, data.words)), ...o.krs.map((kr) => keyResultList(kr, data))]),
]));

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".gb"), panels = el("div"), told = definition(data.about, panels);
  const key = el("p", "key", data.words.key, " ", ask("what", data.about.label, told), el("span", "marks", ...data.marks.map((mark) => el("span", "", el("i", "k-" + mark.kind, mark.mark), " ", mark.word))));
  const wide = wideTable(data), frame = el("div", "frame", wide);
  root.replaceChildren(key, ways(wide, frame, data.words), frame, narrowList(data), panels);
  // A title that was cut shows whole on hover, and for a keyboard where it stops at it.
  const reach = () => wide.querySelectorAll(".kx").forEach((text) => { if (text.scrollHeight > text.clientHeight + 1) text.tabIndex = 0; else if (!text.matches(":focus")) text.removeAttribute("tabindex"); });
  new ResizeObserver(reach).observe(wide);
}
