/* The lines of an invoice: add and remove rows, take over the price list, show the sums while typing.
   Without this file the same buttons are plain submits. */

import { lineAmount, readQuantity, readRupiah } from "./fields/amounts.js";

const form = document.querySelector("[data-bill]");
const rows = form.querySelector("[data-bill-rows]");
const blank = document.getElementById("bill-row").content.firstElementChild;
const rupiah = (amount) => (amount === null ? "?" : `Rp${amount.toLocaleString("id-ID")}`);
let next = rows.children.length;

/* What is read in a field; what the server would refuse is marked at once. */
function value(field, read, empty) {
  const found = field.value.trim() ? read(field.value) : empty;
  field.setAttribute("aria-invalid", String(found === null));
  return found;
}

function sum() {
  const lines = [...rows.children].map((row) => {
    const quantity = value(row.querySelector("[data-bill-quantity]"), readQuantity, 0);
    const amount = lineAmount(quantity, value(row.querySelector("[data-bill-price]"), readRupiah, 0));
    row.querySelector("[data-bill-amount]").textContent = rupiah(amount);
    return amount;
  });
  const all = [...lines, value(form.querySelector("[data-bill-discount]"), readRupiah, 0)];
  const net = all.includes(null) ? null : all.reduce((total, one, place) => (place < lines.length ? total + one : total - one), 0);
  form.querySelector("[data-bill-sum]").textContent = rupiah(net);
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
