/**
 * How far the interview is, as honestly as the server knows it: what is left includes
 * the question on the screen. Before and after the questions it says where one is.
 */

import { h } from "../dom.js";
import { adviceEntries } from "../summary.js";

export function progressView(entries, t) {
  const { progress } = entries.findLast(({ from }) => from === "bot")?.data ?? {};
  if (progress) return barView(progress, t);
  const stage = stageOf(entries);
  return stage ? [h("p", { class: "progress-words" }, t(stage))] : [];
}

function stageOf(entries) {
  if (adviceEntries(entries).length > 0) return "yourAdvice";
  return entries.some(({ data }) => data?.question) ? null : "gettingStarted";
}

function barView({ asked, about_left: left, safety_left: safety }, t) {
  const words = [
    t("progress", { number: asked + 1 }),
    left > 0 && t("progressLeft", { count: left }),
    safety > 0 && t("progressSafety", { count: safety }),
  ].filter(Boolean);
  const label = words.join(" · ");
  return [
    h("progress", { max: asked + left, value: asked, "aria-label": label }),
    h("p", { class: "progress-words", "aria-hidden": "true" }, label),
  ];
}
