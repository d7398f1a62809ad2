/* Flask-Admin's date fields are text inputs with data-role="datepicker|datetimepicker|timepicker" that want
   "2026-11-21 08:00:00". The browser's own pickers are better on a phone and for the keyboard, but speak
   "2026-11-21T08:00": so the named input goes out of sight and follows the visible one.
   Long <select multiple> lists become boxes to tick. */

const TYPES = { datepicker: "date", datetimepicker: "datetime-local", timepicker: "time" };

function toNative(value, type) {
  const match = /^(\d{4}-\d\d-\d\d)?[ T]?(\d\d:\d\d)?/.exec(value) || [];
  if (type === "date") return match[1] || "";
  if (type === "time") return match[2] || "";
  return match[1] ? `${match[1]}T${match[2] || "00:00"}` : "";
}

function fromNative(value, format) {
  if (!value) return "";
  const plain = value.replace("T", " ");
  return /:ss$/.test(format || "") && /\d\d:\d\d$/.test(plain) && plain.split(":").length === 2 ? `${plain}:00` : plain;
}

// The browser shows dates in its own language's order; the line below the field leaves no doubt.
function inWords(value, type) {
  if (!value || type === "time") return "";
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  if (type !== "date") Object.assign(options, { hour: "2-digit", minute: "2-digit", hour12: false });
  return new Intl.DateTimeFormat(document.documentElement.lang || "id", options).format(new Date(type === "date" ? `${value}T00:00` : value));
}

function enhancePicker(input) {
  const type = TYPES[input.dataset.role];
  const picker = document.createElement("input");
  picker.type = type;
  picker.id = input.id;
  picker.value = toNative(input.value, type);
  if (input.value && !picker.value) return; // a format we do not know: leave the text field alone
  picker.required = input.required;
  picker.disabled = input.disabled;
  for (const name of ["aria-describedby", "aria-invalid", "min", "max"]) {
    if (input.hasAttribute(name)) picker.setAttribute(name, input.getAttribute(name));
  }
  const format = input.dataset.dateFormat;
  picker.addEventListener("input", () => {
    input.value = fromNative(picker.value, format);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const spelled = document.createElement("div");
  spelled.className = "field-hint";
  const spell = () => { spelled.textContent = inWords(picker.value, type); };
  picker.addEventListener("input", spell);
  spell();
  input.removeAttribute("id");
  input.required = false;
  input.type = "hidden";
  input.after(picker, spelled);
}

function enhanceMultiple(select) {
  const list = document.createElement("div");
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  list.className = "check-list";
  list.setAttribute("role", "group");
  list.tabIndex = 0;
  if (label) {
    label.id ||= `${select.id}-label`;
    list.setAttribute("aria-labelledby", label.id);
  }
  for (const option of select.options) {
    const row = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = option.selected;
    box.addEventListener("change", () => {
      option.selected = box.checked;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    row.append(box, option.text);
    list.append(row);
  }
  select.hidden = true;
  select.after(list);
}

export function enhance(root = document) {
  for (const role of Object.keys(TYPES)) {
    root.querySelectorAll(`input[data-role="${role}"]:not([type=hidden])`).forEach(enhancePicker);
  }
  root.querySelectorAll("select[multiple]:not([hidden])").forEach(enhanceMultiple);
}

enhance();
document.addEventListener("sigap:replaced", (event) => enhance(event.target));
