// Columns of blocks. The browser divides the height: a block grows with its work, and never gets lower than its text.
const NARROW = 820;
const kept = (place) => { try { return JSON.parse(sessionStorage.getItem(place)) || {}; } catch { return {}; } };
const keep = (place, state) => { try { sessionStorage.setItem(place, JSON.stringify(state)); } catch { /* then only until the next page */ } };
const pressing = (kind, text, label, on) => { const button = el("button", kind, text); button.type = "button"; button.ariaLabel = label; button.onclick = on; return button; };
const span = (kind, ...kids) => kids.some(Boolean) ? el("span", kind, ...kids) : null;
const name = (of) => el("span", "name", span("tag", of.tag), of.href ? go(of.href, "to", of.title) : of.title);
const told = (of, words) => el("span", "told",
  span("st s-" + of.mark.status, of.mark.shape && el("i", "", of.mark.shape), of.mark.word),
  of.progress && el("span", "prog", el("b", "", of.progress), " ", span("muted", of.plan)),
  of.delivered.text && el("span", "work", words.delivered + " ", of.delivered.href ? go(of.delivered.href, "", of.delivered.text) : el("b", "", of.delivered.text)),
  span("lead", of.lead), span("muted", of.ended));

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".gb"), words = data.words, last = data.columns.length - 1, place = "gb-map:" + data.place;
  const narrow = root.clientWidth > 0 && root.clientWidth <= NARROW;
  // Which column it is drawn up to, and the blocks that differ from that; kept, so that Back finds it as it was left.
  const state = { upTo: narrow ? Math.min(data.upTo, Math.max(0, last - 1)) : data.upTo, other: data.folded, ...kept(place) };
  const isOpen = (of) => of.parts.length > 0 && (of.column < state.upTo) !== state.other.includes(of.key);
  // What is of a deeper column than is drawn stands in the last one: an objective without a sub-campaign beside the sub-campaigns.
  const columnOf = (of, from) => Math.min(of.column, Math.max(state.upTo, from));
  const deepest = (blocks, from) => Math.max(0, ...blocks.map((of) => isOpen(of) ? deepest(of.parts, columnOf(of, from) + 1) : columnOf(of, from)));
  const below = (of) => of.parts.reduce((n, part) => n + 1 + below(part), 0);
  const turn = (of) => { change({ other: isOpen(of) === of.column < state.upTo ? [...state.other, of.key] : state.other.filter((key) => key !== of.key) }, (button) => button.dataset.of === of.key); };
  // Whoever pressed a button goes on from that button.
  const change = (changes, pressed) => { Object.assign(state, changes); keep(place, state); draw(); [...root.querySelectorAll("button")].find(pressed)?.focus(); };

  const does = (of) => {
    const is = isOpen(of), fold = pressing("fold", is ? "−" : "+ " + below(of), `${is ? words.fold : words.unfold}: ${of.title}`, () => turn(of));
    fold.ariaExpanded = String(is); fold.dataset.of = of.key;
    const only = of.only && go(of.only, "only", words.only);
    if (only) only.ariaLabel = `${words.only}: ${of.title}`;
    return el("span", "does", fold, only);
  };
  const widths = (from, to) => `calc(${data.columns.slice(from, to + 1).map((_, i) => `var(--w${from + i})`).join(" + ")})`;
  const block = (of, from, end) => {
    const is = isOpen(of), at = columnOf(of, from); // one that isn't takes the room of what would stand at its right
    const cell = el("div", `cell k-${of.kind} c${at} s-${of.mark.status}${is || of.kind === "kr" ? "" : " wide"}`, name(of), told(of, words), span("period muted", of.period), of.parts.length ? does(of) : null);
    cell.style.width = widths(at, is ? at : end);
    const item = role(el("div", "block", cell, is ? role(el("div", "parts", ...of.parts.map((part) => block(part, at + 1, end))), "list") : null), "listitem");
    item.style.flexGrow = of.weight;
    if (at > from) cell.style.marginLeft = widths(from, at - 1); // a level between the two is skipped
    return item;
  };
  const draw = () => {
    const end = deepest(data.blocks, 0), total = data.columns.slice(0, end + 1).reduce((n, column) => n + column.share, 0);
    data.columns.forEach((column, i) => root.style.setProperty("--w" + i, i <= end ? `${100 * column.share / total}cqi` : "0px"));
    const heads = data.columns.slice(0, end + 1).map((column, i) => { const head = el("span", "", column.label); head.style.width = widths(i, i); return head; });
    const levels = data.columns.map((column, i) => {
      const button = pressing("up", column.label, `${words.up_to} ${column.label}`, () => change({ upTo: i, other: [] }, (each) => each.dataset.up === String(i)));
      button.ariaPressed = String(i === state.upTo); button.dataset.up = i;
      return button;
    });
    const map = role(el("div", "map", ...data.blocks.map((of) => block(of, 0, end))), "list");
    map.ariaLabel = words.caption;
    const ways = data.ways.length ? el("span", "ways", ...data.ways.flatMap((way) => [way.href ? go(way.href, "", way.text) : el("b", "", way.text), way.href && " › "])) : null;
    root.replaceChildren(el("div", "bar", ways, el("span", "levels", el("span", "muted", words.up_to), ...levels)), el("div", "heads", ...heads), map);
  };
  draw();
}
