/** What was said, one element for each message. */

import { h } from "../dom.js";
import { formatted, inline } from "../text.js";
import { alarmCard, alarmOf } from "./alarm.js";
import { adviceCard, CARDS } from "./result.js";

/** The element for an entry; its class tells who said it. */
export function entryView(entry, ui) {
  return entry.from === "person" ? personView(entry, ui) : botView(entry, ui);
}

function personView(entry, { t }) {
  const unsent = entry.waiting || entry.lost;
  return h(
    "div",
    { class: unsent ? "entry person waiting" : "entry person", "data-id": entry.id },
    h("span", { class: "hidden-words" }, `${t("you")} `),
    h("p", { dir: "auto" }, entry.text),
    unsent && h("span", { class: "not-sent" }, t(entry.lost ? "lost" : "notSent")),
  );
}

function botView(entry, ui) {
  const prefix = h("span", { class: "hidden-words" }, `${ui.t("bot")} `);
  const card = cardOf(entry, ui);
  if (card) return h("div", { class: "entry bot entry-card" }, prefix, card);
  const { kind, question } = entry.data;
  if (question) return questionView(entry, question, prefix, ui);
  if (kind === "introduction") return introductionView(entry, prefix);
  return h("div", { class: "entry bot" }, prefix, formatted(entry.text));
}

function cardOf(entry, ui) {
  const { kind, about, assessment } = entry.data;
  const advises = kind === "assessment" || kind === "emergency";
  if (advises && assessment?.disposition) return adviceCard(entry, ui);
  if (alarmOf(entry)) return alarmCard(entry, ui);
  return Object.hasOwn(CARDS, about ?? "") ? CARDS[about](entry, ui) : null;
}

/** The question stands out from what leads up to it. */
function questionView({ text: whole }, question, prefix, { t }) {
  const hint = question.hint && whole.endsWith(question.hint) ? question.hint : null;
  const text = hint ? whole.slice(0, -hint.length).trim() : whole;
  const [, before, asked] = /^(.*[.!…])\s+([^.!?]+\?)$/s.exec(text) ?? [null, null, text];
  return h(
    "div",
    { class: "entry bot question" },
    prefix,
    question.safety && h("p", { class: "question-tag" }, t("stage_safety")),
    before && formatted(before),
    h("div", { class: "question-text" }, formatted(asked)),
    hint && h("p", { class: "hint", dir: "auto" }, hint),
  );
}

/** The first words in pieces that are easy to take in. */
function introductionView({ text }, prefix) {
  const [paragraph, ...invitation] = text.split("\n").filter(Boolean);
  const sentences = paragraph.split(/(?<=[.!?])\s+/);
  return h(
    "div",
    { class: "entry bot introduction" },
    prefix,
    h("p", { class: "lead", dir: "auto" }, ...inline(sentences.slice(0, 3).join(" "))),
    h("ul", {}, sentences.slice(3).map((line) => h("li", { dir: "auto" }, ...inline(line)))),
    invitation.map((line) => h("p", { class: "question-text", dir: "auto" }, ...inline(line))),
  );
}
