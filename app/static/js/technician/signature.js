/* The customer signs with a finger, a pen or a mouse; the PNG travels in the form, by the queue. */
import SignaturePad from "../../vendor/signature_pad.js";
import { sendByQueue } from "./queued_form.js";

const form = document.querySelector("[data-signature-form]");
const canvas = form?.querySelector("[data-signature-pad]");

/* Strokes drawn on one size, as they look on another: scaled and centred, never cut. */
function scaled(groups, from, to) {
  const k = Math.min(to.width / from.width, to.height / from.height);
  const left = (to.width - from.width * k) / 2;
  const top = (to.height - from.height * k) / 2;
  return groups.map((group) => ({
    ...group,
    minWidth: group.minWidth * k,
    maxWidth: group.maxWidth * k,
    dotSize: group.dotSize * k,
    points: group.points.map((point) => ({ ...point, x: point.x * k + left, y: point.y * k + top })),
  }));
}

const size = () => ({ width: canvas.offsetWidth, height: canvas.offsetHeight });

function fit(pad, drawn) {
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  const now = size();
  canvas.width = now.width * ratio;
  canvas.height = now.height * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
  pad.clear();
  if (drawn.groups.length) pad.fromData(scaled(drawn.groups, drawn.size, now));
}

async function send(pad) {
  const fields = { signature: pad.toDataURL("image/png") };
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  if (await sendByQueue(form, fields)) location.assign(form.dataset.next);
  else button.disabled = false;
}

if (canvas) {
  const pad = new SignaturePad(canvas, { penColor: "#101c3a", backgroundColor: "#ffffff" });
  const empty = form.querySelector("[data-signature-empty]");
  let drawn = { groups: [], size: size() }; // always from the first points: repeated scaling would drift
  fit(pad, drawn);
  let shown = size();
  const turn = () => {
    const now = size();
    if (now.width === shown.width && now.height === shown.height) return; // the keyboard came or went
    shown = now;
    fit(pad, drawn);
  };
  window.addEventListener("resize", turn);
  pad.addEventListener("beginStroke", () => (empty.hidden = true));
  pad.addEventListener("endStroke", () => (drawn = { groups: structuredCopy(pad.toData()), size: size() }));
  form.querySelector("[data-signature-clear]").addEventListener("click", () => {
    pad.clear();
    drawn = { groups: [], size: size() };
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    if (pad.isEmpty()) {
      empty.hidden = false;
      canvas.scrollIntoView({ block: "center" });
      return;
    }
    send(pad).catch(() => {
      form.signature.value = pad.toDataURL("image/png");
      form.submit(); // no IndexedDB: the plain form does
    });
  });
}

function structuredCopy(groups) {
  return JSON.parse(JSON.stringify(groups));
}
