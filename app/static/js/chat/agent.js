/* An agent's chats: while the page is open, in front or behind, they are there for visitors, the tab says how many wait,
   and a short tone, for whoever wants it, tells of one more. The visitor sees that somebody is writing. */

const EVERY_MS = 3000;
const PRESENT_MS = 10_000;
const TONE_HZ = 660;
const TONE_SECONDS = 0.25;
const title = document.title;
const sound = document.querySelector("[data-chat-sound]");
let known = null; // how many waited when we asked last

const isOn = () => sound?.getAttribute("aria-pressed") === "true";

function count(page) {
  const unread = Number(page.querySelector("[data-unread]")?.dataset.unread || 0);
  document.title = unread ? `(${unread}) ${title}` : title;
  if (known !== null && unread > known && isOn()) play();
  known = unread;
}

function play() {
  const audio = new AudioContext();
  const tone = new OscillatorNode(audio, { frequency: TONE_HZ });
  const volume = new GainNode(audio, { gain: 0.2 });
  tone.connect(volume).connect(audio.destination);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + TONE_SECONDS);
  tone.start();
  tone.stop(audio.currentTime + TONE_SECONDS);
  tone.addEventListener("ended", () => audio.close());
}

sound?.addEventListener("click", () => {
  const on = !isOn();
  sound.setAttribute("aria-pressed", String(on));
  if (on) play();
  const token = document.querySelector('input[name="csrf_token"]');
  const body = new URLSearchParams({ csrf_token: token.value, chat_sound: on ? "on" : "" });
  fetch(document.documentElement.dataset.lookUrl, { method: "POST", body }).catch(() => {});
});

const waiting = document.querySelector("[data-waiting]");
if (waiting) {
  const ask = async () => {
    try {
      const answer = await fetch(waiting.dataset.waiting);
      if (answer.ok) count(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // away from the network: the next time
    }
  };
  ask();
  setInterval(ask, PRESENT_MS);
  waiting.addEventListener("sigap:replaced", () => count(waiting));
}

for (const form of document.querySelectorAll("[data-typing]")) {
  let told = 0;
  form.addEventListener("input", () => {
    if (Date.now() - told < EVERY_MS) return;
    told = Date.now();
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
    fetch(form.dataset.typing, { method: "POST", body }).catch(() => {});
  });
}
