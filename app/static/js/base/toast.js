/* A sentence at the lower edge that goes by itself after 8 s, unless the reader points at it or has the focus in it.
   Flash messages of the server are [data-toast] already; scripts: import { toast } from "./toast.js"; toast("Tersimpan"). */

const SHOWN_MS = 8000;

function leaveLater(note) {
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (note.matches(":hover, :focus-within") ? wait() : note.remove()), SHOWN_MS);
  };
  wait();
}

export function toast(sentence) {
  const tray = document.querySelector(".toasts");
  if (!tray) return;
  const note = document.createElement("div");
  note.className = "toast";
  note.textContent = sentence;
  tray.append(note);
  leaveLater(note);
}

for (const note of document.querySelectorAll("[data-toast]")) leaveLater(note);
