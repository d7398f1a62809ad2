/* Who sends a form by keyboard and comes back to the same page goes on where they were, not at its top. */

import { goTo, placeOf } from "./place.js";

const KEPT = "sigap.place";
const KEPT_MS = 60_000;
const root = document.querySelector("main");
const here = () => location.pathname + location.search;
let byKeys = false;

document.addEventListener("pointerdown", () => (byKeys = false), true);
document.addEventListener("keydown", () => (byKeys = true), true);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!byKeys || event.defaultPrevented || form.method !== "post") return;
  const dialog = form.closest("dialog");
  const control = dialog ? dialog.opener : event.submitter;
  if (!control || !root?.contains(control)) return;
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ ...placeOf(control, root), page: here(), until: Date.now() + KEPT_MS }));
  } catch {
    /* no storage: the page begins at its top */
  }
});

function comeBack() {
  let place = null;
  try {
    place = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
  } catch {
    return;
  }
  const isFree = document.activeElement === document.body && !location.hash;
  if (place && isFree && place.page === here() && place.until > Date.now()) goTo(place, root);
}

if (root) comeBack();
