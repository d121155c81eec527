/** The list of what was answered, each of it open to change. */

import { answered } from "../answered.js";
import { button, h, newId } from "../dom.js";

export function answersView(entries, { t }, change) {
  const { answers, ownWords } = answered(entries);
  if (answers.length === 0 && ownWords.length === 0) {
    return h("p", { class: "hint" }, t("noAnswers"));
  }
  return h(
    "div",
    { class: "my-answers" },
    ownWords.length > 0 && [
      h("h3", {}, t("inMyWords")),
      h("ul", {}, ownWords.map((words) => h("li", { dir: "auto" }, words))),
    ],
    h(
      "dl",
      {},
      answers.map((answer) => row(answer, t, change)),
    ),
  );
}

function row({ id, question, answer }, t, change) {
  const asked = newId("asked");
  return h(
    "div",
    { class: "answered" },
    h("dt", { dir: "auto", id: asked }, question),
    h("dd", { dir: "auto" }, answer),
    h(
      "dd",
      { class: "answered-change" },
      button("link-button", t("change"), () => change(id), { "aria-describedby": asked }),
    ),
  );
}
