/* How many things wait behind each entry of the navigation; asked after the page is drawn and once a minute. */

const PACE_MS = 60_000;
const nav = document.querySelector("[data-nav-counts]");

async function ask() {
  if (document.hidden) return;
  const answer = await fetch(nav.dataset.navCounts, { credentials: "same-origin", headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return;
  const counts = await answer.json();
  for (const place of nav.querySelectorAll("[data-entry]")) {
    const count = counts[place.dataset.entry] || 0;
    place.hidden = !count;
    place.textContent = count > 99 ? "99+" : String(count);
  }
}

if (nav) {
  ask();
  setInterval(ask, PACE_MS);
}
