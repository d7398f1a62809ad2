/* What may stand at the cursor of a text field, offered in a list below it while one types: prepared texts after "/",
   colleagues after "@". Arrows move, Enter or Tab takes, Esc closes. */

function itemOf(offer) {
  const item = document.createElement("li");
  item.setAttribute("role", "option");
  item.id = `offer-${Math.random().toString(36).slice(2)}`;
  const name = document.createElement("strong");
  name.textContent = offer.name;
  item.append(name);
  if (offer.note) {
    const note = document.createElement("span");
    note.className = "muted";
    note.textContent = offer.note;
    item.append(" ", note);
  }
  if (offer.closed) item.setAttribute("aria-disabled", "true");
  return item;
}

export class Offers {
  /* `begin`: what stands before the cursor, its first group what was typed; `load`: offers of .name .text .note .closed */
  constructor(field, { begin, label, load, none = "" }) {
    Object.assign(this, { field, begin, load, none, shown: [] });
    this.list = document.createElement("ul");
    this.list.className = "offers";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", label);
    this.list.hidden = true;
    field.after(this.list);
    field.setAttribute("aria-autocomplete", "list");
    field.addEventListener("input", () => this.follow());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => setTimeout(() => this.close(), 200));
  }

  follow() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const typed = this.begin.exec(before);
    if (typed) this.open(before.length - typed[1].length - 1, before.length, typed[1]);
    else this.close();
  }

  async open(from = this.field.selectionStart, to = from, typed = "") {
    this.offers ||= this.load();
    const words = typed.toLowerCase();
    const found = (await this.offers).filter((one) => one.name.toLowerCase().includes(words)).slice(0, 8);
    Object.assign(this, { from, to, shown: found });
    const items = found.map(itemOf);
    if (!items.length && !typed && this.none) {
      items.push(document.createElement("li"));
      items[0].textContent = this.none;
    }
    this.list.replaceChildren(...items);
    found.forEach((_, place) => {
      items[place].addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.take(place);
      });
    });
    this.list.hidden = !items.length;
    this.mark(0);
  }

  mark(place) {
    this.at = place;
    const items = [...this.list.querySelectorAll("[role=option]")];
    items.forEach((item, one) => item.setAttribute("aria-selected", String(one === place)));
    if (items[place]) this.field.setAttribute("aria-activedescendant", items[place].id);
  }

  close() {
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }

  take(place) {
    const offer = this.shown[place];
    if (!offer || offer.closed) return;
    this.field.setRangeText(offer.text, this.from, this.to, "end");
    this.close();
    this.field.focus();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }

  key(event) {
    if (this.list.hidden || !this.shown.length) return;
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
