// A plain table. A cell is a text, or {text, sub, title, kind, href (ours), out (the data's own web address)}.
const content = (of) => {
  if (typeof of === "string") return [of];
  const main = of.href ? go(of.href, "", of.text) : of.out ? out(of.out, "", of.text) : el("span", "", of.text);
  return [main, of.sub && el("span", "sub", ...(Array.isArray(of.sub) ? of.sub : [of.sub]).map((part) => part.out ? out(part.out, "", part.text) : part))];
};
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".gb"), panels = el("div"), body = el("tbody");
  const kind = (column) => (column.right ? "r " : "") + (column.kind || "");
  for (const cells of data.rows) {
    const tr = row(cells.kind || "");
    cells.cells.forEach((of, i) => {
      const td = titled(cell(kind(data.columns[i]) + " " + (of.kind || ""), el("span", "lab", data.columns[i].label), ...content(of)), of.title);
      if (of === "" || of.text === "") td.classList.add("void");
      tr.append(td);
    });
    body.append(tr);
  }
  const heads = row("", ...data.columns.map((column) => head(kind(column), column.label, column.about, panels)));
  const table = role(el("table", "sheet " + (data.kind || ""), el("caption", "vh", data.caption), el("thead", "", heads), body), "table");
  root.replaceChildren(el("div", "wide", table), panels);
}
