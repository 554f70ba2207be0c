// Plain http has no clipboard to write to: there the field's own text is selected and copied the old way.
const copied = async (field) => {
  field.focus(); field.select();
  try {
    if (navigator.clipboard && isSecureContext) { await navigator.clipboard.writeText(field.value); return true; }
  } catch (refused) { /* by the reader's browser: the old way may still be open */ }
  return document.execCommand("copy");
};
const link = (of, nth, words, said) => {
  const id = "link-" + nth, label = el("label", "", of.name), about = el("p", "", of.about), field = el("input"), button = el("button", "copy", words.copy);
  label.htmlFor = field.id = id; about.id = id + "-about";
  field.readOnly = true; field.value = location.origin + of.href; field.setAttribute("aria-describedby", about.id);
  field.addEventListener("focus", () => field.select());
  button.type = "button"; button.setAttribute("aria-label", words.copy + ": " + of.name);
  button.addEventListener("click", async () => { const done = await copied(field); button.focus(); said.textContent = ""; said.textContent = done ? words.copied : words.by_hand; });
  return el("section", "", label, about, el("div", "line", field, button));
};
export default function ({ data, parentElement }) {
  const said = role(el("p", "said"), "status");
  parentElement.querySelector(".gb").replaceChildren(...data.links.map((of, nth) => link(of, nth, data.words, said)), said);
}
