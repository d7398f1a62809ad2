/* What is typed in a composer is kept on the server a second after the last key; losing the page loses nothing. */
const WAIT_MS = 1000;

export function keepDrafts(form) {
  const field = form.elements.text;
  const state = form.querySelector("[data-draft-state]");
  let kept = field.value;
  let timer = 0;
  let sent = false;
  const keep = () => {
    clearTimeout(timer);
    if (sent || field.value === kept) return;
    const text = field.value;
    const body = new URLSearchParams({ composer: form.dataset.composer, text, csrf_token: form.elements.csrf_token.value });
    fetch(form.dataset.draftUrl, { method: "POST", body, keepalive: true })
      .then((answer) => {
        if (!answer.ok) return;
        kept = text;
        state.textContent = text.trim() ? state.dataset.kept : "";
      })
      .catch(() => {
        timer = setTimeout(keep, 5 * WAIT_MS); // offline
      });
  };
  field.addEventListener("input", () => {
    state.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT_MS);
  });
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
  });
  window.addEventListener("pagehide", keep);
}
