/* One tap, one request: the pressed button shows that it works and takes no second tap.
   The idempotency key in the form is what truly prevents a double effect; this is what people see.
   A form whose answer is a file to download stays on the page: give it data-again. */

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  if (form.method.toLowerCase() === "get" || form.target === "_blank" || "again" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  // after the browser has collected the form: a disabled button would lose its own name and value
  setTimeout(() => {
    button.disabled = true;
  });
});

// Back from the next page by the history: the form must work again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll('button[aria-busy="true"]')) {
    button.removeAttribute("aria-busy");
    button.disabled = false;
  }
});
