/* Messages as bubbles: one for each id of its own, those that still wait behind all that are stored. */

export class Bubbles {
  constructor(list, words, outbox) {
    this.list = list;
    this.words = words;
    this.outbox = outbox;
  }

  draw(message, waiting) {
    const known = this.find(message.client_id);
    const item = known || document.createElement("li");
    item.dataset.client = message.client_id;
    item.className = `bubble${message.ours ? "" : " bubble-ours"}`;
    const text = document.createElement("p");
    text.className = "bubble-text";
    text.textContent = message.text;
    const foot = document.createElement("p");
    foot.className = "bubble-foot";
    foot.textContent = waiting ? this.words.waiting : this.signed(message);
    item.replaceChildren(text, foot);
    if (!known || !waiting) this.list.append(item);
    for (const one of this.outbox.waiting()) {
      const still = this.find(one.client_id);
      if (still) this.list.append(still);
    }
    this.list.scrollTop = this.list.scrollHeight;
  }

  find(id) {
    return this.list.querySelector(`[data-client="${CSS.escape(id)}"]`);
  }

  signed(message) {
    const at = new Date(message.at).toLocaleTimeString(document.documentElement.lang === "en" ? "en-GB" : "id-ID", { hour: "2-digit", minute: "2-digit" });
    return [message.who, at].filter(Boolean).join(" · ");
  }
}
