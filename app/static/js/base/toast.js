/* A short word at the lower edge that goes by itself: import { toast } from "./toast.js"; toast("Tersimpan"). */

const SHOWN_MS = 5000;

export function toast(sentence) {
  let tray = document.querySelector(".toasts");
  if (!tray) {
    tray = document.createElement("div");
    tray.className = "toasts";
    tray.setAttribute("role", "status");
    document.body.append(tray);
  }
  const note = document.createElement("div");
  note.className = "toast";
  note.textContent = sentence;
  tray.append(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}
