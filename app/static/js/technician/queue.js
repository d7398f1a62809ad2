/* What could not be sent yet, kept in IndexedDB and sent one by one in order. Shared by pages and the service worker.
   A row: { id, key, url, label, user, fields, file, fileName, madeAt, tries, refused } */
import { openDB } from "../../vendor/idb.js";

const STORE = "rows";
const PATIENCE_MS = 60_000;
const TOKEN = "/technician/token";

const database = () =>
  openDB("sigap-queue", 1, {
    upgrade: (db) => db.createObjectStore(STORE, { keyPath: "id", autoIncrement: true }),
  });

async function withStore(mode, work) {
  const db = await database();
  try {
    const transaction = db.transaction(STORE, mode);
    const result = await work(transaction.store);
    await transaction.done;
    return result;
  } finally {
    db.close();
  }
}

export const list = () => withStore("readonly", (store) => store.getAll());
export const drop = (id) => withStore("readwrite", (store) => store.delete(id));
const keep = (row) => withStore("readwrite", (store) => store.put(row));

export function add({ url, label, user, fields, file = null, fileName = "" }) {
  const row = { key: crypto.randomUUID(), url, label, user, fields, file, fileName, madeAt: Date.now(), tries: 0, refused: "" };
  return withStore("readwrite", (store) => store.add(row));
}

export async function again(id) {
  const row = await withStore("readonly", (store) => store.get(id));
  if (row) await keep({ ...row, refused: "" });
}

/* Only one sender at a time, page or worker: the order of a day is check-in, photos, check-out. */
export function flush() {
  if (!navigator.locks) return send();
  return navigator.locks.request("sigap-queue", { mode: "exclusive" }, send);
}

async function send() {
  const outcome = { sent: [], refused: [], state: "done" };
  const waiting = (await list()).filter((row) => !row.refused);
  if (!waiting.length) return outcome;
  const session = await openSession();
  if (typeof session === "string") {
    if (session === "offline") for (const row of waiting) await keep({ ...row, tries: row.tries + 1 });
    return { ...outcome, state: session };
  }
  for (const row of waiting) {
    if (row.user !== String(session.user)) {
      outcome.state = "stranger"; // another technician is logged in on this phone: never under their name
      continue;
    }
    const verdict = await post(row, session.csrf_token);
    if (verdict === "sent") outcome.sent.push(row);
    else if (verdict.sentence) outcome.refused.push({ ...row, refused: verdict.sentence });
    else return { ...outcome, state: verdict };
  }
  return outcome;
}

async function openSession() {
  try {
    const answer = await fetch(TOKEN, { headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "login";
    return answer.ok ? await answer.json() : "offline";
  } catch {
    return "offline";
  }
}

async function post(row, token) {
  const body = new FormData();
  for (const [name, value] of Object.entries(row.fields)) body.append(name, value);
  if (row.tries > 0) body.append("offline", "1"); // it did not get through when it was made
  if (row.file) body.append("photo", row.file, row.fileName || "photo.jpg");
  const headers = { Accept: "application/json", "X-CSRFToken": token, "Idempotency-Key": row.key };
  let answer;
  try {
    answer = await fetch(row.url, { method: "POST", body, headers, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    await keep({ ...row, tries: row.tries + 1 });
    return "offline";
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.ok || said.error === "already_recorded") {
    await drop(row.id);
    return "sent";
  }
  if (answer.type === "opaqueredirect" || answer.status === 401) return "login";
  if (answer.status >= 500 || said.error === "csrf" || [403, 408, 425, 429].includes(answer.status)) {
    await keep({ ...row, tries: row.tries + 1 });
    return "offline";
  }
  const sentence = said.message || String(answer.status);
  await keep({ ...row, tries: row.tries + 1, refused: sentence });
  return { sentence };
}
