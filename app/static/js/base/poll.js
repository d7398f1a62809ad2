/* Live pieces of a page, by asking: held connections would take a thread each on the server.
   <section data-poll-url="/technician/pool/fragment" data-poll-seconds="5" data-poll-etag='"17"'> … </section>
   Sends If-None-Match, morphs the inner HTML on 200 so that focus, selection, open parts and typed text stay, does nothing
   on 304, rests while the tab is hidden, asks more rarely while nothing changes and nobody touches the page (at most four
   times its pace), and ever more rarely while the network is away, and says so in the layout's [data-live-status]; after
   three misses the piece is marked .is-stale and says how old it is (data-stale-words, drawn by CSS). */

import { Idiomorph } from "../../vendor/idiomorph.js";
import { noteServerDate } from "./clock.js";
import { goTo, isAt, placeOf } from "./place.js";

const SLOWEST_MS = 60_000;
const CALM_FACTOR = 4;
const status = document.querySelector("[data-live-status]");

function tell(sentence) {
  if (status && status.textContent !== sentence) status.textContent = sentence;
}

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select";

function isBusy(element) {
  return Boolean(element.querySelector("form[data-sent]"));
}

/* What the reader has opened, typed or chosen stays as it is. */
const KEEP = {
  beforeAttributeUpdated: (name, node) => !(name === "open" && node.matches("details")) && !(name === "checked" && node.matches("[data-bulk-row]")),
  beforeNodeMorphed: (node) => !(node.matches?.(FIELDS) && "defaultValue" in node && node.value !== node.defaultValue),
};

function swap(element, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement;
  const place = focused !== element && element.contains(focused) ? placeOf(focused, element) : null;
  const fresh = element.matches("tbody") ? page.querySelector("tbody") : page.body; // rows are parsed in their table only
  Idiomorph.morph(element, [...fresh.childNodes], { morphStyle: "innerHTML", ignoreActiveValue: true, callbacks: KEEP });
  // without ids a morph may leave the focus on a control that has become another one
  if (place && (document.activeElement !== focused || !isAt(focused, place))) goTo(place, element);
  element.dispatchEvent(new CustomEvent("sigap:replaced", { bubbles: true }));
}

/* "Data 2 menit yang lalu"; in seconds below a minute. */
function ageWords(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  const told = new Intl.RelativeTimeFormat(document.documentElement.lang);
  const when = seconds < 60 ? told.format(-seconds, "second") : told.format(-Math.round(seconds / 60), "minute");
  return (status?.dataset.stale || "{when}").replace("{when}", when);
}

class Poll {
  constructor(element) {
    this.element = element;
    this.pace = Math.max(1, Number(element.dataset.pollSeconds) || 5) * 1000;
    this.wait = this.pace;
    this.etag = element.dataset.pollEtag || "";
    this.timer = 0;
    this.misses = 0;
    this.seenAt = Date.now();
    this.schedule();
  }

  schedule(delay = this.wait) {
    clearTimeout(this.timer);
    if (document.hidden || !this.element.isConnected) return;
    // a little jitter: many phones woken by the same message shall not ask in the same instant
    this.timer = setTimeout(() => this.ask(), delay * (0.9 + Math.random() * 0.2));
  }

  /* Nothing new: a little slower each time; something new, or somebody at the page: the pace it was given. */
  calm(isSame) {
    this.wait = isSame ? Math.min(Math.max(this.wait, this.pace) * 1.25, this.pace * CALM_FACTOR) : this.pace;
  }

  stir() {
    if (this.wait <= this.pace) return;
    this.wait = this.pace;
    this.schedule();
  }

  async ask() {
    if (isBusy(this.element)) return this.schedule();
    try {
      const headers = { Accept: "text/html", "X-Requested-With": "fetch" };
      if (this.etag) headers["If-None-Match"] = this.etag;
      const answer = await fetch(this.element.dataset.pollUrl, { headers, credentials: "same-origin", cache: "no-store", redirect: "manual" });
      noteServerDate(answer.headers.get("Date"));
      if (answer.type === "opaqueredirect") return; // signed out meanwhile
      if ([401, 403, 404, 410].includes(answer.status)) return; // no longer ours to watch
      if (answer.status !== 304 && !answer.ok) throw new Error(String(answer.status));
      if (answer.status === 304) this.etag = answer.headers.get("ETag") || this.etag;
      this.calm(answer.status === 304);
      if (answer.status === 200) {
        const html = await answer.text();
        if (isBusy(this.element)) return this.schedule();
        this.etag = answer.headers.get("ETag") || "";
        swap(this.element, html);
      }
      this.note(0);
      tell("");
    } catch {
      this.wait = Math.min(this.wait * 2, SLOWEST_MS);
      this.note(this.misses + 1);
      tell(status?.dataset.lost || "");
    }
    this.schedule();
  }

  note(misses) {
    this.misses = misses;
    if (!misses) this.seenAt = Date.now();
    this.element.classList.toggle("is-stale", misses >= 3);
    this.element.toggleAttribute("data-stale-words", misses >= 3);
    if (misses >= 3) this.element.dataset.staleWords = ageWords(Date.now() - this.seenAt);
  }
}

const polls = [...document.querySelectorAll("[data-poll-url]")].map((element) => new Poll(element));

function wake() {
  for (const poll of polls) {
    poll.wait = poll.pace;
    poll.schedule(0);
  }
}

for (const sign of ["pointerdown", "keydown", "scroll"]) {
  document.addEventListener(sign, () => polls.forEach((poll) => poll.stir()), { passive: true, capture: true });
}
document.addEventListener("visibilitychange", () => document.hidden || wake());
window.addEventListener("online", wake);
window.addEventListener("offline", () => polls.length && tell(status?.dataset.lost || ""));
document.addEventListener("sigap:countdown-done", wake);
