/** A short code with which the front desk, or another channel, goes on from here. */

import { NoAnswer } from "../channel.js";
import { button, h } from "../dom.js";
import { openDialog } from "./dialog.js";

export function openCodeDialog({ root, t }, makeCode) {
  const told = h("div", { class: "code-told", role: "status", tabindex: "-1" });
  const make = button("chip chip-main", t("codeMake"), async () => {
    make.disabled = true;
    try {
      const code = await makeCode();
      make.remove();
      told.replaceChildren(h("p", {}, t("codeYours")), shown(code));
      // The button that had the focus is gone.
      told.focus();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      make.disabled = false;
      told.replaceChildren(h("p", { class: "problem" }, t("codeFailed")));
    }
  });
  const content = h("div", { class: "code" }, h("p", {}, t("codeAbout")), make, told);
  return openDialog(root, t("code"), content, t);
}

/** Large, and read out character by character. */
function shown(code) {
  return h(
    "p",
    { class: "code-shown", dir: "ltr" },
    h("span", { "aria-hidden": "true" }, code),
    h("span", { class: "hidden-words" }, [...code.replaceAll("-", "")].join(", ")),
  );
}
