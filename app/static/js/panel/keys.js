/* Single keys for desk workers: "/" search, j and k along the rows, x choose a row, n the main action, "?" the list of these
   keys; on a record r answers, i notes, a assigns, s opens its steps, e finishes, z puts aside, [ and ] lead to its neighbours in
   the list. They rest while somebody types and can be switched off ([data-setting="keys"], theme.js); the button that switches
   them on again stands in the account's menu. Ctrl+Enter sends the form one is writing in, switched off or not. */

import { neighbour } from "./navigation/neighbours.js";

/* Keys of a record and the steps they start: the first that this record offers now. */
const STEPS = {
  r: ["answer", "reply"],
  i: ["note"],
  a: ["assign", "hand_over", "take"],
  e: ["finish", "resolve"],
  z: ["put_aside"],
};

function isTyping(target) {
  return target.matches?.("input, select, textarea, [contenteditable]") || target.closest?.("dialog");
}

function step(direction) {
  const links = [...document.querySelectorAll("[data-row-link]")];
  if (!links.length) return;
  const row = document.activeElement.closest?.("tr");
  const here = links.findIndex((link) => row?.contains(link));
  const next = here < 0 ? (direction > 0 ? 0 : links.length - 1) : here + direction;
  links[Math.max(0, Math.min(links.length - 1, next))].focus();
}

function chooseRow() {
  const box = document.activeElement.closest?.("tr")?.querySelector("[data-bulk-row]");
  box?.click();
}

/* A link opens its form and a composer takes the cursor; a step without a form only takes the focus, as one key must not send. */
function start(names) {
  const ways = ["form[data-composer]", "a", "form"].flatMap((way) => names.map((name) => `${way}[data-move="${name}"]`));
  const found = ways.map((way) => document.querySelector(way)).find(Boolean);
  if (!found) return false;
  for (let part = found.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  if (found.matches("a")) found.click();
  else found.querySelector("textarea, [type=submit]")?.focus();
  return true;
}

/* The menu of the record's steps, or where there is none its buttons. */
function openSteps() {
  const moves = document.querySelector(".page-actions .moves");
  const menu = moves?.querySelector("details.menu");
  if (menu) menu.open = true;
  (menu?.querySelector(".menu-item") ?? moves?.querySelector("a, button"))?.focus();
}

function send(event) {
  const form = event.target.closest?.("textarea, input")?.form;
  if (form?.method !== "post") return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(".button-primary[type=submit], button[type=submit]:not([formaction])"));
}

function showKeys() {
  const template = document.getElementById("keys-template");
  if (!template || !self.HTMLDialogElement) return;
  const dialog = template.content.firstElementChild.cloneNode(true);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send(event);
  if (document.documentElement.dataset.keys === "off") return;
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const search = document.querySelector("[data-search-key]");
  const main = document.querySelector("[data-main-action]");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  } else if (event.key === "x") {
    chooseRow();
  } else if (event.key === "s") {
    event.preventDefault();
    openSteps();
  } else if (event.key === "[" || event.key === "]") {
    const way = neighbour(event.key === "[" ? -1 : 1);
    if (way) location.assign(way);
  } else if (event.key in STEPS && start(STEPS[event.key])) {
    event.preventDefault();
  } else if (event.key === "n" && main) {
    event.preventDefault();
    main.click();
  } else if (event.key === "?") {
    event.preventDefault();
    showKeys();
  }
});
