/* Files of a composer: chosen, pasted or dropped, each is kept on the server at once and can be taken out again. */

export function keepFiles(form) {
  const list = form.querySelector("[data-files]");
  if (!list) return;
  const input = form.elements.files;
  const fault = form.querySelector("[data-files-error]");
  const state = form.querySelector("[data-draft-state]");
  const say = (words) => {
    fault.textContent = words;
    fault.hidden = !words;
  };
  let pending = 0;
  let pressed = null; // the button of an answer that waits for its files
  const send = async (files) => {
    input.value = ""; // each is sent once, by itself
    if (!pending) say("");
    pending += 1;
    form.setAttribute("aria-busy", "true");
    for (const file of files) {
      const body = new FormData();
      body.append("csrf_token", form.elements.csrf_token.value);
      body.append("composer", form.dataset.composer);
      body.append("files", file, file.name);
      try {
        const answer = await fetch(form.dataset.fileUrl, { method: "POST", body });
        const told = await answer.json();
        if (!answer.ok) say(`${file.name}: ${told.error}`);
        else {
          list.insertAdjacentHTML("beforeend", told.lines.join(""));
          state.textContent = state.dataset.kept;
        }
      } catch {
        say(`${file.name}: ${form.dataset.lostWords}`);
      }
    }
    pending -= 1;
    if (pending) return;
    form.removeAttribute("aria-busy");
    const step = pressed;
    pressed = null;
    if (step && fault.hidden) form.requestSubmit(step);
  };
  form.addEventListener(
    "submit",
    (event) => {
      if (!pending) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // nothing is sent yet: the draft is still kept, the button can be pressed
      pressed = event.submitter;
    },
    { capture: true },
  );
  const take = (event, transfer) => {
    const files = [...(transfer?.files ?? [])];
    if (!files.length || transfer.types.includes("text/plain")) return; // words with a picture of them: the words are meant
    event.preventDefault();
    send(files);
  };
  input.addEventListener("change", () => send([...input.files]));
  form.addEventListener("paste", (event) => take(event, event.clipboardData));
  form.addEventListener("drop", (event) => take(event, event.dataTransfer));
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  list.addEventListener("click", async (event) => {
    const drop = event.target.closest("[data-file-drop]");
    if (!drop) return;
    event.preventDefault();
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, composer: form.dataset.composer });
    const asked = { method: "POST", body, headers: { Accept: "application/json" } };
    const answer = await fetch(drop.formAction, asked).catch(() => null);
    if (answer?.status !== 204) return say(form.dataset.lostWords); // refused, or signed out meanwhile
    drop.closest("li").remove();
    form.elements.text.focus();
  });
}
