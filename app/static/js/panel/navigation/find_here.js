/* A search field with data-find-here="#list" hides the items of that list that do not hold every word. */

for (const field of document.querySelectorAll("[data-find-here]")) {
  const items = [...document.querySelectorAll(`${field.dataset.findHere} > li`)];
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of items) {
      const text = item.textContent.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
    }
  });
}
