/* A composer: its draft is kept, "/" at the beginning of a word (or its button) offers prepared texts and "@" in a note
   colleagues, Esc closes it with its text. What has a variable without a value here is shown, and cannot be chosen. */

import { keepFiles } from "./files.js";
import { keepDrafts } from "./drafts.js";
import { Offers } from "./offers.js";

function offerCanned(form) {
  const opener = form.querySelector("[data-canned-open]");
  const load = async () => {
    const answer = await fetch(form.dataset.canned);
    const texts = answer.ok ? await answer.json() : [];
    return texts.map(({ name, text, empty }) => {
      const note = empty.length ? `${empty.join(", ")}: ${form.dataset.emptyWords}` : text.slice(0, 90);
      return { name, text, note, closed: empty.length > 0 };
    });
  };
  const asked = { begin: /(?:^|\s)\/([^\s/]*)$/, label: opener.textContent.trim(), load, none: form.dataset.noneWords };
  const offers = new Offers(form.elements.text, asked);
  opener.addEventListener("click", () => {
    form.elements.text.focus();
    offers.open();
  });
}

function offerPeople(form) {
  const people = form.dataset.people.split("\n").map((name) => ({ name, text: `@${name} ` }));
  new Offers(form.elements.text, { begin: /(?:^|\s)@([^@\n]{0,40})$/, label: form.dataset.peopleWords, load: async () => people });
}

for (const form of document.querySelectorAll("form[data-composer]")) {
  keepDrafts(form);
  keepFiles(form);
  if (form.dataset.canned) offerCanned(form);
  if (form.dataset.people) offerPeople(form);
  const box = form.closest("details");
  box.querySelector("summary").addEventListener("click", () => setTimeout(() => box.open && form.elements.text.focus()));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      box.open = false;
      box.querySelector("summary").focus();
    }
  });
}
