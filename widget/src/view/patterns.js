/** The kinds of pain that the answers look like, with what speaks for and against. */

import { h } from "../dom.js";
import { bullets, inline } from "../text.js";
import { sourcesBox } from "./sources.js";

const MOST = 3;
const DIRECTIONS = [
  ["for", "speaksFor", "countFor"],
  ["against", "speaksAgainst", "countAgainst"],
  ["not_known", "notKnown", "countNotKnown"],
];

/** The card; null when there is nothing to compare, and the text says so itself. */
export function patternCard({ text }, { t, assessment, sources }) {
  const shown = closest(assessment?.differential ?? []);
  if (shown.length === 0) return null;
  const lines = text.split("\n").filter(Boolean);
  return h(
    "article",
    { class: "card" },
    h("h3", {}, t("patterns")),
    h("p", { class: "hint", dir: "auto" }, lines[0]),
    shown.map((candidate) => pattern(candidate, assessment, t, sources)),
    shown.some(({ tied_with: tied }) => tied?.length > 0) &&
      h("p", { class: "note", dir: "auto" }, lines.at(-1)),
  );
}

/** The first few that fit at least in part, and what is tied with the last of them. */
function closest(differential) {
  const fitting = differential.filter(({ band }) => band !== "fits_little");
  const last = fitting.slice(0, MOST).at(-1);
  return fitting.filter(({ rank }, at) => at < MOST || rank === last.rank);
}

function pattern(candidate, { labels }, t, sources) {
  const evidence = DIRECTIONS.map(([direction, heading, count]) => ({
    direction,
    heading: t(heading),
    words: wordsOf(candidate, direction, labels),
    count,
  }));
  const references = [
    ...candidate.references,
    ...candidate.ledger.flatMap((row) => row.references),
  ];
  return h(
    "section",
    { class: "pattern" },
    h("h4", { dir: "auto" }, candidate.name),
    candidate.plain && h("p", { class: "plain", dir: "auto" }, candidate.plain),
    h(
      "p",
      { class: `band band-${candidate.band}` },
      t(`fitBand_${candidate.band}`),
    ),
    scale(evidence),
    h(
      "details",
      { class: "box box-quiet" },
      h("summary", {}, evidence.map(({ count, words }) => t(count, { count: words.length })).join(" · ")),
      evidence.map(({ direction, heading, words }) =>
        h(
          "div",
          { class: `evidence evidence-${direction}` },
          h("h5", {}, heading),
          words.length > 0
            ? bullets(words)
            : h("p", {}, t("noneFound")),
        ),
      ),
      candidate.about && h("p", { dir: "auto" }, ...inline(candidate.about)),
      sourcesBox(references, sources, t),
    ),
  );
}

/** What was said; what is not known goes by the names of its findings. */
function wordsOf({ ledger }, direction, labels = {}) {
  const words = ledger
    .filter((row) => row.direction === direction)
    .flatMap((row) => row.words ?? row.findings.map((finding) => labels[finding]));
  return [...new Set(words)].filter(Boolean);
}

/** One small block for each piece of evidence; the words stand beside it. */
function scale(evidence) {
  return h(
    "div",
    { class: "scale", "aria-hidden": "true" },
    evidence.flatMap(({ direction, words }) =>
      words.map(() => h("span", { class: `block block-${direction}` })),
    ),
  );
}
