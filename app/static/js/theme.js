/* Runs in <head> before the first paint, as a classic script: a module would come too late
   and the page would flash in the wrong theme. */
(function () {
  "use strict";
  const KEY = "sigap.theme";
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage may be forbidden; the system's wish is then enough
    }
  }

  function apply() {
    const theme = chosen() || (system.matches ? "dark" : "light");
    root.dataset.theme = theme;
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.setAttribute("aria-pressed", String(theme === "dark"));
    }
    document.dispatchEvent(new CustomEvent("sigap:theme", { detail: theme }));
  }

  /* [data-setting="contrast" data-value="more"] and [data-setting="density" data-value="compact"],
     [data-setting="keys" data-value="off"]: kept in this browser */
  const SETTINGS = ["contrast", "density", "keys"];

  function kept(name) {
    try {
      return localStorage.getItem("sigap." + name);
    } catch {
      return null;
    }
  }

  function applySettings() {
    for (const name of SETTINGS) {
      const value = kept(name);
      if (value) root.dataset[name] = value;
      else delete root.dataset[name];
      for (const button of document.querySelectorAll('[data-setting="' + name + '"]')) {
        button.setAttribute("aria-pressed", String(root.dataset[name] === button.dataset.value));
      }
    }
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-setting]");
    if (!button) return;
    const key = "sigap." + button.dataset.setting;
    try {
      if (kept(button.dataset.setting) === button.dataset.value) localStorage.removeItem(key);
      else localStorage.setItem(key, button.dataset.value);
    } catch {
      return;
    }
    applySettings();
  });
  document.addEventListener("DOMContentLoaded", applySettings);
  window.addEventListener("storage", applySettings);

  root.classList.add("js");
  applySettings();
  apply();
  system.addEventListener("change", apply);
  window.addEventListener("storage", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", function (event) {
    const toggle = event.target.closest && event.target.closest("[data-theme-toggle]");
    if (!toggle) return;
    try {
      localStorage.setItem(KEY, root.dataset.theme === "dark" ? "light" : "dark");
    } catch {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      return;
    }
    apply();
  });
})();
