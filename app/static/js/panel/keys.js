/* Keys for people who live in the lists: "/" search, j and k along the rows, n the main action,
   "?" the list of these keys. */

function isTyping(target) {
  return target.matches?.("input, select, textarea, [contenteditable]") || target.closest?.("dialog");
}

function step(direction) {
  const links = [...document.querySelectorAll("[data-row-link]")];
  if (!links.length) return;
  const row = document.activeElement.closest?.("tr");
  const here = links.findIndex((link) => row?.contains(link));
  const next = here < 0 ? (direction > 0 ? 0 : links.length - 1) : here + direction;
  links[Math.max(0, Math.min(links.length - 1, next))].focus();
}

function showKeys() {
  const template = document.getElementById("keys-template");
  if (!template) return;
  const dialog = template.content.firstElementChild.cloneNode(true);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const search = document.querySelector("[data-search-key]");
  const main = document.querySelector("[data-main-action]");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  } else if (event.key === "n" && main) {
    event.preventDefault();
    main.click();
  } else if (event.key === "?") {
    event.preventDefault();
    showKeys();
  }
});
