const strip = (parts, series) => {
  const box = role(el("div", "strip"), "list");
  for (const part of parts) {
    const of = series[part.series], link = go(part.href, "seg h" + of.hue + " t" + of.turn, el("span", "", part.label));
    link.title = link.ariaLabel = part.title;
    const item = role(el("div", "li", link), "listitem");
    item.style.flexGrow = part.share; box.append(item);
  }
  return cell("strip-c", box);
};
const figures = (data) => {
  const words = data.words, body = el("tbody");
  for (const r of data.rows) {
    const cells = data.series.map((of, i) => r.parts.find((part) => part.series === i)).map((part) => part
      ? titled(cell("r", el("span", "lab", data.series[part.series].label), go(part.href, "", part.count), " ", el("span", "muted", part.label)), part.title)
      : cell("r muted void", "–"));
    const name = role(el("th", "", r.team), "rowheader"); name.scope = "row";
    body.append(row("", name, ...cells, cell("r", el("span", "lab", words.delivered), go(r.href, "", r.delivered))));
  }
  const heads = [words.team, ...data.series.map((of) => of.label), words.delivered].map((label, i) => head(i ? "r" : "", label, null, null));
  return el("div", "wide", role(el("table", "nums", el("thead", "", row("", ...heads)), body), "table"));
};
// The same as a table, made when somebody asks for it.
const onDemand = (data) => {
  const details = el("details", "", el("summary", "", data.words.figures));
  details.addEventListener("toggle", () => details.children.length > 1 || details.append(figures(data)));
  return details;
};

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".gb"), words = data.words, panels = el("div"), body = el("tbody");
  const key = el("span", "key", ...data.series.map((of) => titled(el("span", "", el("i", "sw h" + of.hue + " t" + of.turn), of.label), of.title)));
  for (const r of data.rows) {
    const name = role(el("th", "team" + (r.named ? "" : " muted"), r.page ? go(r.page, "to", r.team) : r.team), "rowheader"); name.scope = "row";
    body.append(row("", name, strip(r.parts, data.series), cell("r n", go(r.href, "", r.delivered))));
  }
  const th = role(el("th", "", key), "columnheader"); th.scope = "col";
  const heads = row("", head("", words.team, null, panels), th, head("r", words.delivered, data.about, panels));
  root.replaceChildren(role(el("table", "bars", el("caption", "vh", words.caption), el("thead", "", heads), body), "table"), onDemand(data), panels);
}
