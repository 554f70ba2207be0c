// A plain table. A cell is a text, or {text, sub, title, kind, href (ours), out (the data's own web address), links, beside}.
const listed = (links) => el("span", "", ...links.flatMap((part, i) => [i ? ", " : "", go(part.href, "", part.text)]));
const away = (part) => { const a = titled(out(part.out, "beside", part.text), part.title); a.ariaLabel = part.title; return a; };
const content = (of) => {
  if (typeof of === "string") return [of];
  const main = of.links ? listed(of.links) : of.href ? go(of.href, "", of.text) : of.out ? out(of.out, "", of.text) : el("span", "", of.text);
  return [main, of.beside && away(of.beside), of.sub && el("span", "sub", ...(Array.isArray(of.sub) ? of.sub : [of.sub]).map((part) => part.out ? out(part.out, "", part.text) : part))];
};
const kind = (column) => (column.right ? "r " : "") + (column.kind || "");
// A head that sorts: a link that leads to the other order.
const sorting = (column) => {
  const arrow = column.sort.way && el("span", "way", column.sort.way === "ascending" ? "↑" : "↓");
  if (arrow) arrow.ariaHidden = "true";
  const th = role(el("th", kind(column), go(column.sort.href, "sorts", column.label, arrow)), "columnheader");
  th.scope = "col"; th.ariaSort = column.sort.way || "none";
  return th;
};
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".gb"), panels = el("div"), body = el("tbody");
  for (const cells of data.rows) {
    const tr = row(cells.kind || "");
    cells.cells.forEach((of, i) => {
      const td = titled(cell(kind(data.columns[i]) + " " + (of.kind || ""), el("span", "lab", data.columns[i].label), ...content(of)), of.title);
      if (of === "" || (of.text === "" && !of.links)) td.classList.add("void");
      tr.append(td);
    });
    body.append(tr);
  }
  const heads = row("", ...data.columns.map((column) => column.sort ? sorting(column) : head(kind(column), column.label, column.about, panels)));
  const table = role(el("table", "sheet " + (data.kind || ""), el("caption", "vh", data.caption), el("thead", "", heads), body), "table");
  root.replaceChildren(el("div", "wide", table), panels);
}
