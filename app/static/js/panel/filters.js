/* "Saring": builds one filter of Flask-Admin's list from its description and sends the filter form.
   Markup: <details data-filters data-groups='{"Status": [{index, arg, operation, options, type}, …]}'>
   with a <form data-filter-form> that already holds the filters in force as hidden inputs. */

import { enhanceDates } from "./fields/dates.js";

const menu = document.querySelector("[data-filters]");

function create(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function labelled(text, control) {
  control.id ||= `filter-${Math.random().toString(36).slice(2, 8)}`;
  return create("div", { class: "field" }, create("label", { for: control.id }, text), control);
}

const PICKS = { date: "date", datetime: "datetime-local" };

/* The value field for one operation: its controls, and how to read them the way Flask-Admin wants it. */
function valueControl(filter, words) {
  if (filter.options && filter.type !== "select2-tags") {
    const select = create("select");
    for (const [value, text] of filter.options) select.append(create("option", { value }, String(text)));
    return { nodes: [labelled(words.value, select)], read: () => select.value };
  }
  const [, kind, range] = /^(datetime|date|time)(range)?picker$/.exec(filter.type || "") || [];
  if (!kind) {
    const input = create("input", { type: "text", required: "", autocomplete: "off" });
    return { nodes: [labelled(words.value, input)], read: () => input.value.trim() };
  }
  const inputs = (range ? [words.from, words.to] : [words.value]).map((text) => [text, create("input", { type: "text", required: "", autocomplete: "off", ...(PICKS[kind] && { "data-pick": PICKS[kind] }) })]);
  return {
    nodes: inputs.map(([text, input]) => labelled(text, input)),
    read: () => inputs.map(([, input]) => input.value.trim().replace("T", " ")).join(" to "),
  };
}

function editor(filters, form, words, equals) {
  const operation = create("select");
  filters.forEach((filter, index) => operation.append(create("option", { value: index }, filter.operation)));
  // "sama dengan" is what people mean when there is a list to choose from
  const first = filters.findIndex((filter) => filter.options && filter.operation === equals);
  operation.value = String(Math.max(0, first));
  const slot = create("div", { class: "stack stack-s" });
  let control;
  const draw = () => {
    control = valueControl(filters[Number(operation.value)], words);
    slot.replaceChildren(...control.nodes);
    enhanceDates(slot);
  };
  operation.addEventListener("change", draw);
  draw();
  const box = create("form", { class: "filter-form" });
  if (filters.length > 1) box.append(labelled(words.operation, operation));
  box.append(slot, create("button", { class: "button button-primary", type: "submit" }, words.apply));
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    const used = [...form.elements].map((input) => /^flt(\d+)_/.exec(input.name)?.[1]).filter(Boolean).map(Number);
    const name = `flt${Math.max(-1, ...used) + 1}_${filters[Number(operation.value)].arg}`;
    form.append(create("input", { type: "hidden", name, value: control.read() }));
    form.submit();
  });
  return box;
}

if (menu) {
  const groups = JSON.parse(menu.dataset.groups);
  const form = menu.querySelector("[data-filter-form]");
  const names = menu.querySelector("[data-filter-names]");
  const slot = menu.querySelector("[data-filter-slot]");
  const { dataset } = slot;
  menu.addEventListener("click", (event) => {
    const name = event.target.closest("[data-filter-name]")?.dataset.filterName;
    const back = event.target.closest("[data-filter-back]");
    if (!name && !back) return;
    names.hidden = Boolean(name);
    slot.hidden = Boolean(back);
    slot.replaceChildren();
    if (back) return names.querySelector("button").focus();
    slot.append(
      create("button", { type: "button", class: "menu-item", "data-filter-back": "" }, `← ${name}`),
      editor(groups[name], form, dataset, menu.dataset.equals),
    );
    enhanceDates(slot);
    slot.querySelector(".stack :is(select, input)").focus();
  });
  menu.addEventListener("toggle", () => {
    if (!menu.open) return;
    names.hidden = false;
    slot.hidden = true;
    names.querySelector("button")?.focus();
  });
}

/* [data-send-on-change]: a form of selects that is sent as soon as one of them changes, without its empty fields */
for (const form of document.querySelectorAll("form[data-send-on-change]")) {
  form.addEventListener("change", () => {
    for (const field of form.elements) if (!field.value) field.disabled = true;
    form.submit();
  });
}
