/* What was typed in a dialog that was closed, or in a form with data-draft that was left, comes back when it is opened
   again, until it is sent or the tab is closed. Passwords and files are never kept. */

const TYPED = "textarea, select, input:not([type=hidden], [type=password], [type=file], [type=checkbox], [type=radio])";

function draftKey(form) {
  return `sigap.draft:${new URL(form.action, location.href).pathname}`;
}

export function keepDraft(form) {
  const typed = [...form.querySelectorAll(TYPED)].filter((field) => field.name).map((field) => [field.name, field.value]);
  try {
    sessionStorage.setItem(draftKey(form), JSON.stringify(typed));
  } catch {
    /* no storage: the text lives as long as the dialog */
  }
}

export function restoreDraft(form) {
  let kept = [];
  try {
    kept = JSON.parse(sessionStorage.getItem(draftKey(form)) || "[]");
  } catch {
    return;
  }
  for (const [name, value] of kept) {
    const field = form.elements[name];
    if (field?.matches?.(TYPED) && value) field.value = value;
  }
}

export function forgetDraft(form) {
  try {
    sessionStorage.removeItem(draftKey(form));
  } catch {
    /* nothing was kept */
  }
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  restoreDraft(form);
  form.addEventListener("input", () => keepDraft(form));
  form.addEventListener("submit", () => forgetDraft(form));
}
