/* What is typed in a composer with data-draft is kept on the server every five seconds; losing the page loses nothing. */
const SECONDS = 5;

for (const form of document.querySelectorAll("form[data-draft]")) {
  const field = form.elements.text;
  let kept = field.value;
  const keep = () => {
    if (field.value === kept) return;
    const text = field.value;
    const body = new URLSearchParams({ composer: form.dataset.composer, text, csrf_token: form.elements.csrf_token.value });
    fetch(form.dataset.draft, { method: "POST", body, keepalive: true })
      .then((answer) => {
        if (answer.ok) kept = text;
      })
      .catch(() => {}); // offline: tried again in five seconds
  };
  const timer = setInterval(keep, SECONDS * 1000);
  let sent = false;
  form.addEventListener("submit", () => {
    sent = true;
    clearInterval(timer);
  });
  window.addEventListener("pagehide", () => sent || keep());
}
