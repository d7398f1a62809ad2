/* Several pictures for one field: chosen, pasted or dropped anywhere in the form; shown small, removable, made smaller
   when they are large (which also leaves the camera's notes behind). The server looks at each once more. */

const KINDS = ["image/jpeg", "image/png", "image/webp"];
const LARGE_BYTES = 1_500_000;
const LONGEST_SIDE = 2000;
const QUALITY = 0.85;

async function smaller(file) {
  if (file.size <= LARGE_BYTES) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return new File([await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY })], "gambar.jpg", { type: "image/jpeg" });
  } catch {
    return file; // the server says what is wrong with it
  }
}

class Attachments {
  constructor(field) {
    this.field = field;
    this.input = field.querySelector("input[type=file]");
    this.list = field.querySelector("[data-attachments-list]");
    this.fault = field.querySelector("[data-attachments-fault]");
    this.files = [];
    const form = this.input.form;
    this.input.addEventListener("change", () => this.add([...this.input.files]));
    form.addEventListener("paste", (event) => this.take(event, event.clipboardData));
    form.addEventListener("drop", (event) => this.take(event, event.dataTransfer), true);
    form.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
  }

  take(event, transfer) {
    const files = [...(transfer?.files ?? [])];
    if (!files.length || transfer.types.includes("text/plain")) return; // words with a picture of them: the words are meant
    event.preventDefault();
    this.add(files);
  }

  async add(files) {
    const { most, mostBytes, tooMany, tooHeavy, notAPicture } = this.field.dataset;
    let fault = "";
    const pictures = files.filter((file) => KINDS.includes(file.type));
    if (pictures.length < files.length) fault = notAPicture;
    for (const file of await Promise.all(pictures.map(smaller))) {
      if (this.files.length >= Number(most)) fault = tooMany;
      else if (this.files.reduce((sum, one) => sum + one.size, file.size) > Number(mostBytes)) fault = tooHeavy;
      else this.files.push(file);
    }
    this.draw(fault);
  }

  draw(fault = "") {
    const transfer = new DataTransfer();
    for (const file of this.files) transfer.items.add(file);
    this.input.files = transfer.files;
    this.fault.textContent = fault;
    this.fault.hidden = !fault;
    for (const image of this.list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    this.list.replaceChildren(...this.files.map((file, place) => this.item(file, place)));
  }

  item(file, place) {
    const item = document.createElement("li");
    const image = document.createElement("img");
    image.src = URL.createObjectURL(file);
    image.alt = "";
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "button button-small";
    remove.textContent = "×";
    remove.setAttribute("aria-label", `${this.field.dataset.remove} ${place + 1}`);
    remove.addEventListener("click", () => {
      this.files.splice(place, 1);
      this.draw();
      this.input.focus();
    });
    item.append(image, remove);
    return item;
  }
}

for (const field of document.querySelectorAll("[data-attachments]")) new Attachments(field);
