/* The place of a control, and the way back to it when its piece or its page was drawn anew: to the same control, else to the
   link before it, else to the piece. Never to another control: one key would start another step. */

const CONTROLS = "a[href], button, input:not([type=hidden]), select, summary, textarea";
const LANDINGS = "a[href], summary";
const CLOSED = "details:not([open]) > :not(summary)"; // has boxes, and takes no focus
const seen = (one) => !one.disabled && one.getClientRects().length > 0 && !one.closest(CLOSED);

function nameOf(control) {
  const { id, name, form, value } = control;
  const words = control.matches("button, summary") ? `${value || ""} ${control.textContent.trim()}` : "";
  return [control.tagName, id, control.getAttribute("href"), form?.getAttribute("action"), name, words].join("|");
}

export function placeOf(control, root) {
  const name = nameOf(control);
  const same = [...root.querySelectorAll(CONTROLS)].filter((one) => nameOf(one) === name);
  const isBefore = (one) => one.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING;
  return { name, nth: same.indexOf(control), before: [...root.querySelectorAll(LANDINGS)].filter(seen).filter(isBefore).length };
}

export function isAt(control, place) {
  return nameOf(control) === place.name;
}

export function goTo(place, root) {
  const same = [...root.querySelectorAll(CONTROLS)].filter((one) => isAt(one, place));
  const landings = [...root.querySelectorAll(LANDINGS)].filter(seen);
  const control = [same[place.nth] ?? same[same.length - 1]].find((one) => one && seen(one));
  const target = control ?? landings[Math.min(Math.max(place.before - 1, 0), landings.length - 1)] ?? root;
  if (target === root && !root.hasAttribute("tabindex")) root.tabIndex = -1;
  target.focus();
}

/* After a dialog: to what opened it, or to its menu, which a click in the dialog has closed. */
export function focusAgain(opener) {
  (opener && !seen(opener) ? opener.closest("details")?.querySelector("summary") : opener)?.focus();
}
