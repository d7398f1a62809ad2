/* What time it is at the server: phones are often minutes off, and a race must not open early or late.
   Told by [data-server-now] in the page and by the Date header of every poll. */

const TOLERATED_MS = 2000; // the Date header knows whole seconds only

let skew = 0;

function correct(serverMs) {
  const found = serverMs - Date.now();
  if (!Number.isNaN(found) && Math.abs(found - skew) > TOLERATED_MS) skew = found;
}

export function serverNow() {
  return Date.now() + skew;
}

export function noteServerDate(header) {
  if (header) correct(Date.parse(header) + 500);
}

const told = document.querySelector("[data-server-now]");
if (told) correct(Date.parse(told.dataset.serverNow));
