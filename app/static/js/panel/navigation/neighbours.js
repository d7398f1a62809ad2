/* The record before and after the one shown, in the list it was opened from; kept by each list as it is left. */

const KEY = "sigap.rows";

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) || "[]");
  } catch {
    return [];
  }
}

function recordOf(address) {
  const url = new URL(address, location.href);
  return `${url.pathname}#${url.searchParams.get("id")}`;
}

/* The address of the neighbour, undefined at the ends and where the record came from no list. */
export function neighbour(direction) {
  const rows = kept();
  const here = rows.findIndex((row) => recordOf(row) === recordOf(location.href));
  return here < 0 ? undefined : rows[here + direction];
}

const links = [...document.querySelectorAll(".model-list [data-row-link]")].map((link) => link.getAttribute("href"));
if (links.length) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(links));
  } catch {
    /* no storage: no neighbours */
  }
}

for (const link of document.querySelectorAll("a[data-neighbour]")) {
  const way = neighbour(Number(link.dataset.neighbour));
  link.hidden = !way;
  if (way) link.href = way;
}
