/* The page-wide notice of what waits, and the moments at which sending is tried again. */
import { tellWaiting } from "./platform.js";
import { add, again, drop, flush, list } from "./queue.js";

const bar = document.querySelector("[data-queue-bar]");
const refusedList = document.querySelector("[data-queue-refused]");
const template = document.getElementById("queue-refused-template");
const RETRY_MS = 20_000;
let state = "done";

export const user = bar?.dataset.user || "";

function sentence(waiting) {
  if (waiting) {
    const words = { login: bar.dataset.login, other_account: bar.dataset.otherAccount, sending: bar.dataset.sending };
    return (words[state] || bar.dataset.waiting).replace("%d", waiting);
  }
  return navigator.onLine ? "" : bar.dataset.offline;
}

function drawRefused(rows) {
  refusedList.hidden = !rows.length;
  refusedList.replaceChildren(
    ...rows.map((row) => {
      const card = template.content.firstElementChild.cloneNode(true);
      card.querySelector("[data-label]").textContent = row.label;
      card.querySelector("[data-sentence]").textContent = row.refused;
      card.querySelector("[data-again]").hidden = Boolean(row.known);
      card.querySelector("[data-again]").addEventListener("click", () => again(row.id).then(deliver));
      card.querySelector("[data-drop]").addEventListener("click", () => drop(row.id).then(update));
      return card;
    }),
  );
}

export async function update() {
  if (!bar) return [];
  const rows = await list().catch(() => []);
  tellWaiting(rows.length > 0);
  bar.textContent = sentence(rows.filter((row) => !row.refused).length);
  drawRefused(rows.filter((row) => row.refused && row.user === user));
  document.dispatchEvent(new CustomEvent("sigap:queue", { detail: { rows } }));
  return rows;
}

function isTyping() {
  const active = document.activeElement;
  return active?.matches("input:not([type=hidden], [type=file]), textarea, select") && active.value;
}

/* Send what waits. When something was accepted, the page is loaded again. */
export async function deliver() {
  const waiting = (await list().catch(() => [])).some((row) => !row.refused);
  if (!waiting) return update();
  state = "sending";
  await update();
  const outcome = await flush();
  state = outcome.state;
  const rows = await update();
  if (state === "offline") registerSync();
  if (outcome.sent.length && !outcome.refused.length && !isTyping() && !document.querySelector("dialog[open], [data-signature-form]")) location.reload();
  return rows;
}

async function registerSync() {
  const registration = await navigator.serviceWorker?.getRegistration("/technician/").catch(() => null);
  await registration?.sync?.register("sigap-queue").catch(() => {});
}

/* Put one thing in the queue and try at once: its key, and what waits or was refused afterwards. */
export async function enqueue(what) {
  tellWaiting(true);
  const key = await add({ ...what, user });
  return { key, rows: await deliver() };
}

/* Where nothing can be kept (private mode, a full phone) the plain form does, while there is signal: a page that does
   not load would lose what was typed. */
export function sendPlainly(form, fields = {}) {
  form.querySelector("[type=submit]").disabled = false;
  if (!navigator.onLine) {
    bar.textContent = bar.dataset.keepsNothing;
    return;
  }
  for (const [name, value] of Object.entries(fields)) {
    const given = form.elements[name] || form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
    given.value = value;
  }
  form.submit();
}

window.addEventListener("online", deliver);
window.addEventListener("offline", update);
document.addEventListener("visibilitychange", () => document.hidden || deliver());
setInterval(() => navigator.onLine && !document.hidden && state !== "done" && deliver(), RETRY_MS);
deliver();
