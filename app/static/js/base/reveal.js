/* Shows a password to the one who types it: [data-reveal] names the field; hidden again before it is sent. */

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-reveal]");
  if (!button) return;
  const field = document.getElementById(button.dataset.reveal);
  const shown = field.type === "text";
  field.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
  field.focus();
});

document.addEventListener("submit", (event) => {
  for (const button of event.target.querySelectorAll("button[data-reveal]")) {
    document.getElementById(button.dataset.reveal).type = "password";
  }
});

function offer(within) {
  for (const button of within.querySelectorAll("button[data-reveal]")) button.hidden = false;
}

document.addEventListener("sigap:replaced", (event) => offer(event.target));
offer(document);
