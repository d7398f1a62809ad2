/* Rich text: a text area in [data-rich] becomes a Trix editor. Without this script it stays what it is, and the server
   takes plain text. Trix's own attachments are off: pictures go to the form's attachments field (attachments.js). */

const fields = [...document.querySelectorAll("[data-rich]")];

function admitStyles(nonce) {
  // Trix puts a small <style> into the head and looks here for the word that the page's policy asks for
  const meta = document.createElement("meta");
  meta.name = "trix-csp-nonce";
  meta.content = nonce;
  document.head.append(meta);
}

function build(field) {
  const area = field.querySelector("textarea");
  const html = field.querySelector("[data-rich-html]");
  const tools = field.querySelector("[data-rich-tools]").content.firstElementChild.cloneNode(true);
  const editor = document.createElement("trix-editor");
  html.name = `${area.name}-html`;
  editor.className = "rich-text rich-edit";
  editor.setAttribute("input", html.id);
  editor.setAttribute("toolbar", tools.id);
  editor.setAttribute("role", "textbox");
  editor.setAttribute("aria-multiline", "true");
  editor.setAttribute("aria-labelledby", `${area.id}-label`);
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (area.hasAttribute(name)) editor.setAttribute(name, area.getAttribute(name));
  }
  area.after(tools, editor);
  area.hidden = true;
  area.disabled = true;
  area.required = false;
  field.querySelector("label").addEventListener("click", () => editor.focus());
  editor.addEventListener("trix-change", () => html.dispatchEvent(new Event("input", { bubbles: true })));
}

function refusePictures(event) {
  event.preventDefault(); // attachments.js has handled the paste or the drop itself
}

if (fields.length) {
  admitStyles(fields[0].dataset.nonce);
  document.addEventListener("trix-file-accept", refusePictures);
  document.addEventListener("trix-attachment-add", (event) => event.attachment.remove());
  document.addEventListener("trix-before-paste", (event) => {
    if (!event.paste.html) return;
    // before any parser sees them: the page's policy forbids both, and says so for each one
    const calm = event.paste.html.replace(/\s(?:on\w+|style)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, "");
    const pasted = new DOMParser().parseFromString(calm, "text/html");
    for (const element of pasted.querySelectorAll("img, picture, figure, video, audio, iframe, style, script")) element.remove();
    event.paste.html = pasted.body.innerHTML;
  });
  await import(fields[0].dataset.script);
  for (const field of fields) build(field);
}
