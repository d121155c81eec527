// The page's side of the web channel. Text reaches the page as text nodes only.
"use strict";

const WAIT_MS = 30000;
const TOKEN = "backtalk-token";
const log = document.getElementById("log");
const status = document.getElementById("status");
const form = document.getElementById("form");
const field = document.getElementById("message");
const alarm = document.getElementById("emergency");

let waiting = false;

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// ---- talking with the server ------------------------------------------------------

class Unreachable extends Error {}

async function post(path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT_MS);
  try {
    const response = await fetch(`chat/${path}`, {
      method: "POST",
      // The page is in one language, whatever the browser would rather have.
      headers: {
        "Content-Type": "application/json",
        "Accept-Language": document.documentElement.lang,
      },
      body: JSON.stringify(body),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: stop.signal,
    });
    return await response.json();
  } catch (error) {
    throw new Unreachable(error.message);
  } finally {
    clearTimeout(timer);
  }
}

function token() {
  return sessionStorage.getItem(TOKEN);
}

async function begin() {
  const answer = await post("session", {});
  if (answer.token) sessionStorage.setItem(TOKEN, answer.token);
  return answer.messages;
}

async function resume() {
  const answer = await post("history", { token: token() });
  return answer.error || !answer.messages.length ? begin() : answer.messages;
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(message) {
  const before = token() ? [] : await begin();
  const body = { token: token(), id: newId(), message };
  const answer = await answerTo(body).catch(() => answerTo(body)); // never counted twice
  return [...before, ...answer];
}

async function answerTo(body) {
  const answer = await post("message", body);
  if (answer.error === "session_ended") sessionStorage.removeItem(TOKEN);
  if (!answer.messages.length) throw new Unreachable("no answer");
  return answer.messages;
}

// ---- showing what was said --------------------------------------------------------

function paragraphs(text) {
  return text
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => element("p", {}, line));
}

function showPerson(text) {
  const who = element("span", { className: "unseen" }, "You: ");
  log.append(element("div", { className: "said person", dir: "auto" }, who, text));
}

function showBot(message) {
  const { kind, severity } = message.data;
  const bubble = element("div", { className: "said", dir: "auto" });
  bubble.append(element("span", { className: "unseen" }, "Backtalk: "));
  bubble.append(...paragraphs(message.text));
  if (kind === "emergency" || severity === "emergency") {
    bubble.classList.add("emergency");
    raiseAlarm(message);
  }
  if (kind === "technical_problem") bubble.classList.add("problem");
  log.append(bubble);
}

// The heart of an emergency message stays in view, whatever is said afterwards.
function raiseAlarm(message) {
  const { call, assessment } = message.data;
  const line = call || (assessment || {}).call;
  alarm.replaceChildren(paragraphs(message.text)[0]);
  if (line) alarm.append(element("a", { href: `tel:${line.number}` }, line.title));
  alarm.hidden = false;
}

function choiceButton(title, choose, className = "") {
  const button = element("button", { type: "button", dir: "auto", className }, title);
  button.addEventListener("click", choose);
  return button;
}

function choiceGroup(legend, className, ...choices) {
  const caption = element("legend", {}, legend);
  return element("fieldset", { className: `choices ${className}` }, caption, ...choices);
}

function showChoices({ buttons, data }) {
  const question = data.question || {};
  const boxes = question.kind === "multiple" ? question.findings : [];
  const ticked = (question.options || []).filter(({ id }) => boxes.includes(id));
  const payloads = new Set(ticked.map(({ payload }) => payload));
  const tap = ({ title, payload }) => choiceButton(title, () => say(payload, title));
  const answers = [
    ...(ticked.length ? ticks(question, ticked) : []),
    ...buttons.filter(({ payload }) => !payloads.has(payload)).map(tap),
  ];
  const hint = "Tap an answer, or write your own below.";
  if (answers.length) log.append(choiceGroup(hint, "", ...answers));
  const asides = (data.asides || []).map(tap);
  if (asides.length) log.append(choiceGroup("Or", "asides", ...asides));
}

// What is not ticked is a no, or not known, only when the person says so.
function ticks(question, options) {
  const boxes = options.map(({ id, title }) =>
    element("input", { type: "checkbox", value: id, title }));
  const rows = boxes.map((box) =>
    element("label", { className: "tick" }, box, element("span", { dir: "auto" }, box.title)));
  const submits = question.submit.map(({ rest, title }) =>
    choiceButton(title, () => submit(question, boxes, rest, title), "sure"));
  return [...rows, ...submits];
}

function submit(question, boxes, rest, title) {
  const ticked = boxes.filter((box) => box.checked);
  if (!ticked.length) {
    status.textContent = "Please tick at least one, or choose another answer.";
    return;
  }
  const answer = { q: question.id, o: ticked.map((box) => box.value).join("+"), rest };
  const shown = `${ticked.map((box) => box.title).join(", ")} (${title})`;
  say(`/answer${JSON.stringify(answer)}`, shown);
}

function show(messages) {
  const before = log.lastElementChild;
  for (const message of messages) {
    if (message.from === "person") showPerson(message.text);
    else showBot(message);
  }
  const asking = messages.filter(({ from, buttons }) => from !== "person" && buttons.length);
  if (asking.length) showChoices(asking[asking.length - 1]);
  (before?.nextElementSibling || log.lastElementChild)?.scrollIntoView();
}

function withdrawChoices() {
  const groups = [...log.querySelectorAll(".choices")];
  for (const group of groups) group.remove();
  return groups;
}

// The advice is that of the page's own footer, which is there when no server is.
function showUnreachable() {
  const net = document.querySelector("#safety-net details p").textContent;
  const text = "Sorry, I cannot reach Backtalk, so your last message was not read. "
    + "Please try again in a moment.\nDo not wait for me if you have any of these. "
    + `${net.replace(/\s+/g, " ")} Call 999 in the UK, 112 in Europe or 911 in the US.`;
  showBot({ text, buttons: [], data: { kind: "technical_problem" } });
}

// ---- turns --------------------------------------------------------------------------

async function turn(shown, ask) {
  if (waiting) return;
  waiting = true;
  const choices = withdrawChoices();
  if (shown) showPerson(shown);
  status.textContent = "Backtalk is answering…";
  try {
    show(await ask());
  } catch {
    showUnreachable();
    log.append(...choices);
  } finally {
    waiting = false;
    status.textContent = "";
    if (matchMedia("(pointer: fine)").matches) field.focus();
  }
}

async function say(message, shown) {
  await turn(shown, () => send(message));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text || waiting) return;
  field.value = "";
  say(text, text);
});

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

document.getElementById("clear").addEventListener("click", async () => {
  if (waiting) return;
  if (token()) await post("erase", { token: token() }).catch(() => undefined);
  sessionStorage.removeItem(TOKEN);
  log.replaceChildren();
  alarm.hidden = true;
  await turn("", begin);
});

turn("", token() ? resume : begin);
