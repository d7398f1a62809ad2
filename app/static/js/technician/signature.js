/* The customer signs with a finger, a pen or a mouse; the PNG travels in the form. */
import SignaturePad from "../../vendor/signature_pad.js";

const form = document.querySelector("[data-signature-form]");
const canvas = form?.querySelector("[data-signature-pad]");

function fit(pad) {
  const strokes = pad.toData();
  const scale = Math.max(window.devicePixelRatio || 1, 1);
  canvas.width = canvas.offsetWidth * scale;
  canvas.height = canvas.offsetHeight * scale;
  canvas.getContext("2d").scale(scale, scale);
  pad.clear();
  pad.fromData(strokes);
}

if (canvas) {
  const pad = new SignaturePad(canvas, { penColor: "#101c3a", backgroundColor: "#ffffff" });
  const empty = form.querySelector("[data-signature-empty]");
  fit(pad);
  let width = canvas.offsetWidth;
  window.addEventListener("resize", () => {
    if (canvas.offsetWidth === width) return; // the keyboard came or went
    width = canvas.offsetWidth;
    fit(pad);
  });
  pad.addEventListener("beginStroke", () => (empty.hidden = true));
  form.querySelector("[data-signature-clear]").addEventListener("click", () => pad.clear());
  form.addEventListener("submit", (event) => {
    if (pad.isEmpty()) {
      event.preventDefault();
      empty.hidden = false;
      canvas.scrollIntoView({ block: "center" });
      return;
    }
    form.signature.value = pad.toDataURL("image/png");
  });
}
