/** Under each answered question, where it was put last: why, and how to change it. */

import { answersOf } from "../commands.js";
import { button, h, show } from "../dom.js";

/** Fills and shows the feet of the questions in the log; `change` takes an answer. */
export function showFeet(log, entries, change, ui) {
  const answers = new Map(answersOf(entries).map((answer) => [answer.question, answer]));
  const records = entries.map(({ data }) => data?.question).filter(Boolean);
  const pending = entries.findLast(({ from }) => from === "bot")?.data.question?.id;
  const last = new Map();
  for (const element of log.querySelectorAll("[data-question]")) {
    show(footOf(element), false);
    last.set(element.dataset.question, element);
  }
  for (const [id, element] of last) {
    const answer = answers.get(id);
    if (!answer || id === pending) continue;
    const record = records.findLast((question) => question.id === id);
    fill(footOf(element), record, () => change(answer), ui);
    show(footOf(element), true);
  }
}

function footOf(question) {
  return question.querySelector(".question-foot");
}

function fill(foot, { why }, change, { t }) {
  const about = { "aria-describedby": foot.dataset.about };
  foot.replaceChildren(
    ...[
      why &&
        h(
          "details",
          { class: "box why" },
          h("summary", about, t("why")),
          h("p", { dir: "auto" }, why),
        ),
      button("link-button", t("changeAnswer"), change, about),
    ].filter(Boolean),
  );
}
