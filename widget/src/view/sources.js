/** Where something comes from, shown when somebody wants to know. */

import { h } from "../dom.js";
import { link } from "../text.js";

/** `sources` are the records of the assessment, by reference; null without any. */
export function sourcesBox(references, sources, t) {
  const known = [...new Set(references)].map((key) => sources?.[key]).filter(Boolean);
  if (known.length === 0) return null;
  return h(
    "details",
    { class: "box box-quiet" },
    h("summary", {}, `${t("sources")} (${known.length})`),
    h("ul", { dir: "auto", class: "sources" }, known.map(source)),
  );
}

function source({ citation, words, url }) {
  const text = words ?? citation;
  const safe = typeof url === "string" && url.startsWith("https://");
  return h("li", {}, safe ? link(text, url) : text);
}
