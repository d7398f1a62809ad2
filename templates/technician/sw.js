/* The technician's app without signal: pages network-first, assets cache-first by version, an offline page, the queue. */
import { flush } from "/static/js/technician/queue.js";

const ASSETS = "sigap-assets-{{ version }}";
const PAGES = "sigap-pages";
const OFFLINE = {{ url_for("technician.offline")|tojson }};
const LIST = {{ assets|tojson }};
const PATIENCE_MS = 6000; // with one bar of signal a page kept on the phone beats a page that never comes

self.addEventListener("install", (event) => {
  const wanted = [OFFLINE, ...LIST].map((url) => new Request(url, { cache: "reload" }));
  event.waitUntil(caches.open(ASSETS).then((cache) => cache.addAll(wanted)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("sigap-assets-") && name !== ASSETS;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (request.mode === "navigate") event.respondWith(page(request));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "sigap-queue") event.waitUntil(flush());
});

async function asset(request) {
  const kept = await caches.match(request, { cacheName: ASSETS, ignoreSearch: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(ASSETS)).put(request, answer.clone());
  return answer;
}

async function page(request) {
  const cache = await caches.open(PAGES);
  const address = request.url.split("#")[0];
  const kept = await cache.match(address);
  const fresh = fetch(request).then(async (answer) => {
    if (answer.type === "opaqueredirect") await caches.delete(PAGES); // to the login page: nobody is in any more
    else if (answer.ok && answer.type === "basic") await cache.put(address, answer.clone());
    return answer;
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const first = kept ? await Promise.race([fresh, late]) : await fresh;
    return first || kept;
  } catch {
    return kept || (await caches.match(OFFLINE, { cacheName: ASSETS })) || Response.error();
  } finally {
    fresh.catch(() => {});
  }
}
