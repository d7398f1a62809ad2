/* The number of unread notifications, by asking: 304 as long as it stays. One question for all badges of a page. */

const PACE_MS = 10_000;
const SLOWEST_MS = 120_000;
const badges = [...document.querySelectorAll("[data-badge]")];
let wait = PACE_MS;
let etag = "";
let timer = 0;

function show(number) {
  for (const badge of badges) {
    badge.querySelector("[data-badge-number]").textContent = number;
    badge.querySelector("[data-badge-count]").hidden = !number;
  }
}

function schedule(delay = wait) {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(ask, delay * (0.9 + Math.random() * 0.2));
}

async function ask() {
  try {
    const headers = { Accept: "application/json", "X-Requested-With": "fetch" };
    if (etag) headers["If-None-Match"] = etag;
    const answer = await fetch(badges[0].dataset.badge, { headers, credentials: "same-origin", cache: "no-store", redirect: "manual" });
    if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) return; // signed out meanwhile
    if (answer.status === 200) {
      etag = answer.headers.get("ETag") || "";
      show((await answer.json()).count);
    } else if (answer.status !== 304) throw new Error(String(answer.status));
    wait = PACE_MS;
  } catch {
    wait = Math.min(wait * 2, SLOWEST_MS);
  }
  schedule();
}

function wake() {
  wait = PACE_MS;
  schedule(0);
}

if (badges.length) {
  schedule();
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", (event) => event.persisted && wake());
  navigator.serviceWorker?.addEventListener("message", (event) => event.data === "sigap:push" && wake());
}
