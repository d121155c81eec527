/**
 * Emergency advice. The bar stays above the conversation until the advice changes; it
 * is announced once and at once. The message itself follows in the conversation.
 */

import { h } from "../dom.js";
import { inline, telephone } from "../text.js";

/** What the alarm of a message says; null when the message is none. */
export function alarmOf({ text, data }) {
  const { kind, severity, call, assessment } = data;
  const own = kind === "emergency";
  if (!own && !(kind === "statement" && severity === "emergency")) return null;
  return {
    own,
    heading: assessment?.disposition?.heading ?? text.split("\n", 1)[0],
    number: (assessment?.call ?? call)?.number,
  };
}

/** Whether a message takes back an alarm about this pain. */
export function endsAlarm({ data }) {
  return data.kind === "assessment" && data.severity !== "emergency";
}

/** The content of the bar. */
export function alarmBar({ heading, number }, { t, number: usual }) {
  const call = number ?? usual;
  return h(
    "div",
    { class: "alarm-bar" },
    h("p", { class: "alarm-heading", dir: "auto" }, warningSign(), heading),
    h("a", { class: "call", href: telephone(call) }, t("call", { number: call })),
  );
}

/** A message about an emergency that is not about this pain, or without details. */
export function alarmCard({ text }, { t }) {
  const [heading, ...lines] = text.split("\n").filter(Boolean);
  return h(
    "article",
    { class: "card card-emergency" },
    h(
      "div",
      { class: "card-head" },
      h("p", { class: "level" }, warningSign(), t("level_emergency")),
      h("h3", { dir: "auto" }, heading),
    ),
    lines.map((line) => h("p", { dir: "auto" }, ...inline(line))),
  );
}

/** A sign beside the words, so that colour does not speak alone. */
function warningSign() {
  return h("span", { class: "sign", "aria-hidden": "true" }, "!");
}
