/* Forms that came back with errors put the reader on the summary; forms marked data-unsaved warn before
   what was typed is lost; a textarea or input with data-counter shows how much room is left. */

document.querySelector("[data-form-errors]")?.focus();

const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-unsaved]")) changed.add(form);
  const counter = event.target.dataset?.counter && document.getElementById(event.target.dataset.counter);
  if (counter) counter.textContent = `${event.target.value.length} / ${event.target.maxLength}`;
});

window.addEventListener("beforeunload", (event) => {
  const open = [...changed].some((form) => form.isConnected && !form.dataset.sent);
  if (open) event.preventDefault();
});

/* A file field says the names and sizes of what was chosen, and lets it be taken back. */
function sizeText(bytes) {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1).replace(".", ",")} MB`;
}

document.addEventListener("change", (event) => {
  const box = event.target.closest?.("[data-file-field]");
  if (!box) return;
  const input = box.querySelector("input[type=file]");
  box.querySelector("[data-file-names]").textContent = [...input.files].map((file) => `${file.name} (${sizeText(file.size)})`).join(", ");
  box.querySelector("[data-file-clear]").hidden = !input.files.length;
});

document.addEventListener("click", (event) => {
  const clear = event.target.closest?.("[data-file-clear]");
  if (!clear) return;
  const input = clear.closest("[data-file-field]").querySelector("input[type=file]");
  input.value = "";
  input.dispatchEvent(new Event("change", { bubbles: true }));
  input.focus();
});
