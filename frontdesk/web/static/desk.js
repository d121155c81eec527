/** The desk by keyboard: one key for each thing to choose. Everything works without it too. */

"use strict";

const MARKS = ["present", "unsure", "declined", "absent"];
const STORED = "desk-shortcuts";
const SOUND = "desk-sound";
const OVERDUE = "desk-overdue";
const TITLE = document.title;

let on = localStorage.getItem(STORED) !== "off";

/** Off until somebody wants it: callers could hear it. */
const soundIsOn = () => localStorage.getItem(SOUND) === "on";

/** Letters typed into a field are text, not shortcuts. */
function isTyping(target) {
  return target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
}

/** What the key chooses: in an open menu, else on the page. */
function chosenBy(key) {
  const menu = document.querySelector("details[data-menu='w'][open]");
  const within = menu ?? document.getElementById("main");
  const all = [...within.querySelectorAll("[data-key]")];
  return all.find((element) => element.dataset.key === key && (menu || !element.closest("[data-menu]")));
}

/** Yes, not sure, will not say, no, and nothing again. */
function markNext(sign) {
  const boxes = [...sign.querySelectorAll("input[type=radio]")];
  const checked = boxes.find((box) => box.checked);
  const next = MARKS[checked ? MARKS.indexOf(checked.value) + 1 : 0];
  boxes.forEach((box) => (box.checked = box.value === next));
  sign.scrollIntoView({ block: "nearest" });
  sign.dataset.spoken = next ?? "";
}

function onKey(event) {
  if (event.key === "Enter" && event.ctrlKey && event.target.form) {
    event.preventDefault();
    submit(event.target.form);
    return;
  }
  if (event.key === "Enter" && event.target.tagName === "TEXTAREA" && !event.shiftKey) {
    event.preventDefault();
    submit(event.target.form, event.target);
    return;
  }
  if (event.key === "Escape" && isTyping(event.target)) {
    document.getElementById("main").focus();
    return;
  }
  if (!on || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === "enter") {
    if (!event.target.matches("button, a, summary, input")) submitPage(event);
    return;
  }
  const menu = document.querySelector(`details[data-menu="${CSS.escape(key)}"]`);
  if (menu) {
    event.preventDefault();
    menu.open = !menu.open;
    menu.querySelector("button, summary")?.focus();
    return;
  }
  const sign = document.querySelector(`[data-sign="${CSS.escape(key)}"]`);
  const chosen = chosenBy(key);
  if (!chosen && !sign) return;
  event.preventDefault();
  const inMenu = chosen?.closest("details[data-menu='w']");
  if (sign && !inMenu) markNext(sign);
  else chosen.click();
}

/** The field's own button, else the form's first. */
function submit(form, field) {
  const scope = field?.closest("details") ?? form;
  const button = scope.querySelector("button:not([disabled])");
  form.requestSubmit(button ?? undefined);
}

/** Enter outside a field: what the page is about. */
function submitPage(event) {
  const button = document.querySelector(".script form .go, .script form [data-key='enter']");
  if (!button) return;
  event.preventDefault();
  button.click();
}

/** In a form of choices a field's Enter goes to the next field, and never chooses by itself. */
function onFieldEnter(event) {
  if (event.key !== "Enter" || event.target.tagName !== "INPUT" || !isTyping(event.target)) return;
  const form = event.target.form;
  if (!form?.querySelector(":scope > button[disabled]")) return;
  const own = event.target.closest(".row")?.querySelector("[data-enter]");
  event.preventDefault();
  if (own) {
    form.requestSubmit(own);
    return;
  }
  const fields = [...form.elements].filter((element) => isTyping(element) && element.type !== "hidden");
  const next = fields[fields.indexOf(event.target) + 1];
  (next ?? document.getElementById("main")).focus();
}

/** A button that switches something on or off, for good on this computer. */
function showSwitch(selector, isOn, turn) {
  const button = document.querySelector(selector);
  if (!button) return;
  button.hidden = false;
  button.textContent = isOn() ? button.dataset.on : button.dataset.off;
  button.setAttribute("aria-pressed", String(isOn()));
  button.onclick = () => {
    turn(!isOn());
    showSwitch(selector, isOn, turn);
  };
}

function turnShortcuts(wanted) {
  on = wanted;
  localStorage.setItem(STORED, on ? "on" : "off");
  document.body.classList.toggle("no-keys", !on);
}

function turnSound(wanted) {
  localStorage.setItem(SOUND, wanted ? "on" : "off");
  if (wanted) ring(); // how it will sound; and a click lets the browser play it
}

/** The cursor stands where one writes or reads next. */
function placeFocus() {
  const start =
    document.getElementById("problems") ??
    document.querySelector(
      ".at-call:not(.alarmed) .script form .field:not(details *) :is(input, textarea), .narrow :is(input, textarea)",
    );
  const isChoice = document.querySelector(".script .choices, .script .signs");
  if (start && !(isChoice && !start.closest("form")?.querySelector(":scope > .field"))) start.focus();
  else if (document.body.classList.contains("at-call")) document.getElementById("main").focus();
}

function tellTime() {
  for (const time of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor(Date.now() / 1000 - Number(time.dataset.since)));
    time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
}

/** How many wait: beside the link, before the title, which tabs and task bars show, and by ear. */
async function tellWaiting() {
  const badge = document.querySelector("[data-badge]");
  if (!badge) return;
  try {
    const answer = await fetch("/work/waiting", { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { words, count, overdue } = await answer.json();
    badge.hidden = count === 0;
    badge.textContent = words;
    badge.classList.toggle("late", overdue > 0);
    document.title = overdue > 0 ? `(${words}) ${TITLE}` : TITLE;
    alertOnce(overdue, words);
  } catch {
    badge.hidden = true; // the next look will tell
  }
}

/** Rings, and tells a screen reader, when more are overdue than before on any page of this tab. */
function alertOnce(overdue, words) {
  const before = Number(sessionStorage.getItem(OVERDUE) ?? 0);
  sessionStorage.setItem(OVERDUE, String(overdue));
  if (overdue <= before) return;
  document.querySelector("[data-told]").textContent = words;
  if (soundIsOn()) ring();
}

/** Two short tones. A browser that was not touched yet stays silent: the title tells all the same. */
function ring() {
  const sound = new AudioContext();
  for (const [start, pitch] of [[0, 660], [0.25, 880]]) {
    const tone = new OscillatorNode(sound, { frequency: pitch });
    const volume = new GainNode(sound, { gain: 0.2 });
    tone.connect(volume).connect(sound.destination);
    tone.start(sound.currentTime + start);
    tone.stop(sound.currentTime + start + 0.2);
  }
  setTimeout(() => sound.close(), 1000);
}

document.addEventListener("keydown", onFieldEnter);
document.addEventListener("keydown", onKey);
turnShortcuts(on);
showSwitch("[data-shortcuts]", () => on, turnShortcuts);
showSwitch("[data-sound]", soundIsOn, turnSound);
placeFocus();
tellTime();
tellWaiting();
setInterval(tellTime, 1000);
setInterval(tellWaiting, 15_000);
