/* What every technician page loads: the service worker, the queue's notice, and the forms that may wait for signal. */
import "./notice.js";
import "./stamp.js";
import "./photo.js";
import { update } from "./notice.js";

const MOST_KEPT = 12;
const bar = document.querySelector("[data-queue-bar]");

/* The phone may change hands: pages kept for another technician are not shown to this one. */
async function forgetOthers() {
  const user = bar?.dataset.user;
  if (!user || !("caches" in window)) return;
  if (localStorage.getItem("sigap-user") !== user) {
    await caches.delete("sigap-pages");
    localStorage.setItem("sigap-user", user);
  }
}

async function install() {
  if (!("serviceWorker" in navigator) || !bar) return;
  await navigator.serviceWorker.register(bar.dataset.workerUrl, { type: "module", scope: "/technician/" });
  if (navigator.onLine) await keepPages();
}

/* Today's jobs are read on the phone before the signal goes. Once the worker rules, it keeps this page by itself. */
async function keepPages() {
  const links = [...document.querySelectorAll("a[data-keep]")].map((link) => link.href).slice(0, MOST_KEPT);
  if (!navigator.serviceWorker.controller) links.unshift(location.href.split("#")[0]);
  const pages = await caches.open("sigap-pages");
  for (const url of links) {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) await pages.put(url, answer);
  }
}

/* Who leaves takes the pages along; what waits in the queue stays, for the next time they log in. */
document.addEventListener("submit", (event) => {
  if (event.target.dataset.move === "logout" && "caches" in window) caches.delete("sigap-pages");
});

/* A check-in that still waits for signal must not keep the rest of the day from being recorded. */
async function showWhatFollows(rows) {
  for (const part of document.querySelectorAll("[data-after-check-in]")) {
    if (rows.some((row) => row.url === part.dataset.afterCheckIn)) part.hidden = false;
  }
}

document.addEventListener("sigap:queue", (event) => showWhatFollows(event.detail.rows));
forgetOthers()
  .then(install)
  .catch(() => {});
update();
