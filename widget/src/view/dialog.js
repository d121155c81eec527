/** A dialog over the chat: it holds the focus and gives it back. */

import { button, h, newId } from "../dom.js";

export function openDialog(root, title, content, t, buttons = []) {
  const heading = newId("dialog");
  const close = () => dialog.close();
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": heading, onclose: () => dialog.remove() },
    h(
      "div",
      { class: "dialog-head" },
      h("h2", { id: heading }, title),
      button("icon-button", "×", close, { "aria-label": t("close") }),
    ),
    h("div", { class: "dialog-body" }, content),
    buttons.length > 0 &&
      h(
        "div",
        { class: "chips dialog-buttons" },
        buttons.map(({ title: words, action, main }) =>
          button(main ? "chip chip-main" : "chip", words, () => {
            close();
            action?.();
          }),
        ),
      ),
  );
  root.append(dialog);
  dialog.showModal();
  return dialog;
}
