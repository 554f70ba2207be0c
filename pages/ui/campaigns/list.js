// One row a node. What there is no figure of stays empty.
const figure = (kind, of) => cell(kind, of.href ? go(of.href, "", of.text) : of.text ?? of);
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".gb"), panels = el("div"), body = el("tbody");
  for (const of of data.rows) {
    const title = role(el("th", "node", of.href ? go(of.href, "to", of.title) : of.title, of.what && el("span", "what", of.what)), "rowheader");
    title.scope = "row"; title.style.paddingLeft = of.depth * 18 + "px";
    const mark = el("span", "st s-" + of.mark.status, of.mark.shape && el("i", "", of.mark.shape), of.mark.word);
    body.append(row("k-" + of.kind, title, cell("", of.mark.word && mark), figure("r strong", of.progress), figure("r", of.planned), figure("r", of.gap), figure("r", of.delivered), figure("r", of.inProgress), cell("lead", ...of.leads.flatMap((each, i) => [i ? " · " : "", go(each.href, "to", each.text)])), cell("period", of.period)));
  }
  const heads = row("", ...data.columns.map((column) => head(column.right ? "r" : "", column.label, column.about, panels)));
  root.replaceChildren(role(el("table", "nodes", el("caption", "vh", data.caption), el("thead", "", heads), body), "table"), panels);
}
