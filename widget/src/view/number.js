/**
 * A question for a number: an age, or a span of time with its unit. The answer is sent
 * as somebody would type it, in English, which the bot understands in every locale.
 */

import { h, newId, show } from "../dom.js";
import { speaker } from "../strings/index.js";

const UNITS = ["days", "weeks", "months", "years"];
const ENGLISH = "en";
const english = speaker(ENGLISH);
const AGE = { least: 0, most: 120 };
const SPAN = { least: 0, most: 100 };

export function numberAnswer(question, ui) {
  return question.findings?.includes("duration_weeks")
    ? durationAnswer(ui)
    : plainNumber(question, ui);
}

function plainNumber(question, { t, say }) {
  const isAge = question.findings?.includes("age_years");
  const field = numberField(t(isAge ? "age" : "numberLabel"));
  return form(field, [], t, AGE, (value) => {
    say(String(value), undefined, ENGLISH);
  });
}

function durationAnswer({ t, say }) {
  const field = numberField(t("durationNumber"));
  const unit = h(
    "select",
    { class: "field", id: newId("unit") },
    UNITS.map((name) =>
      h("option", { value: name, selected: name === "weeks" }, t(name)),
    ),
  );
  const labelled = h(
    "div",
    { class: "labelled" },
    h("label", { for: unit.id }, t("durationUnit")),
    unit,
  );
  return form(field, [labelled], t, SPAN, (value) => {
    say(lasting(value, unit.value, english), lasting(value, unit.value, t), ENGLISH);
  });
}

function lasting(count, unit, t) {
  return t("durationSaid", { count, unit: t(unit, { count }) });
}

function numberField(label) {
  const input = h("input", {
    class: "field field-number",
    id: newId("number"),
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    maxlength: "5",
  });
  const row = h(
    "div",
    { class: "labelled" },
    h("label", { for: input.id }, label),
    input,
  );
  return { input, row };
}

/** A small form that only sends numbers between the limits. */
function form({ input, row }, others, t, { least, most }, send) {
  const problem = h("p", { class: "problem", role: "alert", id: newId("problem"), hidden: true });
  const submitted = (event) => {
    event.preventDefault();
    const text = input.value.trim().replace(",", ".");
    const value = Number(text);
    const wrong = text === "" || !(value >= least && value <= most);
    show(problem, wrong);
    input.toggleAttribute("aria-invalid", wrong);
    if (!wrong) return send(value);
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", problem.id);
    problem.textContent = t("useNumber", { least, most });
    input.focus();
    return undefined;
  };
  return h(
    "form",
    { class: "number", novalidate: true, onsubmit: submitted },
    h(
      "div",
      { class: "number-row" },
      row,
      others,
      h("button", { type: "submit", class: "chip chip-main" }, t("sendNumber")),
    ),
    problem,
  );
}
