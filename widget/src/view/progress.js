/**
 * How far the interview is, as honestly as the server knows it: what is left includes
 * the question on the screen.
 */

import { h } from "../dom.js";

export function progressView({ asked, about_left: left, safety_left: safety }, t) {
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
