/** The advice as cards: how soon and whom to see, what to do, and when to get help. */

import { h, newId } from "../dom.js";
import { inline } from "../text.js";
import { patternCard } from "./patterns.js";
import { sourcesBox } from "./sources.js";

/** The cards by what a message is about; each may decline with null. */
export const CARDS = {
  patterns: patternCard,
  self_care: selfCareCard,
  safety_net: safetyNetCard,
  changes: changesCard,
};

/** How soon and whom to see. */
export function adviceCard({ text, data }, { t }) {
  const record = data.assessment;
  const { heading, who, say, bring, travel } = record.disposition;
  const told = [heading, who, say, bring, travel, ...(data.reasons ?? [])];
  const further = text
    .split("\n")
    .filter((line) => line && !told.some((words) => words && line.includes(words)));
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
    data.reasons?.length > 0 && [
      h("h4", {}, t("whyThisAdvice")),
      data.reasons.map((reason) => paragraph(reason)),
    ],
    further.map((line) => paragraph(line, "note")),
    h(
      "dl",
      { class: "facts" },
      fact(t("whatToSay"), say),
      fact(t("whatToBring"), bring),
      fact(t("travel"), travel),
    ),
    sourcesBox(references, record.sources, t),
  );
}

/** The heading begins with the level, which the card already shows. */
function withoutLevel(heading) {
  const rest = heading.replace(/^[^:]{3,14}:\s*/, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** A shape for each level, so that colour does not speak alone. */
function levelSign(level) {
  const sign = { emergency: "!", same_day: "!", soon: "›", routine: "○", self_care: "✓" };
  return h("span", { class: "sign", "aria-hidden": "true" }, sign[level] ?? "○");
}

function fact(term, words) {
  if (!words) return null;
  return h("div", {}, h("dt", {}, term), h("dd", { dir: "auto" }, ...inline(words)));
}

function paragraph(words, className) {
  return h("p", { class: className, dir: "auto" }, ...inline(words));
}

function bullets(lines) {
  return h("ul", {}, lines.map((line) => h("li", { dir: "auto" }, ...inline(line))));
}

function selfCareCard({ data, text }, { t, sources }) {
  if (!data.advice) return null;
  const { now = [], later = [], medicines = [] } = data.advice;
  // The server words the second heading; it is the line before the later advice.
  const lines = text.split("\n");
  const laterHeading = lines[lines.indexOf(`- ${later[0]}`) - 1];
  return h(
    "article",
    { class: "card" },
    h("h3", {}, t("selfCare")),
    bullets(now),
    later.length > 0 && [laterHeading && h("h4", { dir: "auto" }, laterHeading), bullets(later)],
    medicines.map((line) => paragraph(line, "note")),
    sourcesBox(data.references ?? [], sources, t),
  );
}

function safetyNetCard(entry, { t, sources, acknowledge }) {
  const { data, text } = entry;
  if (!data.safety_net) return null;
  const known = new Set(
    data.safety_net.flatMap(({ heading, signs }) => [heading, ...signs.map((s) => `- ${s}`)]),
  );
  const further = text.split("\n").filter((line) => line && !known.has(line));
  return h(
    "article",
    { class: "card card-net" },
    h("h3", {}, t("safetyNet")),
    data.safety_net.map(({ level, heading, signs }) =>
      h(
        "section",
        { class: `net net-${level}` },
        h("h4", { dir: "auto" }, ...inline(heading)),
        bullets(signs),
      ),
    ),
    further.map((line) => paragraph(line, "note")),
    acknowledgement(entry, t, acknowledge),
    sourcesBox(data.safety_net.flatMap(({ references }) => references), sources, t),
  );
}

/** The person says that the list was read; the page may keep that on record. */
function acknowledgement(entry, t, acknowledge) {
  const id = newId("read");
  const box = h("input", {
    type: "checkbox",
    id,
    checked: Boolean(entry.read),
    onchange: () => acknowledge(entry, box.checked),
  });
  return h("p", { class: "tick tick-read" }, box, h("label", { for: id }, t("iHaveRead")));
}

function changesCard({ text }, { t }) {
  const [, ...lines] = text.split("\n").filter(Boolean);
  if (lines.length === 0) return null;
  return h("article", { class: "card" }, h("h3", {}, t("changes")), bullets(lines));
}
