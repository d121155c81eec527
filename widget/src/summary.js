/** The advice on paper: the cards and the answers, in a document of their own. */

import { alarmOf } from "./view/alarm.js";
import { answersView } from "./view/answers.js";
import { h } from "./dom.js";

const PRINTED = new Set(["patterns", "self_care", "safety_net", "card", "changes"]);

/** The entries of the latest advice. */
export function adviceEntries(entries) {
  const from = entries.findLastIndex(({ data }) =>
    ["assessment", "emergency"].includes(data?.kind),
  );
  if (from < 0) return [];
  const [first, ...rest] = entries.slice(from);
  return [first, ...rest.filter(({ data }) => PRINTED.has(data?.about))];
}

/** Whether there is advice to take along, and neither a question nor another emergency first. */
export function canWait(entries) {
  const latest = entries.findLast(({ from }) => from === "bot");
  const open = latest?.data.question || alarmOf(latest ?? { data: {} })?.own === false;
  return adviceEntries(entries).length > 0 && !open;
}

/** The advice as plain text, to copy. */
export function summaryText(entries) {
  return adviceEntries(entries)
    .map(({ text }) => text)
    .join("\n\n");
}

/**
 * Prints cards, and answers if there are any, without the page around the chat. "Save as
 * PDF" of the print window saves them.
 */
export async function printPaper(cards, answers, { title, ui, css }) {
  const frame = h("iframe", { class: "print-frame", "aria-hidden": "true", tabindex: "-1" });
  ui.root.append(frame);
  const { contentDocument: page, contentWindow: view } = frame;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(css);
  page.adoptedStyleSheets = [sheet];
  page.documentElement.lang = ui.locale;
  page.documentElement.dir = ui.direction;
  page.title = title;
  const paper = h(
    "main",
    { class: "paper" },
    h("h1", {}, title),
    h("p", { class: "hint" }, new Date().toLocaleDateString(ui.locale)),
    cards,
    answers.length > 0 && [h("h2", {}, ui.t("myAnswers")), answersView(answers, ui)],
    h("p", { class: "hint" }, ui.t("standing", { number: ui.number })),
  );
  paper.querySelectorAll("details").forEach((details) => (details.open = true));
  page.body.append(page.adoptNode(paper));
  await Promise.allSettled([...page.images].map((picture) => picture.decode()));
  view.addEventListener("afterprint", () => frame.remove());
  view.print();
}
