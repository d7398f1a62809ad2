/* Agreeing to pushes: the browser asks the person, its push service gives an address, a plain form hands it in. */

const part = document.querySelector("[data-push]");
const note = part?.querySelector("[data-push-note]");
const button = part?.querySelector("[data-push-on]");
const form = part?.querySelector("[data-push-form]");

function bytes(text) {
  const padded = (text + "=".repeat((4 - (text.length % 4)) % 4)).replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(padded), (sign) => sign.charCodeAt(0));
}

function written(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

async function mark(endpoint) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16);
}

function device() {
  const agent = navigator.userAgent;
  const browser = ["Edg", "OPR", "SamsungBrowser", "Firefox", "Chrome", "Safari"].find((name) => agent.includes(name)) || "";
  const names = { Edg: "Edge", OPR: "Opera", SamsungBrowser: "Samsung Internet" };
  const system = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"].find((name) => agent.includes(name)) || "";
  return [names[browser] || browser, system].filter(Boolean).join(", ");
}

async function subscribe(worker) {
  const options = { userVisibleOnly: true, applicationServerKey: bytes(part.dataset.key) };
  try {
    return await worker.pushManager.subscribe(options);
  } catch (problem) {
    if (problem.name !== "InvalidStateError") throw problem; // it holds an address made for an older key of ours
    await (await worker.pushManager.getSubscription())?.unsubscribe();
    return worker.pushManager.subscribe(options);
  }
}

async function turnOn() {
  button.disabled = true;
  note.textContent = "";
  try {
    if ((await Notification.requestPermission()) !== "granted") {
      note.textContent = part.dataset.refused;
      return;
    }
    await navigator.serviceWorker.register(part.dataset.worker);
    const given = await subscribe(await navigator.serviceWorker.ready);
    form.elements.endpoint.value = given.endpoint;
    form.elements.p256dh.value = written(given.getKey("p256dh"));
    form.elements.auth.value = written(given.getKey("auth"));
    form.elements.device.value = device();
    form.requestSubmit();
  } catch (problem) {
    console.warn("push", problem.name);
    note.textContent = part.dataset.failed;
  } finally {
    button.disabled = false;
  }
}

/* Which of the listed browsers is this one; ending that one ends it here as well. */
async function findThis() {
  const worker = await navigator.serviceWorker.getRegistration(part.dataset.worker);
  const given = await worker?.pushManager.getSubscription();
  if (!given) return;
  const row = part.querySelector(`[data-push-mark="${await mark(given.endpoint)}"]`);
  if (!row) return;
  row.querySelector("[data-push-here]").hidden = false;
  button.hidden = true;
  row.querySelector("form").addEventListener("submit", () => given.unsubscribe());
}

if (part) {
  if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
    button.addEventListener("click", turnOn);
    findThis().catch(() => {});
  } else {
    button.hidden = true;
    note.textContent = part.dataset.absent;
  }
}
