/* Saran & Kritik: what is alike while the subject is typed, and the print button beside the code. */

const PAUSE_MS = 400;
const LEAST_LETTERS = 4;

const subject = document.querySelector("[data-similar-from]");
if (subject) {
  const place = document.querySelector("[data-similar]");
  let waiting = 0;
  let asked = "";
  const look = async () => {
    const typed = subject.value.trim();
    if (typed === asked) return;
    asked = typed;
    if (typed.length < LEAST_LETTERS) return place.replaceChildren();
    const body = new FormData();
    body.set("subject", typed);
    body.set("csrf_token", subject.form.elements.csrf_token.value);
    try {
      const answer = await fetch(subject.dataset.similarFrom, { method: "POST", body });
      if (!answer.ok || typed !== asked) return;
      place.innerHTML = await answer.text();
    } catch {
      // away from the network: the form works without it
    }
  };
  subject.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE_MS);
  });
}

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
