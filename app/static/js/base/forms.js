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
