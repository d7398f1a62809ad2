/* The open pool on a phone: buttons that wait for their race, distances that never leave the phone. */

/* A button whose race has not begun can only be refused: it rests until the countdown beside it is done. */
function restUntilOpen(root) {
  for (const race of root.querySelectorAll("[data-race]")) {
    const count = race.querySelector("[data-countdown]");
    const button = race.nextElementSibling?.querySelector("button");
    if (button) button.disabled = !count?.dataset.finished;
  }
}

document.addEventListener("sigap:countdown-done", (event) => {
  const race = event.target.closest("[data-race]");
  const button = race?.nextElementSibling?.querySelector("button");
  if (!button) return;
  button.disabled = false;
  button.focus({ preventScroll: true });
});

const EARTH_KM = 6371;
const radians = (degrees) => (degrees * Math.PI) / 180;
let here = null;

function distanceKm(lat, lng) {
  const north = Math.sin(radians(lat - here.latitude) / 2) ** 2;
  const east = Math.sin(radians(lng - here.longitude) / 2) ** 2;
  const chord = north + Math.cos(radians(here.latitude)) * Math.cos(radians(lat)) * east;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function written(km) {
  if (km < 1) return `${Math.max(50, Math.round(km * 20) * 50)} m`;
  return `${km.toLocaleString(document.documentElement.lang, { maximumFractionDigits: km < 10 ? 1 : 0 })} km`;
}

function showDistances(root) {
  if (!here) return;
  for (const mark of root.querySelectorAll("[data-distance]")) {
    mark.textContent = `· ${mark.dataset.away.replace("%s", written(distanceKm(Number(mark.dataset.lat), Number(mark.dataset.lng))))}`;
  }
}

const asker = document.querySelector("[data-show-distance]");

function locate() {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      here = coords;
      asker.hidden = true;
      showDistances(document);
    },
    () => {
      asker.disabled = true;
      asker.textContent = asker.dataset.refused;
    },
    { enableHighAccuracy: false, timeout: 15_000, maximumAge: 300_000 },
  );
}

if (asker && navigator.geolocation && document.querySelector("[data-distance]")) {
  asker.hidden = false;
  asker.addEventListener("click", locate);
  // who has said yes before is not asked again
  navigator.permissions?.query({ name: "geolocation" }).then((answer) => answer.state === "granted" && locate(), () => {});
}

restUntilOpen(document);
document.addEventListener("sigap:replaced", (event) => {
  restUntilOpen(event.target);
  showDistances(event.target);
});
