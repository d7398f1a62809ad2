/* The technician's app without signal: pages network-first, assets cache-first, an offline page, the queue.
   sw.js sets self.SIGAP = { version, offline, assets } before anything below is asked for. */
import { flush } from "./queue.js";

const PAGES = "sigap-pages";
const PATIENCE_MS = 6000; // with one bar of signal a page kept on the phone beats a page that never comes
const assetCache = () => `sigap-assets-${self.SIGAP.version}`;

self.addEventListener("install", (event) => {
  const wanted = [self.SIGAP.offline, ...self.SIGAP.assets].map((url) => new Request(url, { cache: "reload" }));
  event.waitUntil(caches.open(assetCache()).then((cache) => cache.addAll(wanted)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("sigap-assets-") && name !== assetCache();
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

/* The address holds the content's version: what is kept under it never becomes old. */
async function asset(request) {
  const kept = await caches.match(request, { cacheName: assetCache() });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(assetCache())).put(request, answer.clone());
  return answer;
}

async function page(request) {
  const cache = await caches.open(PAGES);
  const address = request.url.split("#")[0];
  const kept = await cache.match(address);
  const fresh = fetch(request).then((answer) => remember(cache, address, answer));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const first = kept ? await Promise.race([fresh, late]) : await fresh;
    const isDown = first && first.status >= 500; // a server that is being updated
    return (isDown ? kept : first) || kept || first;
  } catch {
    return kept || (await caches.match(self.SIGAP.offline, { cacheName: assetCache() })) || Response.error();
  } finally {
    fresh.catch(() => {});
  }
}

async function remember(cache, address, answer) {
  if (answer.type === "opaqueredirect") await caches.delete(PAGES); // to the login page: nobody is in any more
  else if (answer.status === 404 || answer.status === 410) await cache.delete(address);
  else if (answer.ok && answer.type === "basic") await cache.put(address, answer.clone());
  return answer;
}
