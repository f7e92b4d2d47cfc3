// What a wallboard does by itself (after console.js): count from the beginning, say whether it is live, sound an alarm.
"use strict";

(() => {
  const board = document.querySelector("[data-board]");
  if (!board) return;

  // Counting on: by the server's clock, for that of a screen on a wall may be wrong.
  const ahead = Date.now() - Date.parse(board.dataset.now);
  const tick = () => {
    for (const running of board.querySelectorAll("[data-running]")) {
      const text = length(Math.max(0, Math.floor((Date.now() - ahead - Date.parse(running.dateTime)) / SECOND_MS)));
      if (running.textContent !== text) running.textContent = text;
    }
  };
  setInterval(tick, SECOND_MS);

  const FORBIDDEN = [401, 403];
  const KEY = "wallboard-sound";
  const TONES = { warn: [660], bad: [880, 660, 880] }; // hertz, one after the other
  const TONE_S = 0.18;

  // Live, or not any more: figures that stand still must not look like figures that are true.
  const state = document.querySelector("[data-live-state]");
  const say = (live) => {
    state.textContent = live ? state.dataset.on : state.dataset.off;
    state.toggleAttribute("data-lost", !live);
  };
  document.addEventListener("htmx:sse:after:connection", () => say(true));
  document.addEventListener("htmx:sse:error", (event) => {
    if (FORBIDDEN.includes(event.detail?.status)) location.reload(); // the server says where to go
    say(false);
  });

  // Sound: off until somebody switches it on, remembered; a browser lets it out only after a click on the page.
  const button = document.querySelector("[data-sound]");
  let audio = null;
  const wanted = () => localStorage.getItem(KEY) === "on";
  const awake = () => audio?.state === "running";
  const label = () => {
    button.textContent = !wanted() ? button.dataset.off : awake() ? button.dataset.on : button.dataset.asleep;
    button.setAttribute("aria-pressed", String(wanted() && awake()));
  };
  const wake = async () => {
    audio ??= new AudioContext();
    await audio.resume();
    label();
  };
  const sound = (mood) => {
    if (!wanted() || !awake()) return;
    TONES[mood].forEach((hertz, place) => {
      const tone = new OscillatorNode(audio, { frequency: hertz });
      const volume = new GainNode(audio, { gain: 0.2 });
      tone.connect(volume).connect(audio.destination);
      tone.start(audio.currentTime + place * TONE_S);
      tone.stop(audio.currentTime + (place + 0.8) * TONE_S);
    });
    button.dataset.sounded = String(Number(button.dataset.sounded ?? 0) + 1);
  };
  button.hidden = false;
  button.addEventListener("click", async () => {
    localStorage.setItem(KEY, wanted() && awake() ? "off" : "on");
    await wake();
    if (wanted()) sound("warn");
  });
  // Whoever works with the page has clicked somewhere: then what was wanted before may sound again.
  document.addEventListener("pointerdown", () => wanted() && wake(), { once: true });
  label();

  // Each change: no wait jumps back, and what is new among the alarms is heard once.
  const alarms = () => new Set([...board.querySelectorAll("[data-alarm]")].map((alarm) => alarm.dataset.alarm));
  let known = alarms();
  const changed = () => {
    tick();
    const found = alarms();
    const moods = [...found].filter((alarm) => !known.has(alarm)).map((alarm) => alarm.split(":").pop());
    known = found;
    if (moods.length) sound(moods.includes("bad") ? "bad" : "warn");
  };
  new MutationObserver(changed).observe(board, { childList: true, subtree: true, attributes: true });
  tick();
})();
