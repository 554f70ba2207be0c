// Columns of blocks. The browser divides the height: a block grows with its work, and never gets lower than its text.
const NARROW = 820;
const kept = (place) => { try { return JSON.parse(sessionStorage.getItem(place)) || {}; } catch { return {}; } };
const keep = (place, state) => { try { sessionStorage.setItem(place, JSON.stringify(state)); } catch { /* then only until the next page */ } };
const pressing = (kind, text, label, on) => { const button = el("button", kind, text); button.type = "button"; button.ariaLabel = label; button.onclick = on; return button; };
const span = (kind, ...kids) => kids.some(Boolean) ? el("span", kind, ...kids) : null;
const name = (of, fold) => el("span", "name", span("tag", of.tag), titled(of.href ? go(of.href, "to", of.title) : el("span", "to", of.title), of.title), fold);
const told = (of, words) => el("span", "told",
  span("st s-" + of.mark.status, of.mark.shape && el("i", "", of.mark.shape), of.mark.word),
  of.progress && el("span", "prog", el("b", "", of.progress), " ", span("muted", of.plan)),
  of.delivered.text && el("span", "work", words.delivered + " ", of.delivered.href ? go(of.delivered.href, "", of.delivered.text) : el("b", "", of.delivered.text)),
  span("lead", of.lead), span("muted", of.ended));

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".gb"), words = data.words, last = data.columns.length - 1, place = `gb-map:${data.place}:${data.asked ? "asked" : ""}`;
  const narrow = root.clientWidth > 0 && root.clientWidth <= NARROW;
  // Which column it is drawn up to: what the address says, or what there is room for; and the blocks opened or closed by hand,
  // kept, so that Back finds them as they were left.
  let level = narrow && !data.asked ? Math.min(data.upTo, Math.max(0, last - 1)) : data.upTo, byHand = {};
  const isOpen = (of) => of.parts.length > 0 && (byHand[of.key] ?? (of.column < level && !data.folded.includes(of.key)));
  // What is of a deeper column than is drawn stands in the last one: an objective without a sub-campaign beside the sub-campaigns.
  const columnOf = (of, from) => Math.min(of.column, Math.max(level, from));
  const deepest = (blocks, from) => Math.max(0, ...blocks.map((of) => isOpen(of) ? deepest(of.parts, columnOf(of, from) + 1) : columnOf(of, from)));
  const below = (of) => of.parts.reduce((n, part) => n + 1 + below(part), 0);
  const turn = (of) => { byHand[of.key] = !isOpen(of); keep(place + level, byHand); draw(); };

  const fold = (of) => {
    const is = isOpen(of), button = pressing("fold", is ? "−" : "+ " + below(of), `${is ? words.fold : words.unfold}: ${of.title}`, () => turn(of));
    button.ariaExpanded = String(is); button.dataset.same = of.key;
    return button;
  };
  const only = (of) => {
    const link = go(of.only, "only", words.only);
    link.ariaLabel = `${words.only}: ${of.title}`;
    return link;
  };
  const widths = (from, to) => `calc(${data.columns.slice(from, to + 1).map((_, i) => `var(--w${from + i})`).join(" + ")})`;
  const block = (of, from, end) => {
    const is = isOpen(of), at = columnOf(of, from); // one that isn't takes the room of what would stand at its right
    const cell = el("div", `cell k-${of.kind} c${at} s-${of.mark.status}${is || of.kind === "kr" ? "" : " wide"}`, name(of, of.parts.length ? fold(of) : null), told(of, words), span("period muted", of.period), of.only ? only(of) : null);
    cell.style.width = widths(at, is ? at : end);
    const item = role(el("div", "block", cell, is ? role(el("div", "parts", ...of.parts.map((part) => block(part, at + 1, end))), "list") : null), "listitem");
    item.style.flexGrow = of.weight;
    if (at > from) cell.style.marginLeft = widths(from, at - 1); // a level between the two is skipped
    return item;
  };
  const draw = () => {
    const at = root.getRootNode().activeElement?.dataset.same; // whoever pressed something goes on from there
    const end = deepest(data.blocks, 0), total = data.columns.slice(0, end + 1).reduce((n, column) => n + column.share, 0);
    data.columns.forEach((column, i) => root.style.setProperty("--w" + i, i <= end ? `${100 * column.share / total}cqi` : "0px"));
    const heads = data.columns.slice(0, end + 1).map((column, i) => { const head = el("span", "", column.label); head.style.width = widths(i, i); return head; });
    const levels = data.columns.map((column, i) => {
      const link = go(column.href, "up", column.label);
      link.ariaLabel = `${words.up_to} ${column.label}`; link.dataset.same = "up" + i;
      if (i === level) link.ariaCurrent = "true";
      return link;
    });
    const map = role(el("div", "map", ...data.blocks.map((of) => block(of, 0, end))), "list");
    map.ariaLabel = words.caption;
    const ways = data.ways.length ? el("span", "ways", ...data.ways.flatMap((way) => [way.href ? go(way.href, "", way.text) : el("b", "", way.text), way.href && " › "])) : null;
    root.replaceChildren(el("div", "bar", ways, el("span", "levels", el("span", "muted", words.up_to), ...levels)), el("div", "heads", ...heads), map);
    if (at) [...root.querySelectorAll("[data-same]")].find((each) => each.dataset.same === at)?.focus();
  };
  const isTooTall = () => { const map = root.querySelector(".map"), room = parseFloat(getComputedStyle(map).minHeight); return room > 0 && map.offsetHeight > room + 1; };
  draw();
  while (!data.asked && level > 0 && isTooTall()) { level -= 1; draw(); }
  byHand = kept(place + level);
  if (Object.keys(byHand).length) draw();
}
