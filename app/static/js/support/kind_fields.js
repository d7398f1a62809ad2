/* Fields of one kind of request: [data-for-kind] is shown while that kind is chosen; without a script all are. */

const kind = document.getElementById("kind");
const parts = document.querySelectorAll("[data-for-kind]");

const show = () => {
  for (const part of parts) part.hidden = part.dataset.forKind !== kind.value;
};

if (kind) {
  for (const words of document.querySelectorAll("[data-kind-words]")) words.hidden = true;
  kind.addEventListener("change", show);
  show();
}
