/* What phones from Chrome 93 and iOS 15 on may lack, used by pages and the service worker alike. */

/* A signal that gives up after `ms`; call `done` when the answer is there. AbortSignal.timeout: Chrome 103, Safari 16. */
export function patience(ms) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  return { signal: controller.signal, done: () => clearTimeout(timer) };
}

/* crypto.randomUUID: Safari 15.4. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* Ask once that what waits is not thrown away when the phone is full. */
export async function keepStorage() {
  const storage = self.navigator?.storage;
  if (!storage?.persist || (await storage.persisted())) return;
  await storage.persist();
}

/* A log-out clears this browser's storage, unless this cookie says that work waits in it: whoever logs out, on
   whatever page. */
export function tellWaiting(waits) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `sigap_waiting=1; Path=/; SameSite=Lax; Max-Age=${waits ? 31_536_000 : 0}${secure}`;
}
