/* Passkeys: made under “Akun”, used at the log-in. The server sends and reads WebAuthn's own JSON. */

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

function readOptions(options) {
  options.challenge = toBytes(options.challenge);
  if (options.user) options.user.id = toBytes(options.user.id);
  for (const list of [options.excludeCredentials, options.allowCredentials]) {
    for (const key of list ?? []) key.id = toBytes(key.id);
  }
  return options;
}

function writeCredential(credential) {
  const { response } = credential;
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = toText(response[part]);
  }
  return { id: credential.id, rawId: toText(credential.rawId), type: credential.type, response: said, clientExtensionResults: {} };
}

async function post(box, url, body) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": box.dataset.token };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) throw new Refused(said.message ?? box.dataset.failed);
  return said;
}

class Refused extends Error {}

async function press(box, ask) {
  const fault = box.querySelector("[data-passkey-fault]");
  fault.hidden = true;
  try {
    const options = readOptions(await post(box, box.dataset.options, {}));
    const credential = writeCredential(await ask(options));
    const name = box.querySelector("[name=name]")?.value ?? "";
    const { to, codes = [] } = await post(box, box.dataset.answer, { credential, name, next: box.dataset.next ?? "" });
    if (codes.length) showCodes(box, codes);
    else location.assign(to);
  } catch (problem) {
    fault.textContent = problem instanceof Refused ? problem.message : box.dataset.failed;
    fault.hidden = false;
  }
}

/* With the first passkey come recovery codes, shown this once. */
function showCodes(box, codes) {
  const place = document.querySelector("[data-passkey-codes]");
  place.querySelector("ul").replaceChildren(
    ...codes.map((code) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("code"), { textContent: code }));
      return item;
    }),
  );
  box.hidden = true;
  place.hidden = false;
  place.scrollIntoView();
}

function wire(selector, ask) {
  const box = document.querySelector(selector);
  if (!box || !globalThis.PublicKeyCredential) return;
  box.hidden = false;
  document.querySelector("[data-passkey-missing]")?.remove();
  box.querySelector("[data-passkey-use]").addEventListener("click", () => press(box, ask));
}

wire("[data-passkey-login]", (publicKey) => navigator.credentials.get({ publicKey }));
wire("[data-passkey-make]", (publicKey) => navigator.credentials.create({ publicKey }));
