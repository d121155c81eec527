/** The list of what was answered, each of it open to change. */

import { button, h, newId } from "../dom.js";

/** `answers` as in `answersOf`; `change` is called with the one to change. */
export function answersView(answers, { t }, change) {
  if (answers.length === 0) return h("p", { class: "hint" }, t("noAnswers"));
  return h("dl", { class: "my-answers" }, answers.map((answer) => row(answer, t, change)));
}

function row(answer, t, change) {
  const asked = newId("asked");
  return h(
    "div",
    { class: "answered" },
    h("dt", { dir: "auto", id: asked }, answer.title),
    h("dd", { dir: "auto" }, answer.answer),
    h(
      "dd",
      { class: "answered-change" },
      button("link-button", t("change"), () => change(answer), { "aria-describedby": asked }),
    ),
  );
}
