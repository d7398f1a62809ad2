/* The inner navigation of a long page ([data-spy]) marks the section that is being read. Tabs that do not fit on a phone are
   scrolled to the page one is on. */

for (const tab of document.querySelectorAll(".section-tabs [aria-current]")) {
  const line = tab.closest(".section-tabs");
  line.scrollLeft = tab.offsetLeft - line.offsetLeft - 16;
}

const nav = document.querySelector("[data-spy]");

if (nav && "IntersectionObserver" in window) {
  const links = new Map([...nav.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const seen = new Set();
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target.id);
      const current = [...links.keys()].find((id) => seen.has(id));
      for (const [id, link] of links) {
        if (id === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-20% 0px -60% 0px" },
  );
  for (const id of links.keys()) {
    const section = document.getElementById(id);
    if (section) watch.observe(section);
  }
}
