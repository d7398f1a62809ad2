/* The lines of an invoice: add and remove rows, take over the price list, show the sums while typing.
   Without this file the same buttons are plain submits. */

const form = document.querySelector("[data-bill]");
const rows = form.querySelector("[data-bill-rows]");
const blank = document.getElementById("bill-row").content.firstElementChild;
const rupiah = (amount) => `Rp${Math.round(amount).toLocaleString("id-ID")}`;
let next = rows.children.length;

function money(text) {
  return Number(text.replace(/[^0-9]/g, "")) || 0;
}

function amount(text) {
  const plain = text.includes(",") || /^\d{1,3}(\.\d{3})+$/.test(text) ? text.replaceAll(".", "").replace(",", ".") : text;
  return Number(plain) || 0;
}

function sum() {
  let total = 0;
  for (const row of rows.children) {
    const line = Math.round(amount(row.querySelector("[data-bill-quantity]").value) * money(row.querySelector("[data-bill-price]").value));
    row.querySelector("[data-bill-amount]").textContent = rupiah(line);
    total += line;
  }
  form.querySelector("[data-bill-sum]").textContent = rupiah(total - money(form.querySelector("[data-bill-discount]").value));
}

function take(select) {
  const chosen = select.selectedOptions[0];
  if (!chosen.value) return;
  const row = select.closest("[data-bill-row]");
  row.querySelector("[name$=-description]").value = chosen.dataset.name;
  row.querySelector("[name$=-unit]").value = chosen.dataset.unit;
  row.querySelector("[data-bill-price]").value = Number(chosen.dataset.price).toLocaleString("id-ID");
}

form.addEventListener("click", (event) => {
  if (event.target.closest("[data-bill-add]")) {
    event.preventDefault();
    const row = blank.cloneNode(true);
    for (const field of row.querySelectorAll("[name^=line-]")) field.name = field.name.replace("NEW", next);
    next += 1;
    rows.append(row);
    row.querySelector("select").focus();
    sum();
  }
  const dropped = event.target.closest("[data-bill-drop]");
  if (dropped) {
    event.preventDefault();
    dropped.closest("[data-bill-row]").remove();
    form.querySelector("[data-bill-add]").focus();
    sum();
  }
});
form.addEventListener("change", (event) => {
  if (event.target.matches("[data-bill-item]")) take(event.target);
  sum();
});
form.addEventListener("input", sum);
sum();
