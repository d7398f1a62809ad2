/* What every technician page loads: the service worker, the queue's notice, and the forms that may wait for signal. */
import "./notice.js";
import "./stamp.js";
import "./photo.js";
import "./queued_form.js";
import { update } from "./notice.js";

const MOST_KEPT = 24;
const FRESH_MS = 6 * 3_600_000; // a kept BAST form says nothing that changes within a day
const bar = document.querySelector("[data-queue-bar]");

/* A shared phone: pages kept for another technician are not shown to this one. */
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
  const { workerUrl, workerType } = bar.dataset;
  await navigator.serviceWorker.register(workerUrl, { type: workerType, scope: "/technician/" });
  if (navigator.onLine) await keepPages();
}

/* Today's jobs and their BAST are read on the phone before the signal goes: all of them again whenever the list is
   shown, on another page those that are still missing, such as a job just won. */
async function keepPages() {
  const pages = await caches.open("sigap-pages");
  const home = new URL(bar.dataset.homeUrl, location.href).href;
  const isList = document.querySelector("a[data-keep]") !== null;
  if (!navigator.serviceWorker.controller) await keep(pages, location.href.split("#")[0]); // a worker does it by itself
  if (await isUnlisted(pages)) await keep(pages, home);
  for (const url of jobPages(isList ? document : await keptPage(pages, home)).slice(0, MOST_KEPT)) {
    const isThere = isList ? await isFresh(pages, url) : await pages.match(url);
    if (!isThere) await keep(pages, url);
  }
}

function jobPages(list) {
  const links = [...list.querySelectorAll("a[data-keep]")];
  const paths = links.flatMap((link) => [link.getAttribute("href"), link.dataset.keepAlso]).filter(Boolean);
  return paths.map((path) => new URL(path, location.href).href);
}

async function keptPage(pages, url) {
  const kept = await pages.match(url);
  return new DOMParser().parseFromString(kept ? await kept.text() : "", "text/html");
}

async function keep(pages, url) {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (answer.ok && !answer.redirected) await pages.put(url, answer);
}

/* Whoever came by a link has no list yet, and a job just won is not on the kept one. */
async function isUnlisted(pages) {
  const kept = await pages.match(bar.dataset.homeUrl);
  if (!kept || !document.querySelector("[data-job-page]")) return !kept;
  return !(await kept.text()).includes(`href="${location.pathname}"`);
}

async function isFresh(pages, url) {
  const kept = url.includes("/bast") && (await pages.match(url));
  return Boolean(kept) && Date.now() - Date.parse(kept.headers.get("Date") || "") < FRESH_MS;
}

/* Logging out clears the kept pages; what still waits is named first and stays until it is sent under its own name. */
document.addEventListener("sigap:queue", (event) => {
  const waits = event.detail.rows.length > 0;
  for (const button of document.querySelectorAll('form[data-move="logout"] button')) {
    if (waits) button.dataset.confirm = bar.dataset.leaving;
    else delete button.dataset.confirm;
  }
});
document.addEventListener("submit", (event) => {
  if (event.target.dataset.move === "logout" && "caches" in window) caches.delete("sigap-pages");
});

/* What cannot wait for signal, such as taking a job, stays on the page instead of making way for the browser's error. */
const WAITS = "[data-queue], [data-queue-form], [data-signature-form]";
window.addEventListener(
  "submit",
  (event) => {
    if (navigator.onLine || event.target.method !== "post" || event.target.matches(WAITS)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    bar.textContent = bar.dataset.needsSignal;
    bar.scrollIntoView({ block: "nearest" });
  },
  { capture: true },
);

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
