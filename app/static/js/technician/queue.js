/* What could not be sent yet, kept in IndexedDB and sent one by one in order. Shared by pages and the service worker.
   A row: { id, key, url, label, user, fields, file, fileName, fileField, madeAt, tries, refused, known }
   A row leaves only when the server's receipt carries its key, or when the technician has read why it was refused. */
import { openDB } from "../../vendor/idb.js";
import { keepStorage, newKey, patience } from "./platform.js";

const STORE = "rows";
const PATIENCE_MS = 60_000;
const TOKEN_PATIENCE_MS = 20_000;
const TOKEN = "/technician/token";
const STORE_PATIENCE_MS = 8_000; // some phones never answer to open(), not even with an error
const TROUBLE_TRIES = 3; // after that a row whose sending fails no longer holds up those behind it

function database() {
  const upgrade = (db) => db.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
  const never = new Promise((_, reject) => setTimeout(reject, STORE_PATIENCE_MS, new Error("IndexedDB does not answer")));
  return Promise.race([openDB("sigap-queue", 1, { upgrade }), never]);
}

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

export async function add({ url, label, user, fields, file = null, fileName = "", fileField = "photo" }) {
  keepStorage().catch(() => {});
  const waiting = { tries: 0, refused: "", known: false, madeAt: Date.now() };
  const row = { key: newKey(), url, label, user, fields, file, fileName, fileField, ...waiting };
  await withStore("readwrite", (store) => store.add(row));
  return row.key;
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
    for (const row of waiting) await keep({ ...row, tries: row.tries + 1 });
    return { ...outcome, state: session };
  }
  for (const row of waiting) {
    if (row.user !== String(session.user)) {
      outcome.state = "other_account"; // another technician is logged in on this phone: never under their name
      continue;
    }
    const result = await post(row, session.csrf_token);
    if (result === "sent") outcome.sent.push(row);
    else if (result.sentence) outcome.refused.push({ ...row, refused: result.sentence });
    else {
      outcome.state = result === "trouble" ? "offline" : result;
      if (result !== "trouble" || row.tries < TROUBLE_TRIES) return outcome;
    }
  }
  return outcome;
}

async function openSession() {
  const wait = patience(TOKEN_PATIENCE_MS);
  const headers = { Accept: "application/json" };
  const options = { headers, credentials: "same-origin", redirect: "manual", cache: "no-store", signal: wait.signal };
  try {
    const answer = await fetch(TOKEN, options);
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "login";
    const said = answer.ok ? await answer.json() : {};
    return said.csrf_token ? said : "offline"; // a hotspot's own page answers 200, too
  } catch {
    return "offline";
  } finally {
    wait.done();
  }
}

async function post(row, token) {
  const body = new FormData();
  for (const [name, value] of Object.entries(row.fields)) body.append(name, value);
  body.append("sent_at", new Date().toISOString());
  if (row.tries > 0) body.append("offline", "1"); // it did not get through when it was made
  if (row.file) body.append(row.fileField || "photo", row.file, row.fileName || "photo.jpg");
  const headers = { Accept: "application/json", "X-CSRFToken": token, "Idempotency-Key": row.key };
  const wait = patience(PATIENCE_MS);
  try {
    const options = { method: "POST", body, headers, credentials: "same-origin", redirect: "manual", signal: wait.signal };
    const answer = await fetch(row.url, options);
    return await judge(row, answer, await answer.json().catch(() => null));
  } catch {
    await keep({ ...row, tries: row.tries + 1 });
    return "offline";
  } finally {
    wait.done();
  }
}

/* Only our own JSON counts: a proxy or a hotspot answers 200, 403 or 404 without having given us anything. */
async function judge(row, answer, said) {
  if (answer.ok && said?.receipt === row.key) {
    await drop(row.id);
    return "sent";
  }
  const tried = { ...row, tries: row.tries + 1 };
  const isOurs = Boolean(said?.error && said.message);
  const isBusy = answer.status >= 500 || [408, 425, 429].includes(answer.status) || said?.error === "csrf";
  if (isOurs && !answer.ok && !isBusy && answer.status !== 401) {
    const known = said.error === "already_recorded"; // the technician reads it; sending again changes nothing
    await keep({ ...tried, refused: said.message, known });
    return { sentence: said.message };
  }
  await keep(tried);
  if (answer.type === "opaqueredirect" || answer.status === 401) return "login";
  return "trouble";
}
