/* Menus are <details class="menu">: this closes them on Escape, on a click elsewhere and when another
   opens, moves with the arrow keys, and runs the panel's navigation drawer and flash messages. */

function close(menu, { focus = false } = {}) {
  menu.open = false;
  if (focus) menu.querySelector("summary")?.focus();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) close(menu);
  }
  const dismissed = event.target.closest("[data-dismiss]");
  if (dismissed) dismissed.closest(dismissed.dataset.dismiss)?.remove();
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (event.key === "Escape") {
    if (menu) close(menu, { focus: true });
    else if (drawer?.classList.contains("is-open")) toggleDrawer(false);
    return;
  }
  if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  if (event.target.matches("input, select, textarea")) return;
  const stops = [...menu.querySelectorAll("summary, .menu-item")].filter((item) => item.offsetParent);
  const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  event.preventDefault();
  stops[(next + stops.length) % stops.length]?.focus();
});

/* the drawer of the panel on narrow screens */
const drawer = document.querySelector("[data-drawer]");
const opener = document.querySelector("[data-drawer-open]");
let scrim = null;

/* the reader's own place is in sight, however far down a long navigation it stands */
function showPlace() {
  const place = drawer?.querySelector("[aria-current]")?.getBoundingClientRect();
  const foot = drawer?.querySelector(".nav-foot")?.getBoundingClientRect();
  if (!place || !foot) return;
  const end = Math.min(foot.top, window.innerHeight);
  if (place.bottom > end) drawer.scrollTop += place.bottom - end + foot.height;
}

function toggleDrawer(open) {
  drawer.classList.toggle("is-open", open);
  opener?.setAttribute("aria-expanded", String(open));
  scrim?.remove();
  scrim = null;
  if (open) {
    scrim = document.createElement("div");
    scrim.className = "nav-scrim";
    scrim.addEventListener("click", () => toggleDrawer(false));
    drawer.before(scrim);
    drawer.querySelector("a, button")?.focus();
    showPlace();
  } else {
    opener?.focus();
  }
}

opener?.addEventListener("click", () => toggleDrawer(!drawer.classList.contains("is-open")));
drawer?.querySelector("[data-drawer-close]")?.addEventListener("click", () => toggleDrawer(false));

showPlace();
