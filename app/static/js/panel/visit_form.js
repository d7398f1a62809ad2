/* The ticket's form: the sites follow the customer, and the number of free technicians follows the plan. */

const PAUSE_MS = 300;
const ASKED = ["site_id", "planned_start", "planned_end", "skill_id", "quota"];

const line = document.querySelector("[data-free-count]");
const form = document.querySelector("form.admin-form");
const customer = form.elements.customer_id;
const site = form.elements.site_id;
const sitesUrl = site.dataset.url;

function followCustomer() {
  site.dataset.url = `${sitesUrl}?customer_id=${encodeURIComponent(customer.value)}`;
}

/* A customer with one site has no choice to make. */
async function chooseOnlySite() {
  followCustomer();
  const asked = customer.value;
  const found = asked
    ? await fetch(site.dataset.url, { credentials: "same-origin" }).then((answer) => answer.json(), () => [])
    : [];
  if (asked !== customer.value) return;
  site.dispatchEvent(new CustomEvent("sigap:choose", { detail: found.length === 1 ? found[0] : null }));
}

let timer = 0;
let round = 0;

async function count() {
  const asked = ++round;
  const query = new URLSearchParams(ASKED.map((name) => [name, form.elements[name]?.value ?? ""]));
  const answer = await fetch(`${line.dataset.url}?${query}`, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok || asked !== round) return;
  const told = await answer.json();
  line.textContent = told.text;
  line.classList.toggle("tone-success", told.free !== null && told.enough);
  line.classList.toggle("tone-danger", !told.enough);
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(count, PAUSE_MS);
}

form.elements.quota.closest(".field").after(line);
customer.addEventListener("change", chooseOnlySite);
for (const name of ASKED) {
  form.elements[name]?.addEventListener("input", later);
  form.elements[name]?.addEventListener("change", later);
}
followCustomer();
count();
