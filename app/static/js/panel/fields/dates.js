/* A text field with data-pick="date" or "datetime-local" is typed as people write (the server reads it:
   app/core/written_dates.py). A button opens the browser's own picker; a phone has that picker in the field itself.
   Below stands the day of the week of what was typed. */
import { words } from "../words.js";

const WRITTEN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2})[.:](\d\d))?$/;

function two(number) {
  return String(number).padStart(2, "0");
}

function toNative(text, kind) {
  const [, day, month, year, hour = "0", minute = "00"] = WRITTEN.exec(text.trim()) || [];
  if (!year) return "";
  const date = `${year}-${two(month)}-${two(day)}`;
  return kind === "date" ? date : `${date}T${two(hour)}:${minute}`;
}

function toText(value) {
  const [date, clock] = value.split("T");
  const [year, month, day] = date.split("-");
  return `${day}/${month}/${year}${clock ? ` ${clock.slice(0, 5).replace(":", ".")}` : ""}`;
}

function inWords(text, kind) {
  const value = toNative(text, kind);
  if (!value) return "";
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  return new Intl.DateTimeFormat(document.documentElement.lang || "id", options).format(new Date(`${value.slice(0, 10)}T00:00`));
}

function calendar() {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button button-icon", title: words.pick });
  button.setAttribute("aria-label", words.pick);
  const sprite = document.querySelector("svg.icon use")?.getAttribute("href")?.split("#")[0];
  const icon = document.querySelector("svg.icon")?.cloneNode(true);
  icon?.querySelector("use").setAttribute("href", `${sprite}#calendar`);
  if (icon) button.append(icon);
  return button;
}

function enhancePick(input) {
  const kind = input.dataset.pick;
  input.dataset.ready = "1";
  if (matchMedia("(pointer: coarse)").matches) {
    const value = toNative(input.value, kind);
    if (input.value && !value) return; // a text that the server has to read
    input.type = kind;
    input.value = value;
    return;
  }
  const box = document.createElement("span");
  const native = document.createElement("input");
  const button = calendar();
  const hint = document.createElement("span");
  box.className = "pick";
  native.type = kind;
  native.className = "pick-native";
  native.tabIndex = -1;
  native.setAttribute("aria-hidden", "true");
  hint.className = "field-hint pick-hint";
  const spell = () => { hint.textContent = inWords(input.value, kind); };
  button.addEventListener("click", () => {
    native.value = toNative(input.value, kind);
    native.showPicker?.();
  });
  native.addEventListener("input", () => {
    input.value = native.value && toText(native.value);
    spell();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("input", spell);
  input.replaceWith(box);
  box.append(input, native, button);
  box.after(hint);
  spell();
}

export function enhanceDates(root = document) {
  root.querySelectorAll("input[data-pick]:not([data-ready])").forEach(enhancePick);
}

enhanceDates();
document.addEventListener("sigap:replaced", (event) => enhanceDates(event.target));
