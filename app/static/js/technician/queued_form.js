/* Forms marked data-queue-form wait for signal like check-in and photos: Tambah Hari, Selesai, BAST on paper, an end
   that was forgotten. Without IndexedDB the plain form is sent. */
import { enqueue, sendPlainly } from "./notice.js";

const OWN = new Set(["csrf_token", "idempotency_key"]); // made anew for each sending

function fieldsOf(form) {
  const fields = { device_at: new Date().toISOString() };
  const file = { file: null };
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") {
      if (!OWN.has(name)) fields[name] = value;
    } else if (value.size) Object.assign(file, { file: value, fileName: value.name, fileField: name });
  }
  return { fields, ...file };
}

/* true: it waits or has been taken; false: refused, and the sentence is on the page. */
export async function sendByQueue(form, more = {}) {
  const { fields, ...file } = fieldsOf(form);
  const url = new URL(form.action).pathname;
  const { key, rows } = await enqueue({ url, label: form.dataset.label, fields: { ...fields, ...more }, ...file });
  return !rows.some((row) => row.key === key && row.refused);
}

for (const form of document.querySelectorAll("form[data-queue-form]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    sendByQueue(form).then(
      (fine) => {
        button.disabled = fine;
        if (fine && form.dataset.next) location.assign(form.dataset.next);
        else if (fine) form.reset();
      },
      () => sendPlainly(form),
    );
  });
}

/* What waits already cannot be pressed again. */
document.addEventListener("sigap:queue", (event) => {
  for (const form of document.querySelectorAll("form[data-queue-form]")) {
    const waits = event.detail.rows.some((row) => !row.refused && row.url === new URL(form.action).pathname);
    form.querySelector("[type=submit]").disabled = waits;
    form.querySelector("[data-waits]")?.toggleAttribute("hidden", !waits);
  }
});
