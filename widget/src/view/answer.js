/** The ways to answer the latest message without typing. */

import { button, h, newId } from "../dom.js";
import { bodyMap } from "./body-map.js";
import { numberAnswer } from "./number.js";
import { sorted } from "./options.js";
import { tickAnswer } from "./ticks.js";

const INVITATIONS = new Set(["begin_invitation", "begin_first"]);
const WHY = "/ask_why";
const IN_THE_MENU = new Set(["/restart"]);

/** Everything that can be pressed, ticked or filled in; null if there is nothing. */
export function answerView(entry, ui) {
  const { question, asides = [] } = entry.data;
  const body = question ? questionAnswers(question, ui) : plainAnswers(entry, ui);
  const more = asideButtons(asides, question, ui);
  if (body.length === 0 && !more) return null;
  const heading = newId("answer");
  return h(
    "section",
    { class: "answer", role: "group", tabindex: "-1", "aria-labelledby": heading },
    h("h3", { id: heading, class: "hidden-words" }, ui.t("yourAnswer")),
    body,
    question?.why && whyBox(question, ui),
    more,
  );
}

function questionAnswers(question, ui) {
  if (question.kind === "multiple") return [tickAnswer(question, ui)];
  if (question.kind === "number") return [numberAnswer(question, ui), chips(question, ui)];
  if (question.findings?.includes("main_site")) {
    return [bodyMap(ui), chips({ ...question, options: sorted(question).whole }, ui)];
  }
  return [chips(question, ui)];
}

/** Buttons that answer at once. */
function chips(question, ui) {
  const { own, whole } = sorted(question);
  const press = ({ title, payload }, className) =>
    button(className, title, () => ui.say(payload, title), { dir: "auto" });
  return h(
    "div",
    { class: own.length > 3 ? "chips chips-list" : "chips" },
    own.map((option) => press(option, "chip")),
    whole.map((option) => press(option, "chip chip-quiet")),
  );
}

function plainAnswers({ buttons: all, data }, ui) {
  const buttons = all.filter(({ payload }) => !IN_THE_MENU.has(payload));
  const map = data.kind === "introduction" || INVITATIONS.has(data.about);
  const press = ({ title, payload }, at) =>
    button(at === 0 && data.kind === "introduction" ? "chip chip-main" : "chip", title, () =>
      ui.say(payload, title), { dir: "auto" });
  return [
    buttons.length > 0 && h("div", { class: "chips" }, buttons.map(press)),
    map && INVITATIONS.has(data.about) && mapBox(ui, data.about === "begin_first"),
  ].filter(Boolean);
}

function mapBox(ui, open) {
  return h(
    "details",
    { class: "box", open },
    h("summary", {}, ui.t("mapTitle")),
    bodyMap(ui),
  );
}

function whyBox({ why }, ui) {
  return h(
    "details",
    { class: "box why" },
    h("summary", {}, ui.t("why")),
    h("p", { dir: "auto" }, why),
  );
}

function asideButtons(asides, question, ui) {
  const shown = asides.filter(
    ({ payload }) => !IN_THE_MENU.has(payload) && !(payload === WHY && question?.why),
  );
  if (shown.length === 0) return null;
  return h(
    "div",
    { class: "asides" },
    shown.map(({ title, payload }) =>
      button("link-button", title, () => ui.say(payload, title), { dir: "auto" }),
    ),
  );
}
