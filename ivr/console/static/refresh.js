// Fetches the part of the page that changes, every few seconds, and keeps the reader's place in it.
"use strict";

const live = document.getElementById("live");
const note = document.getElementById("note");
const pause = document.getElementById("pause");
const everyMs = Number(live.dataset.everyS) * 1000;
let isPaused = false;
let lostAt = null;

async function fetched() {
  const answer = await fetch(live.dataset.source, { cache: "no-store", signal: AbortSignal.timeout(everyMs) });
  if (answer.status === 403) location.reload(); // the session is over: the page itself says what to do
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html").body;
}

function show(fresh) {
  const focused = document.activeElement.id;
  const scrolled = [...live.querySelectorAll(".scroll")].map((part) => [part.id, part.scrollLeft]);
  live.replaceChildren(...fresh.childNodes);
  for (const [id, left] of scrolled) {
    const part = document.getElementById(id);
    if (part && left) part.scrollLeft = left;
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

async function refresh() {
  try {
    if (!isPaused && !document.hidden) {
      const fresh = await fetched();
      if (!isPaused) show(fresh);
      lostAt = null;
      say("");
    }
  } catch {
    lostAt ??= new Date().toLocaleTimeString();
    say(`The console has not answered since ${lostAt}: what you see is old.`);
  }
  setTimeout(refresh, everyMs);
}

function say(text) {
  if (note.textContent !== text) note.textContent = text;
}

pause.hidden = false;
pause.addEventListener("click", () => {
  isPaused = !isPaused;
  pause.setAttribute("aria-pressed", String(isPaused));
});
setTimeout(refresh, everyMs);
