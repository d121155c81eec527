/** What is said while an answer takes time or does not come, and what can be done. */

import { button, h } from "../dom.js";
import { formatted, withCall } from "../text.js";

export function statusView(status, lastWords, { t, number }, conversation) {
  const again = conversation.canRetry ? [tryAgain(conversation, t)] : [];
  const failure = conversation.canRetry ? "failed" : "givenUp";
  const anew = button("chip chip-main", t("startNew"), () => conversation.startAgain());
  const saying = (key) => h("p", {}, withCall(t(key, { number }), number));
  const waiting = (words) => h("p", { class: "writing" }, dots(), words);
  const trouble = (...words) => h("div", { class: "trouble" }, ...words);
  switch (status) {
    case "connecting":
    case "sending":
    case "answering":
    case "retrying":
      return { words: waiting(t(status)), actions: [] };
    case "offline":
      return { words: trouble(saying("offline")), actions: again };
    case "failed":
      return {
        words: trouble(saying(failure), ...formatted(lastWords)),
        actions: again,
      };
    case "ended":
      return { words: trouble(h("p", {}, t("ended"))), actions: [anew] };
    default:
      return { words: null, actions: [] };
  }
}

function tryAgain(conversation, t) {
  return button("chip chip-main", t("tryAgain"), () => conversation.retry());
}

function dots() {
  const dot = () => h("span", { class: "dot" });
  return h("span", { class: "dots", "aria-hidden": "true" }, dot(), dot(), dot());
}
