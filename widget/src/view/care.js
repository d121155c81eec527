/** Self-care in stages, with drawings that are also told in words. */

import { h } from "../dom.js";
import { inline } from "../text.js";
import { sourcesBox } from "./sources.js";

const WARNINGS = new Set(["avoid", "stop", "be_seen"]);

export function careCard({ data }, { t, sources, server }) {
  if (!Array.isArray(data.plan)) return null;
  return h(
    "article",
    { class: "card card-care" },
    h("h3", {}, t("selfCare")),
    data.plan.map(({ stage, heading, steps }) =>
      h(
        "section",
        { class: WARNINGS.has(stage) ? "stage stage-warning" : "stage" },
        h("h4", { dir: "auto" }, ...inline(heading)),
        h("ul", { dir: "auto" }, steps.map((step) => stepView(step, server))),
      ),
    ),
    sourcesBox(data.references ?? [], sources, t),
  );
}

function stepView({ text, drawing }, server) {
  return h("li", {}, ...inline(text), drawing && drawingView(drawing, server));
}

/** Without the picture, as under a policy that forbids it, the words say the same. */
function drawingView({ path, title, description }, server) {
  const picture = h("img", {
    src: `${server}${path}`,
    alt: title,
    width: "320",
    height: "200",
    class: "drawing",
    onerror: () => picture.remove(),
  });
  return h("figure", {}, picture, h("figcaption", { dir: "auto" }, description));
}
