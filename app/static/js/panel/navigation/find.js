/* Search everything: Ctrl+K, or a link with data-find, opens a window; arrows move, Enter opens. Without a script the link
   leads to the page of results. Esc closes it at once; its words are there again when it is opened. */

const PAUSE_MS = 150;
const template = self.HTMLDialogElement && document.getElementById("find-template"); // dialogs: Safari 15.4
let words = "";

function openFind() {
  if (!template || document.querySelector("dialog.find[open]")) return;
  const dialog = template.content.firstElementChild.cloneNode(true);
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[data-find-results]");
  let timer = 0;
  let round = 0;
  let active = -1;

  const links = () => [...list.querySelectorAll("a.found")];
  const mark = (place) => {
    const all = links();
    all[active]?.classList.remove("is-active");
    active = all.length ? (place + all.length) % all.length : -1;
    all[active]?.classList.add("is-active");
    all[active]?.scrollIntoView({ block: "nearest" });
  };
  const ask = async () => {
    const asked = ++round;
    const address = `${dialog.dataset.url}?${new URLSearchParams({ q: input.value })}`;
    const answer = await fetch(address, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (!answer?.ok || asked !== round) return;
    list.innerHTML = await answer.text();
    active = -1;
    mark(0);
  };
  input.addEventListener("input", () => {
    words = input.value;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault(); // else the first Esc empties the field
      dialog.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && links()[active]) {
      event.preventDefault();
      links()[active].click();
    }
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  input.value = words;
  input.select();
  if (words) ask();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && template) {
    event.preventDefault();
    openFind();
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-find]");
  if (!link || !template || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openFind();
});
