/* Customer and technician sign with a finger, a pen or a mouse; the PNGs travel in the form, by the queue. */
import SignaturePad from "../../vendor/signature_pad.js";
import { sendPlainly } from "./notice.js";
import { sendByQueue } from "./queued_form.js";

const form = document.querySelector("[data-signature-form]");

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

const sizeOf = (canvas) => ({ width: canvas.offsetWidth, height: canvas.offsetHeight });

function fit(pad, canvas, drawn) {
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  const now = sizeOf(canvas);
  canvas.width = now.width * ratio;
  canvas.height = now.height * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
  pad.clear();
  if (drawn.groups.length) pad.fromData(scaled(drawn.groups, drawn.size, now));
}

/* One box to sign in: its name, its PNG, and whether it is empty, which it then says. */
function openPad(box) {
  const canvas = box.querySelector("[data-signature-pad]");
  const pad = new SignaturePad(canvas, { penColor: "#101c3a", backgroundColor: "#ffffff" });
  const empty = box.querySelector("[data-signature-empty]");
  let drawn = { groups: [], size: sizeOf(canvas) }; // always from the first points: repeated scaling would drift
  fit(pad, canvas, drawn);
  let shown = sizeOf(canvas);
  let isDrawing = false;
  /* Turned under the finger: the stroke ends where it is, or the pad would wait for its end for ever. */
  const endHere = () => {
    drawn = { groups: structuredCopy(pad.toData()), size: shown };
    isDrawing = false;
    pad.off();
    pad.on();
  };
  window.addEventListener("resize", () => {
    const now = sizeOf(canvas);
    if (now.width === shown.width && now.height === shown.height) return; // the keyboard came or went
    if (isDrawing) endHere();
    shown = now;
    fit(pad, canvas, drawn);
  });
  pad.addEventListener("beginStroke", () => {
    empty.hidden = true;
    isDrawing = true;
  });
  pad.addEventListener("endStroke", () => {
    isDrawing = false;
    drawn = { groups: structuredCopy(pad.toData()), size: sizeOf(canvas) };
  });
  box.querySelector("[data-signature-clear]").addEventListener("click", () => {
    pad.clear();
    drawn = { groups: [], size: sizeOf(canvas) };
  });
  const isEmpty = () => {
    empty.hidden = !pad.isEmpty();
    if (pad.isEmpty()) canvas.scrollIntoView({ block: "center" });
    return pad.isEmpty();
  };
  return { name: box.dataset.signature, isEmpty, draw: () => pad.toDataURL("image/png") };
}

async function send(fields) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  if (await sendByQueue(form, fields)) location.assign(form.dataset.next);
  else button.disabled = false;
}

if (form) {
  const pads = [...form.querySelectorAll("[data-signature]")].map(openPad);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.reportValidity() || pads.some((pad) => pad.isEmpty())) return;
    const fields = Object.fromEntries(pads.map((pad) => [pad.name, pad.draw()]));
    send(fields).catch(() => sendPlainly(form, fields));
  });
}

function structuredCopy(groups) {
  return JSON.parse(JSON.stringify(groups));
}
