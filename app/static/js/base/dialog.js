/* A link with data-dialog leads to a page with a form marked data-dialog-form. Here the form is fetched
   and shown in a dialog over the page; without JavaScript, or when the fetch fails, the link just works. */

import { forgetDraft, keepDraft, restoreDraft } from "./drafts.js";
import { focusAgain } from "./place.js";

async function fetchForm(url) {
  const answer = await fetch(url, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("[data-dialog-form]");
  if (form && !form.getAttribute("action")) form.setAttribute("action", answer.url);
  return form && { form: document.importNode(form, true), title: page.querySelector("h1")?.textContent.trim() };
}

function show({ form, title }, opener) {
  const template = document.getElementById("form-dialog-template");
  const dialog = template.content.firstElementChild.cloneNode(true);
  dialog.opener = opener;
  dialog.querySelector("[data-dialog-title]").textContent = title || "";
  dialog.querySelector("[data-dialog-slot]").append(form);
  for (const back of form.querySelectorAll("[data-dialog-cancel]")) {
    back.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
    });
  }
  document.body.append(dialog);
  restoreDraft(form); // in the document: only there its address is a whole one
  form.addEventListener("input", () => keepDraft(form));
  form.addEventListener("change", () => keepDraft(form));
  form.addEventListener("submit", () => forgetDraft(form));
  dialog.addEventListener("close", () => {
    dialog.remove();
    focusAgain(opener);
  });
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("sigap:replaced", { bubbles: true }));
  const field = form.querySelector("input:not([type=hidden]), select, textarea");
  (field ?? form.querySelector("[data-dialog-cancel]") ?? form.querySelector("button"))?.focus(); // with nothing to fill in: the way back
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (!document.getElementById("form-dialog-template") || !self.HTMLDialogElement) return; // dialogs: Safari 15.4
  event.preventDefault();
  const found = await fetchForm(link.href).catch(() => null);
  if (found) show(found, link);
  else location.assign(link.href);
});
