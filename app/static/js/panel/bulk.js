/* Rows chosen by their checkbox; the bar with the actions shows itself once there is one.
   The buttons are plain submit buttons of the action form (name="action"), asked for by confirm.js. */

const bar = document.querySelector("[data-bulk-bar]");
const all = document.querySelector("[data-bulk-all]");
const drawn = () => [...document.querySelectorAll("[data-bulk-row]")];
let boxes = drawn();

function refresh() {
  const chosen = boxes.filter((box) => box.checked);
  bar.classList.toggle("is-open", chosen.length > 0);
  bar.querySelector("[data-bulk-count]").textContent = String(chosen.length);
  const every = bar.querySelector("[data-bulk-every]");
  if (every) {
    every.hidden = chosen.length < boxes.length || !boxes.length;
    const found = every.querySelector("input");
    if (every.hidden) found.checked = false;
    for (const button of bar.querySelectorAll("[data-bulk-shown]")) button.disabled = found.checked;
  }
  if (all) {
    all.checked = chosen.length === boxes.length && boxes.length > 0;
    all.indeterminate = chosen.length > 0 && !all.checked;
  }
  for (const box of boxes) box.closest("tr").classList.toggle("is-selected", box.checked);
}

if (bar) {
  let last = null;
  all?.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    refresh();
  });
  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("[data-bulk-row]");
    if (!box) return;
    if (event.shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
    }
    last = box;
    refresh();
  });
  document.addEventListener("sigap:replaced", () => {
    boxes = drawn(); // a row that is not the reader's any more has gone
    refresh();
  });
  bar.querySelector("[data-bulk-every]")?.addEventListener("change", refresh);
  bar.querySelector("[data-bulk-clear]")?.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    refresh();
  });
  window.addEventListener("pageshow", refresh);
}
