/* Fitting articles while a subject is typed: data-suggest-from (address) on the field, data-suggest on the place. */

const PAUSE_MS = 400;
const LEAST_LETTERS = 4;

for (const subject of document.querySelectorAll("[data-suggest-from]")) {
  const place = document.querySelector("[data-suggest]");
  let waiting = 0;
  let asked = "";
  const look = async () => {
    const typed = subject.value.trim();
    if (typed === asked) return;
    asked = typed;
    if (typed.length < LEAST_LETTERS) return place.replaceChildren();
    try {
      const answer = await fetch(`${subject.dataset.suggestFrom}?${new URLSearchParams({ words: typed })}`);
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
  look();
}
