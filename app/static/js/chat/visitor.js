/* The visitor's side of a chat. Nothing is lost on a bad line: each message has an id of its own, waits in the browser until
   the server has said that it is stored, and is sent in order; news is asked for after the last id that was seen. */

import { Bubbles } from "./bubbles.js";
import { Outbox } from "./outbox.js";

const chat = document.querySelector("[data-chat]");
const words = chat.dataset;
const list = chat.querySelector("[data-chat-list]");
const line = chat.querySelector("[data-chat-line]");
const form = chat.querySelector("[data-chat-form]");
const field = form.querySelector("textarea");
const about = chat.querySelector("[data-chat-about]");
const offline = chat.querySelector("[data-chat-offline]");
const ticket = chat.querySelector("[data-chat-ticket]");

const ACTIVE_MS = 2000;
const IDLE_MS = 10_000;
const HIDDEN_MS = 30_000;
const SLOWEST_MS = 60_000;
const ACTIVE_FOR_MS = 120_000;
const TYPING_EVERY_MS = 3000;
const LONG_WAIT_S = 120;
const embedded = window.parent !== window;
const allowed = (words.allowed || "").split(" ").filter(Boolean);

let token = "";
let page = location.href;
let host = "";
let after = 0;
let etag = "";
let status = "";
let misses = 0;
let timer = 0;
let busyUntil = 0;
let typedAt = 0;
let unread = 0;
let started = false;
let outbox = null;
let bubbles = null;

function tell(sentence) {
  if (line.textContent !== sentence) line.textContent = sentence;
}

function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function toHost(message) {
  if (embedded && host) window.parent.postMessage(message, host);
}

function keepToken() {
  if (embedded && host) toHost({ sigap: "keep", token });
  else localStorage.setItem("sigap_chat", token);
}

/* A request that hangs is given up. AbortSignal.timeout: Chrome 103, Safari 16. */
function patience(ms) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return controller.signal;
}

async function ask(path, body) {
  const headers = { "X-Chat-Token": token };
  if (body) headers["Content-Type"] = "application/json";
  else if (etag) headers["If-None-Match"] = etag;
  const way = body ? { method: "POST", body: JSON.stringify(body) } : {};
  return fetch(path, { ...way, headers, cache: "no-store", signal: patience(15_000) });
}

function apply(news) {
  status = news.status;
  for (const message of news.messages) {
    after = Math.max(after, message.id);
    outbox.stored(message.client_id);
    bubbles.draw(message, false);
    if (message.ours && document.hidden) unread += 1;
  }
  toHost({ sigap: "news", count: unread });
  const stuck = status === "WAITING" && (!news.online || news.waiting_s >= LONG_WAIT_S);
  offline.hidden = !stuck;
  about.hidden = started;
  form.hidden = status === "ENDED";
  if (news.ticket) {
    ticket.hidden = false;
    ticket.querySelector("a").href = news.ticket;
  }
  if (status === "ENDED") tell(words.ended);
  else if (news.typing) tell(words.typing.replace("%s", news.agent || ""));
  else if (status === "TAKEN") tell(words.with.replace("%s", news.agent || ""));
  else tell(stuck ? words.nobody : words.waitingFor);
}

function again(delay) {
  clearTimeout(timer);
  if (status === "ENDED" && !outbox.waiting().length) return;
  timer = setTimeout(look, delay);
}

function pace() {
  if (misses) return Math.min(ACTIVE_MS * 2 ** misses, SLOWEST_MS);
  if (document.hidden) return HIDDEN_MS;
  return Date.now() < busyUntil ? ACTIVE_MS : IDLE_MS;
}

async function look() {
  try {
    await outbox.send();
    if (started) {
      const answer = await ask(`/chat/messages?after=${after}`);
      if (answer.status === 401) return forget();
      if (answer.ok) {
        etag = answer.headers.get("ETag") || "";
        const news = await answer.json();
        if (news.messages.length) busyUntil = Date.now() + ACTIVE_FOR_MS;
        if (news.messages.length) etag = "";
        apply(news);
      } else if (answer.status !== 304) throw new Error(String(answer.status));
    }
    if (misses) tell(words.back);
    misses = 0;
  } catch {
    misses += 1;
    tell(words.bad);
  }
  again(pace());
}

/* The server does not know this secret any more: the next message begins anew. */
function forget() {
  started = false;
  after = 0;
  token = newToken();
  status = "";
}

async function deliver(message) {
  const details = started
    ? message
    : { ...message, page, locale: document.documentElement.lang, ...Object.fromEntries(new FormData(chat.querySelector("[data-chat-about] form"))) };
  const answer = await ask(started ? "/chat/messages" : "/chat/start", details);
  if (answer.status === 201) {
    if (!started) keepToken();
    started = true;
    about.hidden = true;
    etag = "";
    return true;
  }
  if (answer.status === 401) forget();
  if (answer.status === 409 || answer.status === 422) {
    tell((await answer.json()).message || words.bad);
    return true; // it can never be stored: it stays to be read, and is not sent again
  }
  throw new Error(String(answer.status));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text || !outbox) return;
  const message = { client_id: crypto.randomUUID?.() || newToken().slice(0, 36).replaceAll("_", "-"), text };
  outbox.add(message);
  bubbles.draw({ ...message, ours: false }, true);
  field.value = "";
  busyUntil = Date.now() + ACTIVE_FOR_MS;
  again(0);
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

field.addEventListener("input", () => {
  if (!started || Date.now() - typedAt < TYPING_EVERY_MS) return;
  typedAt = Date.now();
  ask("/chat/typing", {}).catch(() => {});
});

offline.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await outbox.send();
    const answer = await ask("/chat/leave", Object.fromEntries(new FormData(event.target)));
    if (answer.ok) apply(await answer.json());
    else throw new Error(String(answer.status));
  } catch {
    tell(words.bad);
  }
});

chat.querySelector("[data-chat-close]")?.addEventListener("click", () => toHost({ sigap: "close" }));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") toHost({ sigap: "close" });
});
for (const moment of ["online", "visibilitychange"]) {
  (moment === "online" ? window : document).addEventListener(moment, () => {
    if (document.hidden) return;
    unread = 0;
    misses = 0;
    again(0);
  });
}

function begin(known) {
  started = Boolean(known);
  token = known || newToken();
  outbox = new Outbox("sigap_chat_waiting", deliver);
  bubbles = new Bubbles(list, words, outbox);
  field.disabled = false;
  for (const message of outbox.waiting()) bubbles.draw({ ...message, ours: false }, true);
  about.hidden = started;
  if (started || outbox.waiting().length) again(0);
  else tell(words.online === "yes" ? words.hello : words.nobody);
}

if (embedded) {
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || !allowed.includes(event.origin) || !event.data) return;
    if (event.data.sigap === "visitor" && !host) {
      host = event.origin;
      page = String(event.data.page || "").slice(0, 500);
      begin(event.data.token);
      field.focus();
    }
    if (event.data.sigap === "focus") {
      unread = 0;
      field.focus();
    }
  });
  for (const origin of allowed) window.parent.postMessage({ sigap: "ready" }, origin);
} else begin(localStorage.getItem("sigap_chat") || "");
