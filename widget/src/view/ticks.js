/**
 * A question with several boxes. Unticked boxes are never taken for "no" by themselves:
 * the person says so with the button that sends the ticks.
 */

import { button, h, show } from "../dom.js";
import { sorted } from "./options.js";

export function tickAnswer(question, ui) {
  const { t } = ui;
  const { own, whole } = sorted(question);
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const boxes = own.map(tick);

  const send = ({ rest, title }) => {
    const ticked = own.filter((_, at) => boxes[at].input.checked);
    if (ticked.length === 0) {
      problem.textContent = t("tickFirst");
      show(problem, true);
      boxes[0].input.focus();
      return;
    }
    const answer = { q: question.id, o: ticked.map(({ id }) => id).join("+"), rest };
    const said = ticked.map((option) => option.title).join("; ");
    ui.say(`/answer${JSON.stringify(answer)}`, `${said}. ${title}`);
  };

  return h(
    "fieldset",
    { class: "ticks" },
    h("legend", { class: "hint" }, t("tickAll")),
    h("div", { class: "tick-list" }, boxes.map(({ row }) => row)),
    problem,
    h(
      "div",
      { class: "chips" },
      submits(question, t).map((way, at) =>
        button(at === 0 ? "chip chip-main" : "chip", way.title, () => send(way), { dir: "auto" }),
      ),
      whole.map(({ title, payload, id }) =>
        button(id === "none" ? "chip" : "chip chip-quiet", title, () => ui.say(payload, title), {
          dir: "auto",
        }),
      ),
    ),
  );
}

/** The ways to send ticks, as the server words them, or else as we do. */
function submits({ submit }, t) {
  if (submit?.length) return submit;
  return [
    { rest: "absent", title: t("onlyThese") },
    { rest: "unsure", title: t("restUnsure") },
  ];
}

function tick({ title }) {
  const input = h("input", { type: "checkbox" });
  return {
    input,
    row: h("label", { class: "tick" }, input, h("span", { dir: "auto" }, title)),
  };
}
