/** Takes the advice along: on paper, as a file, as text, or by a code for the desk. */

import { button, h, newId } from "../dom.js";

export function summaryButtons({ print, text, code }, { t }) {
  const heading = newId("summary");
  const told = h("span", { role: "status", class: "hint" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      told.textContent = t("copied");
    } catch {
      // Browsers refuse this without a secure page or a permission.
      told.textContent = t("notCopied");
    }
  };
  return h(
    "div",
    { class: "summary-buttons", role: "group", "aria-labelledby": heading },
    h("h3", { id: heading }, t("takeAlong")),
    button("chip", t("print"), print),
    button("chip", t("copy"), copy),
    button("chip", t("code"), code),
    told,
  );
}
