/* Is the file in this person's hand the one we issued? Its SHA-256 is computed here and never leaves the device. */

const box = document.querySelector("[data-compare]");
const result = box.querySelector("[data-compare-result]");
const issued = document.querySelector("[data-hash]").textContent.trim();

function say(text, tone) {
  result.className = `alert tone-${tone}`;
  result.textContent = text;
  result.hidden = false;
}

async function fingerprint(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

box.querySelector("input[type=file]").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  if (!globalThis.crypto?.subtle) return say(box.dataset.unable, "warning");
  say(box.dataset.working, "info");
  const same = (await fingerprint(file)) === issued;
  say(same ? box.dataset.same : box.dataset.different, same ? "success" : "danger");
});
