/* A sentence at the lower edge that goes by itself after 8 s, unless the reader points at it or has the focus in it.
   One with a way back ([data-toast-undo]) goes with the reader to the next page of the panel, for the rest of its seconds.
   Flash messages of the server are [data-toast] already; scripts: import { toast } from "./toast.js"; toast("Tersimpan"). */

const SHOWN_MS = 8000;
const LEAST_MS = 4000; // on the page one has come to
const KEPT = "sigap.toasts";
const PANEL = "/admin";
const tray = document.querySelector(".toasts");
const ends = new Map();

function leaveLater(note, rest = SHOWN_MS) {
  const wait = (milliseconds) => {
    ends.set(note, Date.now() + milliseconds);
    setTimeout(() => (note.matches(":hover, :focus-within") ? wait(SHOWN_MS) : note.remove()), milliseconds);
  };
  wait(rest);
}

export function toast(sentence) {
  if (!tray) return;
  const note = document.createElement("div");
  note.className = "toast";
  note.textContent = sentence;
  tray.append(note);
  leaveLater(note);
}

function bringBack() {
  let kept = [];
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT) || "[]");
    sessionStorage.removeItem(KEPT);
  } catch {
    return;
  }
  for (const { html, end } of location.pathname.startsWith(PANEL) ? kept : []) {
    if (end < Date.now()) continue;
    tray.insertAdjacentHTML("beforeend", html);
    leaveLater(tray.lastElementChild, Math.max(LEAST_MS, end - Date.now()));
  }
}

/* Its own form, or the one that its link has opened in a dialog, is on its way. */
function isUsed(note) {
  const way = note.querySelector("a.toast-action")?.getAttribute("href");
  return [...document.querySelectorAll("form[data-sent]")].some((form) => note.contains(form) || form.getAttribute("action") === way);
}

function keep() {
  const going = [...tray.querySelectorAll("[data-toast-undo]")].filter((note) => !isUsed(note));
  const kept = going.map((note) => ({ html: note.outerHTML, end: ends.get(note) || 0 }));
  try {
    if (kept.length) sessionStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    /* no storage: it goes with its page */
  }
}

if (tray) {
  for (const note of document.querySelectorAll("[data-toast]")) leaveLater(note);
  bringBack();
  window.addEventListener("pagehide", keep);
}
