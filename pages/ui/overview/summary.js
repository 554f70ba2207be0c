const link = (href, kind, ...kids) => go(href, kind, ...kids);
const title = (name, of) => el("div", "t", el("h2", "", name), of && link(of.href, "", of.all));

const goalRow = (o, words) => {
  const name = role(el("th", "", link(o.href, "", el("span", "oid h" + o.hue + " t" + o.turn, o.id), o.title), o.ended && " ", el("span", "sub", o.ended)), "rowheader");
  name.scope = "row";
  const path = cell("path", bullet(o.bar));
  path.ariaLabel = o.aria;
  const gap = cell("r gap", made(o.valuesHref, o.gap), o.was && el("span", "was", o.was));
  return [
    row("g s-none", name, path, cell("r", el("b", "", made(o.valuesHref, o.progress))), gap, cell("st-c", status(o)), cell("r dl", el("span", "lab", words.delivered), link(o.deliveredHref, "", o.delivered))),
    o.worst && worstRow(o.worst, words),
  ];
};
const worstRow = (kr, words) => {
  const td = cell("", words.worst, " ", link(kr.href, "", el("span", "kid", kr.id), " ", kr.title));
  td.colSpan = 3;
  const state = cell("st-c", status(kr));
  return row("w s-" + kr.status, td, cell("r gap", kr.gap), state, cell(""));
};
const goals = (data) => {
  const words = data.words, head = (kind, name) => { const th = role(el("th", kind, name), "columnheader"); th.scope = "col"; return th; };
  const heads = row("", head("", words.objective), head("", ""), head("r", words.progress), head("r", words.gap), head("", words.status), head("r", words.delivered));
  const body = el("tbody", "", ...data.rows.flatMap((o) => goalRow(o, words)).filter(Boolean));
  const table = role(el("table", "lines", el("caption", "vh", words.goals), el("thead", "", heads), body), "table");
  return el("section", "goals", title(words.goals, data), data.rows.length ? table : el("p", "muted", data.none));
};

const entry = (of) => el("li", "", link(of.href, "", of.text), el("span", "why", of.why));
const attention = (data) => el("section", "attention", title(data.title, data),
  data.rows.length ? el("ol", "", ...data.rows.map(entry)) : el("p", "", el("b", "", data.none), " ", el("span", "muted", data.noneHint)),
  data.muted && el("p", "muted", data.muted));

const figure = (of, panels) => {
  const told = definition(of.about, panels);
  return el("div", "f", ask("", of.about.label, told), el("div", "v", of.href ? link(of.href, "", of.value) : el("b", "", of.value), of.was && el("span", "sub", of.was), el("span", "sub", made(of.subHref, of.sub))),
    titled(el("div", "c " + of.kind, of.change), of.rule), spark(of.trend, null, true));
};
const figures = (data, panels) => data.rows.length ? el("section", "figures", el("div", "t", el("h2", "", data.title), el("span", "muted", data.basis), link(data.href, "", data.all)),
  el("div", "fs", ...data.rows.map((of) => figure(of, panels)))) : null;

const ages = (data) => data.rows.length ? el("p", "ages", el("b", "", data.title), ...data.rows.map((of) => titled(el("span", "", of.text), of.title))) : null;

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".gb"), panels = el("div");
  const parts = [goals(data.goals), attention(data.attention), figures(data.figures, panels), ages(data.ages)].filter(Boolean);
  root.replaceChildren(el("div", "sum", ...parts), panels);
}
