/* Shows pushes and opens what they are about. It keeps nothing and answers for no page. */

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  let push = {};
  try {
    push = event.data.json();
  } catch {
    push = {};
  }
  const shown = self.registration.showNotification(push.title || "Sigap", {
    body: push.body || "",
    tag: push.tag || "sigap",
    lang: push.lang || "id",
    icon: {{ url_for("static", filename="icons/icon-192.png")|tojson }},
    badge: {{ url_for("static", filename="icons/badge-96.png")|tojson }},
    data: { url: push.url || {{ url_for("notices.show")|tojson }} },
  });
  event.waitUntil(Promise.all([shown, tellPages()]));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url || "/", self.location.origin);
  if (url.origin === self.location.origin) event.waitUntil(self.clients.openWindow(url.href));
});

/* Open pages ask for the number of notifications at once. */
async function tellPages() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const page of pages) page.postMessage("sigap:push");
}
