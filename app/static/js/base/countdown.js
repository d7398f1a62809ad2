/* <time data-countdown datetime="2026-11-21T01:00:00+00:00" data-done="Sudah dibuka">: counts down each second.
   One timer for the whole page, so pieces swapped in later count too.
   At zero the element says data-done and sends "sigap:countdown-done". */

import { serverNow } from "./clock.js";

function pad(number) {
  return String(number).padStart(2, "0");
}

function remaining(seconds, element) {
  const days = Math.floor(seconds / 86400);
  const clock = [Math.floor((seconds % 86400) / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const text = (days || clock[0] ? clock : clock.slice(1)).map(pad).join(":");
  return days ? `${days} ${element.dataset.days || "hari"} ${text}` : text;
}

function tick() {
  for (const element of document.querySelectorAll("[data-countdown]:not([data-finished])")) {
    const seconds = Math.ceil((Date.parse(element.dateTime) - serverNow()) / 1000);
    if (Number.isNaN(seconds)) continue;
    if (seconds > 0) {
      element.textContent = remaining(seconds, element);
      continue;
    }
    element.dataset.finished = "1";
    element.textContent = element.dataset.done || "00:00";
    element.dispatchEvent(new CustomEvent("sigap:countdown-done", { bubbles: true }));
  }
}

tick();
setInterval(tick, 1000);
