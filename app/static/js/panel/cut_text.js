/* What does not fit into its cell, heading or menu line is read whole under the pointer. */

const CUT = "td, th, h1, .nav-link span, .brand-name, .quick-filters select";

document.addEventListener("pointerover", (event) => {
  const box = event.target.closest?.(CUT);
  if (!box || box.title || box.scrollWidth <= box.clientWidth) return;
  box.title = (box.selectedOptions?.[0] ?? box).textContent.trim();
});
