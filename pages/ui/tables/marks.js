// Small marks that say a state: the bullet, the trend, the status.
const bullet = (bar) => bar && svg("bu", 200, 18, [
  ["rect", { class: "bt", x: 0, y: 5, width: 200, height: 8 }],
  ["rect", { class: "bf", x: 0, y: 5, width: 200 * bar.fill, height: 8 }],
  // Where it stood on the day or at the version that it is held against.
  ...(bar.ghost === null || bar.ghost === undefined ? [] : [["rect", { class: "bg", x: 0, y: 15, width: Math.max(2, 200 * bar.ghost), height: 2 }]]),
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
