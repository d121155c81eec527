/** What would change the advice, and how a changed answer has changed it. */

import { h } from "../dom.js";
import { bullets } from "../text.js";
import { paragraph } from "./parts.js";

export function changesCard({ text }, { t }) {
  const [, ...lines] = text.split("\n").filter(Boolean);
  if (lines.length === 0) return null;
  return h("article", { class: "card" }, h("h3", {}, t("changes")), bullets(lines));
}

/** The advice before and now side by side, and which answer did it. */
export function changedCard({ text, data: { before, now } }, { t }) {
  if (!before || !now) return null;
  const [, ...lines] = text.split("\n").filter(Boolean);
  return h(
    "article",
    { class: "card card-changed" },
    h("h3", {}, t("adviceChanged")),
    h(
      "dl",
      { class: "before-now" },
      side(t("before"), before.level, t),
      side(t("now"), now.level, t),
    ),
    lines.map((line) => paragraph(line)),
  );
}

function side(term, level, t) {
  return h(
    "div",
    {},
    h("dt", {}, term),
    h("dd", { class: `level-${level}` }, levelSign(level), t(`level_${level}`)),
  );
}

/** A shape for each level, so that colour does not speak alone. */
export function levelSign(level) {
  const sign = { emergency: "!", same_day: "!", soon: "›", routine: "○", self_care: "✓" };
  return h("span", { class: "sign", "aria-hidden": "true" }, sign[level] ?? "○");
}
