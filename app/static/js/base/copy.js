/* A button with data-copy puts that text on the clipboard and says so. */

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    return; // no permission: the number stands beside the button anyway
  }
  const said = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => {
    button.textContent = said;
  }, 2000);
});
