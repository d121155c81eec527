/** What was said, one element for each message. */

import { h, newId } from "../dom.js";
import { bullets, formatted, inline } from "../text.js";
import { alarmCard, alarmOf } from "./alarm.js";
import { CARDS } from "./cards.js";
import { adviceCard } from "./result.js";
import { sourcesBox } from "./sources.js";

/** The element for an entry; its class tells who said it. */
export function entryView(entry, ui) {
  return entry.from === "person" ? personView(entry, ui) : botView(entry, ui);
}

function personView(entry, { t }) {
  const unsent = entry.waiting || entry.lost;
  return h(
    "div",
    {
      class: `entry person${unsent ? " waiting" : ""}${entry.lost ? " lost" : ""}`,
      "data-id": entry.id,
    },
    h("span", { class: "hidden-words" }, `${t("you")} `),
    h("p", { dir: "auto" }, entry.text),
    unsent && h("span", { class: "not-sent" }, t(entry.lost ? "lost" : "notSent")),
  );
}

function botView(entry, ui) {
  const prefix = h("span", { class: "hidden-words" }, `${ui.t("bot")} `);
  const card = cardOf(entry, ui);
  if (card) return h("div", { class: "entry bot entry-card" }, prefix, card);
  const { kind, question, sources } = entry.data;
  if (question) return questionView(entry, question, prefix, ui);
  if (kind === "introduction") return introductionView(entry, prefix);
  if (sources) return answerView(entry, prefix, ui);
  return h("div", { class: "entry bot" }, prefix, formatted(entry.text));
}

/** An answer to the person's own question; its sources are there for who wants them. */
function answerView({ text, data: { sources } }, prefix, { t }) {
  const cited = new Set(sources.map(({ words }) => `- ${words}`));
  const lines = text.split("\n");
  const first = lines.findIndex((line) => cited.has(line));
  // The line before the first of them only leads over to them.
  const told = lines.filter((line, at) => !cited.has(line) && at !== first - 1);
  const records = Object.fromEntries(sources.map((source) => [source.id, source]));
  return h(
    "div",
    { class: "entry bot" },
    prefix,
    formatted(told.map((line) => (line.startsWith("- ") ? line : `\n${line}`)).join("\n")),
    sourcesBox(Object.keys(records), records, t),
  );
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
  const id = newId("question");
  return h(
    "div",
    { class: "entry bot question", "data-question": question.id },
    prefix,
    question.safety && h("p", { class: "question-tag" }, t("stage_safety")),
    before && formatted(before),
    h("div", { class: "question-text", id }, formatted(asked)),
    hint && h("p", { class: "hint", dir: "auto" }, hint),
    // Shown once the question is answered; not read out as if it were new.
    h("div", { class: "question-foot", "aria-live": "off", hidden: true, "data-about": id }),
  );
}

/** The first words in pieces that are easy to take in. */
function introductionView({ text }, prefix) {
  const [paragraph, ...invitation] = text.split("\n").filter(Boolean);
  const sentences = sentencesOf(paragraph);
  const [asked, ...more] = sentencesOf(invitation.join(" "));
  return h(
    "div",
    { class: "entry bot introduction" },
    prefix,
    h("p", { dir: "auto" }, ...inline(sentences.slice(0, 3).join(" "))),
    bullets(sentences.slice(3)),
    asked && h("p", { class: "question-text", dir: "auto" }, ...inline(asked)),
    more.length > 0 && h("p", { dir: "auto" }, ...inline(more.join(" "))),
  );
}

function sentencesOf(text) {
  return text.split(/(?<=[.!?])\s+/);
}
