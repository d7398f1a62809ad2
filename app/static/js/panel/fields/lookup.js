/* Look-up of a related record: Flask-Admin's <input type="hidden" data-role="select2-ajax"> becomes a
   combobox after the ARIA pattern. The hidden input keeps the name and the id(s), so the server
   sees the same form. Attributes read: data-url, data-json, data-multiple, data-separator,
   data-allow-blank, data-placeholder, data-minimum-input-length. */
import { words } from "../words.js";

const PAUSE_MS = 180;

class Lookup {
  constructor(input) {
    this.input = input;
    this.multiple = input.dataset.multiple === "1";
    this.separator = input.dataset.separator || ",";
    this.least = Number(input.dataset.minimumInputLength || 1);
    const given = JSON.parse(input.dataset.json || "null");
    this.chosen = given ? (this.multiple ? given : [given]) : [];
    this.build();
    this.draw();
  }

  build() {
    const id = this.input.id;
    const template = document.getElementById("lookup-template").content.firstElementChild;
    this.box = template.cloneNode(true);
    this.text = this.box.querySelector("input");
    this.list = this.box.querySelector("[role=listbox]");
    this.chips = this.box.querySelector("[data-lookup-chips]");
    this.clear = this.box.querySelector("[data-lookup-clear]");
    this.text.id = `${id}-text`;
    this.list.id = `${id}-list`;
    this.text.placeholder = this.input.dataset.placeholder || "";
    this.text.setAttribute("aria-controls", this.list.id);
    const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
    if (label) {
      label.htmlFor = this.text.id;
      this.list.setAttribute("aria-label", label.textContent.trim());
    }
    for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) {
      if (this.input.hasAttribute(name)) this.text.setAttribute(name, this.input.getAttribute(name));
    }
    this.input.after(this.box);
    this.text.addEventListener("input", () => this.later());
    this.text.addEventListener("focus", () => this.least === 0 && this.search());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("blur", () => setTimeout(() => this.close(), 120));
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.choose(Number(option.dataset.index));
    });
    this.clear.addEventListener("click", () => this.set([]));
    this.input.addEventListener("sigap:choose", ({ detail }) => this.follow(detail)); // another field decides: [id, text] or null
    this.chips.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.set(this.chosen.filter((_, index) => index !== Number(button.dataset.index)));
    });
  }

  set(chosen) {
    this.chosen = chosen;
    this.draw();
    this.text.focus();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  follow(item) {
    this.chosen = item ? [item] : [];
    this.draw();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  draw() {
    this.input.value = this.chosen.map(([id]) => id).join(this.separator);
    this.text.value = this.multiple ? "" : (this.chosen[0]?.[1] ?? "");
    this.clear.hidden = this.multiple || !this.chosen.length || !this.input.dataset.allowBlank;
    this.chips.hidden = !this.multiple || !this.chosen.length;
    this.chips.replaceChildren(...(this.multiple ? this.chosen.map((item, index) => this.chip(item, index)) : []));
  }

  chip([, text], index) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    item.className = "chip";
    Object.assign(button, { type: "button", className: "chip-remove", textContent: "×" });
    button.dataset.index = index;
    button.setAttribute("aria-label", `${words.remove}: ${text}`);
    item.append(text, button);
    return item;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), PAUSE_MS);
  }

  async search() {
    const query = this.text.value.trim();
    if (query.length < this.least) return this.close();
    const address = new URL(this.input.dataset.url, location.href);
    address.search = new URLSearchParams({ ...Object.fromEntries(address.searchParams), query, offset: 0, limit: 10 });
    const round = (this.round = (this.round || 0) + 1);
    const found = await fetch(address, { credentials: "same-origin" }).then((answer) => answer.ok ? answer.json() : [], () => null);
    if (round !== this.round) return; // an older question answered late
    this.found = found || [];
    this.open(found ? words.none : words.lost);
  }

  open(note) {
    this.active = -1;
    this.list.replaceChildren(...this.found.map(([, text], index) => {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${index}`;
      option.setAttribute("role", "option");
      option.dataset.index = index;
      option.textContent = text;
      return option;
    }));
    this.box.querySelector("[data-lookup-note]").textContent = this.found.length ? "" : note;
    this.list.hidden = !this.found.length;
    this.text.setAttribute("aria-expanded", String(this.found.length > 0));
    if (this.found.length) this.mark(0);
  }

  close() {
    this.list.hidden = true;
    this.text.setAttribute("aria-expanded", "false");
    this.text.removeAttribute("aria-activedescendant");
    this.box.querySelector("[data-lookup-note]").textContent = "";
    if (document.activeElement !== this.text) this.draw(); // a half-typed word is no choice
  }

  mark(index) {
    const options = this.list.children;
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = (index + options.length) % options.length;
    options[this.active].setAttribute("aria-selected", "true");
    options[this.active].scrollIntoView({ block: "nearest" });
    this.text.setAttribute("aria-activedescendant", options[this.active].id);
  }

  choose(index) {
    const item = this.found[index];
    const others = this.multiple ? this.chosen.filter(([id]) => String(id) !== String(item[0])) : [];
    this.set([...others, item]);
    this.close();
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.mark(this.active + (event.key === "ArrowDown" ? 1 : -1));
      else this.search();
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && this.multiple && !this.text.value && this.chosen.length) {
      this.set(this.chosen.slice(0, -1));
    }
  }
}

export function enhance(root = document) {
  for (const input of root.querySelectorAll('input[data-role="select2-ajax"]:not([data-ready])')) {
    input.dataset.ready = "1";
    new Lookup(input);
  }
}

enhance();
document.addEventListener("sigap:replaced", (event) => enhance(event.target));
