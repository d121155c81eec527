/** The frame of the chat: its bars, the conversation, and the place for the answer. */

import { button, h, newId } from "../dom.js";
import { withCall } from "../text.js";

export const LONGEST_MESSAGE = 4000;

/** The parts that the chat fills, by name. */
export function shell(ui, { title, closable, send, close, menu }) {
  const { t } = ui;
  const heading = newId("title");
  const parts = {
    progress: h("div", { class: "progress" }),
    alarm: h("div", { class: "alarm", role: "alert" }),
    log: h("div", {
      class: "log",
      role: "log",
      "aria-live": "polite",
      "aria-relevant": "additions",
      "aria-label": t("log"),
      tabindex: "0",
    }),
    answer: h("div", { class: "answer-slot" }),
    status: h("div", { class: "status", role: "status" }),
    retry: h("div", { class: "retry" }),
  };
  parts.scroller = h("div", { class: "scroller" }, parts.log, parts.answer, parts.status, parts.retry);
  parts.composer = composer(t, send);
  parts.field = parts.composer.querySelector("textarea");
  parts.panel = h(
    "section",
    {
      class: "panel",
      role: closable ? "dialog" : "region",
      "aria-labelledby": heading,
      tabindex: "-1",
    },
    h(
      "div",
      { class: "head" },
      h("h2", { id: heading, dir: "auto" }, title),
      closable && button("icon-button", "×", close, { "aria-label": t("close") }),
    ),
    h(
      "div",
      { class: "toolbar" },
      parts.progress,
      h(
        "div",
        { class: "toolbar-buttons" },
        menu.map(({ title: words, action }) => button("link-button", words, action)),
      ),
    ),
    parts.alarm,
    parts.scroller,
    parts.composer,
    h("p", { class: "standing" }, withCall(t("standing", { number: ui.number }), ui.number)),
  );
  return parts;
}

function composer(t, send) {
  const field = h("textarea", {
    id: newId("message"),
    rows: "1",
    dir: "auto",
    autocomplete: "off",
    enterkeyhint: "send",
    placeholder: t("composerHint"),
  });
  const problem = h("p", { class: "problem", role: "alert" });
  const submit = (event) => {
    event.preventDefault();
    const text = field.value.trim();
    const over = text.length - LONGEST_MESSAGE;
    problem.textContent = over > 0 ? t("tooLong", { count: over }) : "";
    if (text === "" || over > 0) return;
    field.value = "";
    send(text);
  };
  field.addEventListener("keydown", (event) => {
    // Enter ends the choice of a character in some scripts; that must not send.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  });
  return h(
    "form",
    { class: "composer", onsubmit: submit },
    h("label", { class: "hidden-words", for: field.id }, t("composer")),
    field,
    h("button", { type: "submit", class: "send" }, t("send")),
    problem,
  );
}
