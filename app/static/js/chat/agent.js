/* An agent's chats: while the page is open, in front or behind, they are there for visitors, and the tab says how many wait.
   The visitor sees that somebody is writing. */

const EVERY_MS = 3000;
const PRESENT_MS = 25_000;
const title = document.title;

function count(page) {
  const unread = Number(page.querySelector("[data-unread]")?.dataset.unread || 0);
  document.title = unread ? `(${unread}) ${title}` : title;
}

const waiting = document.querySelector("[data-waiting]");
if (waiting) {
  const ask = async () => {
    try {
      const answer = await fetch(waiting.dataset.waiting);
      if (answer.ok) count(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // away from the network: the next time
    }
  };
  setInterval(ask, PRESENT_MS);
  waiting.addEventListener("sigap:replaced", () => count(waiting));
}

for (const form of document.querySelectorAll("[data-typing]")) {
  let told = 0;
  form.addEventListener("input", () => {
    if (Date.now() - told < EVERY_MS) return;
    told = Date.now();
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
    fetch(form.dataset.typing, { method: "POST", body }).catch(() => {});
  });
}
