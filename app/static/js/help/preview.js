/* The editor of articles: what readers would see of the Markdown, a moment after the last key. */

const PAUSE_MS = 500;
const source = document.querySelector("[data-preview-source]");
const place = document.querySelector("[data-preview]");

if (source && place) {
  const here = place.querySelector("[data-preview-here]");
  let waiting = 0;
  const show = async () => {
    if (!source.value.trim()) return;
    const body = new URLSearchParams({ body: source.value, csrf_token: source.form.elements.csrf_token.value });
    try {
      const answer = await fetch(place.dataset.preview, { method: "POST", body });
      if (answer.ok) here.innerHTML = await answer.text();
    } catch {
      // away from the network: the text itself is kept by the form
    }
  };
  source.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE_MS);
  });
  show();
}
