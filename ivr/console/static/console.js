// What a page does without asking the server: open and close, count seconds, let notices go.
"use strict";

const TOAST_MS = 12000;
const SECOND_MS = 1000;

document.addEventListener("alpine:init", () => {
  Alpine.data("rail", () => ({
    turn() {
      const opened = this.$root.toggleAttribute("data-open");
      this.$root.querySelector(".menu-switch").setAttribute("aria-expanded", String(opened));
    },
  }));
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  event.target.closest("[data-closes]")?.closest("dialog")?.close();
  event.target.closest("[data-dismiss]")?.closest(".toast")?.remove();
  if (event.target.matches("dialog")) event.target.close(); // the backdrop belongs to the dialog
});

// A notice goes by itself, but not from under the hand or the keyboard.
function letGo(toast) {
  setTimeout(() => (toast.matches(":hover, :focus-within") ? letGo(toast) : toast.remove()), TOAST_MS);
}

function length(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function count() {
  for (const running of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(running.dataset.since)) / SECOND_MS));
    const text = length(seconds);
    if (running.textContent !== text) running.textContent = text;
  }
}

function begin() {
  document.querySelectorAll(".toast").forEach(letGo);
  document.querySelector("[data-focus]")?.focus();
  const toasts = document.getElementById("toasts");
  if (toasts) {
    new MutationObserver((changes) =>
      changes.forEach((change) => change.addedNodes.forEach((node) => node.nodeType === 1 && letGo(node))),
    ).observe(toasts, { childList: true });
  }
  setInterval(count, SECOND_MS);
}

begin();
