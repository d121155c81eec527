/** The advice itself: how soon and whom to see, and why. */

import { h } from "../dom.js";
import { capital, inline } from "../text.js";
import { levelSign } from "./changes.js";
import { paragraph } from "./parts.js";
import { sourcesBox } from "./sources.js";

/** How soon and whom to see. */
export function adviceCard({ text, data }, { t }) {
  const record = data.assessment;
  const { heading, who, say, bring, travel } = record.disposition;
  const told = [heading, who, say, bring, travel, ...(data.reasons ?? [])];
  const further = text
    .split("\n")
    .filter((line) => line && !told.some((words) => words && line.includes(words)));
  const why = [
    data.reasons?.length > 0 && [
      h("h4", {}, t("whyThisAdvice")),
      data.reasons.map((reason) => paragraph(reason)),
    ],
    further.map((line) => paragraph(line, "note")),
  ];
  const facts = h(
    "dl",
    { class: "facts" },
    fact(t("whatToSay"), say),
    fact(t("whatToBring"), bring),
    fact(t("travel"), travel),
  );
  const references = record.reasons.flatMap((reason) => reason.references);
  return h(
    "article",
    { class: `card card-advice level-${record.level}` },
    h(
      "div",
      { class: "card-head" },
      h("p", { class: "level" }, levelSign(record.level), t(`level_${record.level}`)),
      h("h3", { dir: "auto" }, withoutLevel(heading)),
    ),
    paragraph(who, "lead"),
    // Who is in a hurry reads what to do before why.
    record.level === "emergency" ? [facts, why] : [why, facts],
    sourcesBox(references, record.sources, t),
  );
}

/** The heading begins with the level, which the card already shows. */
function withoutLevel(heading) {
  return capital(heading.replace(/^[^:]{3,14}:\s*/, ""));
}

function fact(term, words) {
  if (!words) return null;
  return h("div", {}, h("dt", {}, term), h("dd", { dir: "auto" }, ...inline(words)));
}
