/* Asks before a form with data-confirm (on the form or on the pressed button) is sent.
   Without JavaScript the form is sent at once: the server decides what may happen, not this question.
   data-confirm="Sentence?"  data-confirm-tone="danger"
   The heading says the verb and the record: that of the button's row, else the one whose page this is.
   Words come from <template id="confirm-template"> in the layout, so they are translated. */

import { focusAgain } from "./place.js";

function wording(form, submitter) {
  return submitter?.dataset.confirm || form.dataset.confirm;
}

/* The number or name of what the pressed button is about. */
function recordOf(submitter) {
  const row = submitter?.closest("tr")?.querySelector("[data-row-link]");
  return (row ?? document.querySelector(".record-head h1"))?.textContent.trim();
}

export function ask(sentence, { verb, tone, about } = {}) {
  const template = document.getElementById("confirm-template");
  if (!template || !self.HTMLDialogElement) {
    // dialogs: Safari 15.4; asked later, as a form is not sent again while its submit event is under way
    return new Promise((resolve) => setTimeout(() => resolve(self.confirm(sentence))));
  }
  const dialog = template.content.firstElementChild.cloneNode(true);
  dialog.querySelector("[data-confirm-text]").textContent = sentence;
  const accept = dialog.querySelector("[data-confirm-accept]");
  if (verb) accept.textContent = verb;
  if (verb && about) dialog.querySelector("h2").textContent = `${verb}: ${about}`;
  accept.classList.toggle("button-danger-solid", tone === "danger");
  accept.classList.toggle("button-primary", tone !== "danger");
  document.body.append(dialog);
  return new Promise((resolve) => {
    accept.addEventListener("click", () => dialog.close("yes"));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });
}

/* requestSubmit: Safari 16. */
function sendAgain(form, submitter) {
  if (form.requestSubmit) form.requestSubmit(submitter || undefined);
  else (submitter || form.querySelector("[type=submit]")).click();
}

const granted = new WeakSet();

document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    const submitter = event.submitter;
    const sentence = wording(form, submitter);
    if (!sentence || granted.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const tone = submitter?.dataset.confirmTone || form.dataset.confirmTone;
    if (await ask(sentence, { verb: submitter?.textContent.trim(), tone, about: recordOf(submitter) })) {
      granted.add(form);
      sendAgain(form, submitter);
    } else {
      focusAgain(submitter);
    }
  },
  true,
);
