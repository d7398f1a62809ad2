/* Runs in <head> before the first paint, as a classic script: a module would come too late
   and the page would flash in the wrong theme.
   Choices: [data-theme-toggle], and [data-setting="contrast" data-value="more"] and the like. Whoever is logged in has them
   with their account (data-look-url, data-kept-… on <html>); everybody has them in this browser, too. */
(function () {
  "use strict";
  const NAMES = ["theme", "contrast", "density", "keys"];
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const look = {};

  function read(name) {
    try {
      return localStorage.getItem("sigap." + name) || "";
    } catch {
      return ""; // storage may be forbidden; the system's wish is then enough
    }
  }

  function write(name, value) {
    try {
      if (value) localStorage.setItem("sigap." + name, value);
      else localStorage.removeItem("sigap." + name);
    } catch {
      /* for this page only */
    }
  }

  /* The account knows best, unless a choice of this person has not reached it yet. */
  function gather() {
    const isKept = "lookKnown" in root.dataset && read("unsent") !== root.dataset.lookOf;
    for (const name of NAMES) {
      look[name] = isKept ? root.dataset["kept" + name[0].toUpperCase() + name.slice(1)] || "" : read(name);
      if (isKept) write(name, look[name]);
    }
  }

  function apply() {
    const theme = look.theme || (system.matches ? "dark" : "light");
    root.dataset.theme = theme;
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.setAttribute("aria-pressed", String(theme === "dark"));
    }
    for (const name of NAMES.slice(1)) {
      if (look[name]) root.dataset[name] = look[name];
      else delete root.dataset[name];
      for (const button of document.querySelectorAll('[data-setting="' + name + '"]')) {
        button.setAttribute("aria-pressed", String(look[name] === button.dataset.value));
      }
    }
    document.dispatchEvent(new CustomEvent("sigap:theme", { detail: theme }));
  }

  /* What cannot be sent now (no line) is sent by the next page. */
  function send() {
    const token = document.querySelector('input[name="csrf_token"]');
    if (!root.dataset.lookUrl || !token) return;
    write("unsent", root.dataset.lookOf);
    const body = new URLSearchParams(Object.assign({ csrf_token: token.value }, look));
    fetch(root.dataset.lookUrl, { method: "POST", body: body, keepalive: true, credentials: "same-origin" })
      .then(function (answer) {
        if (answer.ok) write("unsent", "");
      })
      .catch(function () {});
  }

  function choose(name, value) {
    look[name] = value;
    write(name, value);
    apply();
    send();
  }

  root.classList.add("js");
  gather();
  apply();
  system.addEventListener("change", apply);
  window.addEventListener("storage", function () {
    for (const name of NAMES) look[name] = read(name);
    apply();
  });
  document.addEventListener("DOMContentLoaded", function () {
    apply();
    if (root.dataset.lookOf && read("unsent") === root.dataset.lookOf) send();
  });
  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-theme-toggle], [data-setting]");
    if (!button) return;
    if (!button.dataset.setting) choose("theme", root.dataset.theme === "dark" ? "light" : "dark");
    else choose(button.dataset.setting, look[button.dataset.setting] === button.dataset.value ? "" : button.dataset.value);
  });
})();
