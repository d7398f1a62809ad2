/* Rows of a related table inside a form (Flask-Admin's inline_models): add from a <template>, remove if new.
   Names are numbered the way Flask-Admin reads them: <field>-<n>-<name>. */

function number(list) {
  const used = [...list.children].map((row) => Number(row.id.split("-").pop())).filter(Number.isFinite);
  return Math.max(-1, ...used) + 1;
}

function add(box) {
  const list = box.querySelector(":scope > [data-inline-list]");
  const parent = box.parentElement.closest("[data-inline-fresh]");
  const base = parent ? `${parent.id}-${box.dataset.inline}` : box.dataset.inline;
  const prefix = `${base}-${number(list)}`;
  const row = box.querySelector(":scope > template").content.firstElementChild.cloneNode(true);
  row.id = prefix;
  row.dataset.inlineFresh = "1";
  for (const label of row.querySelectorAll("label[for]")) label.htmlFor = `${prefix}-${label.htmlFor}`;
  for (const input of row.querySelectorAll("[name]")) {
    input.id = input.id ? `${prefix}-${input.id}` : prefix;
    input.name = input.name ? `${prefix}-${input.name}` : prefix;
  }
  list.append(row);
  row.dispatchEvent(new CustomEvent("sigap:replaced", { bubbles: true }));
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

document.addEventListener("click", (event) => {
  const adder = event.target.closest("[data-inline-add]");
  if (adder) add(adder.closest("[data-inline]"));
  const remover = event.target.closest("[data-inline-remove]");
  if (remover) {
    const box = remover.closest("[data-inline]");
    remover.closest("[data-inline-row]").remove();
    box.querySelector(":scope > [data-inline-add]")?.focus();
  }
});
