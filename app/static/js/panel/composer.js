/* A composer: its draft is kept, "/" at the beginning of a word (or its button) offers prepared texts, Esc closes
   it with its text. What has a variable without a value here is shown, and cannot be chosen. */

import { keepDrafts } from "./drafts.js";
import "./mentions.js";

function optionOf(text, form) {
  const item = document.createElement("li");
  item.setAttribute("role", "option");
  item.id = `canned-${Math.random().toString(36).slice(2)}`;
  const name = document.createElement("strong");
  name.textContent = text.name;
  const words = document.createElement("span");
  words.className = "muted";
  words.textContent = text.empty.length ? `${text.empty.join(", ")}: ${form.dataset.emptyWords}` : text.text.slice(0, 90);
  item.append(name, " ", words);
  if (text.empty.length) item.setAttribute("aria-disabled", "true");
  return item;
}

class Canned {
  constructor(form) {
    this.form = form;
    this.field = form.elements.text;
    this.list = document.createElement("ul");
    this.list.className = "canned";
    this.list.setAttribute("role", "listbox");
    this.list.id = `${form.id}-canned`;
    this.list.setAttribute("aria-label", form.querySelector("[data-canned-open]").textContent.trim());
    this.list.hidden = true;
    this.field.after(this.list);
    this.from = null;
    this.field.addEventListener("input", () => this.follow());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), 200));
    form.querySelector("[data-canned-open]").addEventListener("click", () => {
      this.field.focus();
      this.open(this.field.selectionStart, this.field.selectionStart);
    });
  }

  /* What stands between the slash and the cursor. */
  follow() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const typed = /(?:^|\s)\/([^\s/]*)$/.exec(before);
    if (typed) this.open(before.length - typed[1].length - 1, before.length, typed[1]);
    else this.close();
  }

  async open(from, to, typed = "") {
    this.texts ||= fetch(this.form.dataset.canned).then((answer) => (answer.ok ? answer.json() : []));
    const texts = (await this.texts).filter((one) => one.name.toLowerCase().includes(typed.toLowerCase()));
    [this.from, this.to] = [from, to];
    this.shown = texts.slice(0, 8);
    this.list.replaceChildren(...this.shown.map((one) => optionOf(one, this.form)));
    if (!this.shown.length && !typed) {
      const none = document.createElement("li");
      none.textContent = this.form.dataset.noneWords;
      this.list.append(none);
    }
    [...this.list.querySelectorAll("[role=option]")].forEach((item, place) => item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.take(place);
    }));
    this.list.hidden = !this.list.children.length;
    this.mark(0);
  }

  mark(place) {
    this.at = place;
    [...this.list.querySelectorAll("[role=option]")].forEach((item, one) => item.setAttribute("aria-selected", String(one === place)));
    const item = this.list.querySelectorAll("[role=option]")[place];
    if (item) this.field.setAttribute("aria-activedescendant", item.id);
  }

  close() {
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }

  take(place) {
    const text = this.shown[place];
    if (!text || text.empty.length) return;
    this.field.setRangeText(text.text, this.from, this.to, "end");
    this.close();
    this.field.focus();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  key(event) {
    if (this.list.hidden || !this.shown?.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.mark((this.at + step + this.shown.length) % this.shown.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.take(this.at);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }
}

for (const form of document.querySelectorAll("form[data-composer]")) {
  keepDrafts(form);
  if (form.dataset.canned) new Canned(form);
  const box = form.closest("details");
  box.querySelector("summary").addEventListener("click", () => setTimeout(() => box.open && form.elements.text.focus()));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      box.open = false;
      box.querySelector("summary").focus();
    }
  });
}
