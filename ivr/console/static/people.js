// Levels by the keyboard, and dialogs whose content the server makes.
"use strict";

const DIGITS = "123456789";
const EMPTYING = ["0", "Delete", "Backspace", " "];
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function neighbour(cell, [across, down]) {
  const row = cell.closest("tr");
  let place = [...row.cells].indexOf(cell.closest("td")) + across;
  for (let other = row; other; other = down > 0 ? other.nextElementSibling : other.previousElementSibling) {
    if (down && other === row) continue;
    for (; place >= 0 && place < other.cells.length; place += across) {
      const found = other.cells[place].querySelector(".level");
      if (found) return found;
      if (!across) break;
    }
    if (!down) return null;
  }
  return null;
}

function seenOf(cell) {
  return JSON.parse(cell.form.elements.seen.value);
}

function keptLevel(cell) {
  return String(seenOf(cell)[cell.dataset.skill] ?? "");
}

async function keep(cell, level) {
  const before = keptLevel(cell);
  if (level === before || cell.getAttribute("aria-busy") === "true") return;
  const { skill } = cell.dataset;
  cell.value = level;
  cell.setAttribute("aria-busy", "true");
  const body = new URLSearchParams({ seen: JSON.stringify({ [skill]: before ? Number(before) : null }), back: location.pathname + location.search });
  body.set(`level-${skill}`, level);
  try {
    const headers = { ...JSON.parse(document.body.getAttribute("hx-headers:inherited")), "HX-Request": "true" };
    const answer = await fetch(cell.form.action, { method: "POST", headers, body });
    tell(cell, await answer.text(), answer.ok || answer.status === 409, before);
  } catch {
    cell.value = before;
  } finally {
    cell.removeAttribute("aria-busy");
  }
}

function tell(cell, text, understood, before) {
  const told = document.createElement("template");
  told.innerHTML = text;
  const levels = told.content.querySelector("[data-levels]");
  const now = understood && levels ? JSON.parse(levels.dataset.levels)[cell.dataset.skill] : before;
  cell.value = now ?? "";
  cell.form.elements.seen.value = JSON.stringify({ ...seenOf(cell), [cell.dataset.skill]: now ? Number(now) : null });
  const toasts = document.getElementById("toasts");
  const notices = [...told.content.querySelectorAll(".toast")];
  toasts.replaceChildren(...notices);
}

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.("input.level");
  if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
  if (STEPS[event.key]) neighbour(cell, STEPS[event.key])?.focus();
  else if (event.key === "Home" || event.key === "End") {
    const cells = cell.closest("tr").querySelectorAll(".level");
    cells[event.key === "Home" ? 0 : cells.length - 1].focus();
  } else if (DIGITS.includes(event.key)) keep(cell, event.key);
  else if (EMPTYING.includes(event.key)) keep(cell, "");
  else if (event.key === "Escape") cell.blur();
  else return;
  event.preventDefault();
});

// The row's question is about the skill one stands on.
function ask(cell) {
  const link = cell.closest("tr").querySelector("[data-what-if]");
  if (!link) return;
  const address = new URL(link.href);
  address.searchParams.set("skill", cell.dataset.skill);
  address.searchParams.set("level", keptLevel(cell));
  link.href = address;
}

document.addEventListener("focusin", (event) => {
  if (!event.target.matches?.("input.level")) return;
  event.target.select();
  ask(event.target);
});

// A keyboard on glass writes without keys that could be heard.
document.addEventListener("input", (event) => {
  const cell = event.target.closest?.("input.level");
  if (!cell) return;
  const typed = cell.value.slice(-1);
  cell.value = keptLevel(cell);
  keep(cell, DIGITS.includes(typed) ? typed : "");
});

document.addEventListener("htmx:after:swap", (event) => {
  const asking = document.getElementById("asking");
  if (event.detail?.ctx?.sourceElement?.dataset?.asks === "asking" && !asking.open) asking.showModal();
});

document.addEventListener("submit", (event) => {
  if (event.target.closest("[data-closing]")) event.target.closest("dialog")?.close();
});
