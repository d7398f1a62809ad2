/* A matrix of controls (table[data-matrix] in a form): arrows move between cells, changed cells are marked and counted, a block
   copied from a sheet is pasted from the cell in which one stands. Alt+Down still opens a select. */

const CONTROLS = "select, input:not([type=hidden]), textarea";
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function first(control) {
  if (control.matches("select")) return [...control.options].find((option) => option.defaultSelected)?.value ?? control.options[0]?.value;
  return control.defaultValue;
}

class Matrix {
  constructor(table) {
    this.rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.querySelector(CONTROLS)).filter(Boolean));
    this.form = table.closest("form");
    this.count = this.form.querySelector("[data-matrix-count]");
    table.addEventListener("keydown", (event) => this.move(event));
    table.addEventListener("paste", (event) => this.paste(event));
    for (const kind of ["input", "change"]) table.addEventListener(kind, () => this.mark());
    this.form.addEventListener("reset", () => setTimeout(() => this.mark()));
    this.mark();
  }

  placeOf(control) {
    const row = this.rows.findIndex((cells) => cells.includes(control));
    return [row, this.rows[row]?.indexOf(control) ?? -1];
  }

  move(event) {
    const step = STEPS[event.key];
    const control = event.target;
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const caret = control.matches("select") ? null : control.selectionStart;
    if (caret !== null && step[1] === -1 && caret > 0) return;
    if (caret !== null && step[1] === 1 && caret < control.value.length) return;
    event.preventDefault();
    const [row, column] = this.placeOf(control);
    this.rows[row + step[0]]?.[column + step[1]]?.focus();
  }

  paste(event) {
    const text = event.clipboardData?.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "") ?? "";
    if (!/[\t\n]/.test(text) && !event.target.matches("select")) return;
    event.preventDefault();
    const [row, column] = this.placeOf(event.target);
    text.split("\n").forEach((line, down) => line.split("\t").forEach((words, right) => this.put(this.rows[row + down]?.[column + right], words.trim())));
    this.mark();
  }

  put(control, words) {
    if (!control) return;
    if (!control.matches("select")) control.value = words;
    const option = [...(control.options ?? [])].find((one) => one.text.trim().toLowerCase() === words.toLowerCase());
    if (option) control.value = option.value;
  }

  mark() {
    const changed = this.rows.flat().filter((control) => {
      const isChanged = control.value !== first(control);
      control.closest("td").classList.toggle("is-changed", isChanged);
      return isChanged;
    });
    if (this.count) this.count.textContent = changed.length ? `${changed.length} ${this.count.dataset.words}` : "";
  }
}

for (const table of document.querySelectorAll("table[data-matrix]")) new Matrix(table);
