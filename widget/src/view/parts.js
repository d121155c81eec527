/** Paragraphs of one line of the server's words each. */

import { h } from "../dom.js";
import { inline } from "../text.js";

export function paragraph(words, className) {
  return h("p", { class: className, dir: "auto" }, ...inline(words));
}
