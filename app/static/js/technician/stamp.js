/* Check-in and check-out: find the position, ask for a reason where one is due, put it in the queue. */
import { enqueue, sendPlainly } from "./notice.js";

const EARTH_RADIUS_M = 6_371_008.8;
const WAIT_MS = 15_000;
const LONGEST_MS = 22_000; // some phones never answer, not even with an error

function position() {
  const never = new Promise((resolve) => setTimeout(resolve, LONGEST_MS, null));
  return Promise.race([locate(), never]);
}

function locate() {
  const once = (options) => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject, options));
  if (!navigator.geolocation) return Promise.resolve(null);
  return once({ enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: 0 })
    .catch((problem) => (problem.code === problem.TIMEOUT ? once({ timeout: 5000, maximumAge: 120_000 }) : null))
    .catch(() => null);
}

function metres(from, to) {
  const rad = (degrees) => (degrees * Math.PI) / 180;
  const north = rad(to.latitude - from.latitude) / 2;
  const east = rad(to.longitude - from.longitude) / 2;
  const chord = Math.sin(north) ** 2 + Math.cos(rad(from.latitude)) * Math.cos(rad(to.latitude)) * Math.sin(east) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function readable(distance) {
  return distance >= 1000 ? `${(distance / 1000).toFixed(1).replace(".", ",")} km` : `${Math.round(distance)} m`;
}

/* The sentence that asks for a reason, or nothing. */
function objection(form, coords) {
  if (!coords) return form.dataset.nowhere;
  if (!form.dataset.latitude) return "";
  const site = { latitude: Number(form.dataset.latitude), longitude: Number(form.dataset.longitude) };
  const distance = metres(coords, site);
  return distance > Number(form.dataset.radius) ? form.dataset.far.replace("%s", readable(distance)) : "";
}

function askWhy(form, words) {
  const note = form.querySelector("[data-note]");
  note.textContent = words;
  note.hidden = false;
  form.querySelector("[data-reason]").hidden = false;
  form.reason.focus();
}

function busy(form, words) {
  const button = form.querySelector("[type=submit]");
  const text = form.querySelector("[data-button-text]");
  text.dataset.plain ??= text.textContent;
  text.textContent = words || text.dataset.plain;
  button.disabled = Boolean(words);
  button.toggleAttribute("aria-busy", Boolean(words));
}

async function send(form) {
  const pressedAt = new Date().toISOString(); // before the search for the position
  busy(form, form.dataset.locating);
  const found = await position();
  busy(form, "");
  const why = objection(form, found?.coords);
  if (why && !form.reason.value.trim()) return askWhy(form, why);
  const fields = { reason: form.reason.value.trim(), device_at: pressedAt };
  if (found) Object.assign(fields, { latitude: found.coords.latitude, longitude: found.coords.longitude, accuracy: found.coords.accuracy });
  busy(form, form.dataset.label);
  const url = new URL(form.action).pathname;
  try {
    const { rows } = await enqueue({ url, label: form.dataset.label, fields });
    if (!rows.some((row) => row.url === url && !row.refused)) busy(form, "");
  } catch {
    busy(form, "");
    sendPlainly(form, fields);
  }
}

for (const form of document.querySelectorAll("form[data-stamp]")) {
  form.querySelector("[data-reason]").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}

/* What waits already cannot be pressed again. */
document.addEventListener("sigap:queue", (event) => {
  for (const form of document.querySelectorAll("form[data-stamp]")) {
    if (event.detail.rows.some((row) => !row.refused && row.url === new URL(form.action).pathname)) form.querySelector("[type=submit]").disabled = true;
  }
});
