/* Photos: made smaller on the phone, put in the queue one by one. */
import { enqueue, sendPlainly } from "./notice.js";

const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

async function smaller(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return (await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY))) || file;
  } catch {
    return file; // the server judges what it is
  }
}

async function send(form, files) {
  const fields = { phase: form.phase.value, device_at: new Date().toISOString() };
  for (const file of files) {
    await enqueue({ url: new URL(form.action).pathname, label: form.dataset.label, fields, file: await smaller(file), fileName: "photo.jpg" });
  }
}

for (const form of document.querySelectorAll("form[data-photo]")) {
  const input = form.querySelector("[data-photo-input]");
  const sendChosen = () => {
    const files = [...input.files];
    if (files.length) send(form, files).then(() => (input.value = ""), () => sendPlainly(form));
  };
  input.addEventListener("change", sendChosen);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendChosen();
  });
}

/* Photos that wait for signal are shown beside those that have arrived. */
const shown = new Map(); // the queue's key → address of the picture in memory

function showWaiting(place, rows) {
  const form = place.parentElement.querySelector("form[data-photo]");
  const path = form ? new URL(form.action).pathname : "";
  const waiting = rows.filter((row) => row.file && row.url === path && row.fields.phase === place.dataset.waitingPhotos);
  place.hidden = !waiting.length;
  place.replaceChildren(
    ...waiting.map((row) => {
      if (!shown.has(row.key)) shown.set(row.key, URL.createObjectURL(row.file));
      const item = document.createElement("li");
      const picture = Object.assign(new Image(100, 100), { src: shown.get(row.key), alt: place.dataset.alt });
      item.append(picture);
      return item;
    }),
  );
}

document.addEventListener("sigap:queue", (event) => {
  for (const place of document.querySelectorAll("[data-waiting-photos]")) showWaiting(place, event.detail.rows);
});
