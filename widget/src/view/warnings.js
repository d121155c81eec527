/** When to get help: the warning signs of every ending, and the card to keep. */

import { button, h } from "../dom.js";
import { bullets, inline, telephone } from "../text.js";
import { paragraph } from "./parts.js";
import { sourcesBox } from "./sources.js";

export function netCard(entry, ui) {
  const { data, text } = entry;
  if (!data.safety_net) return null;
  const { t, sources, assessment } = ui;
  const known = new Set(
    data.safety_net.flatMap(({ heading, signs }) => [heading, ...signs.map((s) => `- ${s}`)]),
  );
  const further = text.split("\n").filter((line) => line && !known.has(line));
  // With a card to keep, that is what is confirmed.
  const [read] = assessment?.card ? [] : entry.buttons;
  return h(
    "article",
    { class: "card card-net" },
    h("h3", {}, t("safetyNet")),
    data.safety_net.map(({ level, heading, signs }) =>
      h(
        "section",
        { class: `net net-${level}` },
        h("h4", { dir: "auto" }, ...inline(heading)),
        bullets(signs),
      ),
    ),
    further.map((line) => paragraph(line, "note")),
    read && h("div", { class: "chips" }, acknowledgement(read, ui)),
    sourcesBox(data.safety_net.flatMap(({ references }) => references), sources, t),
  );
}

/** The card for everybody with leg pain: to read, to confirm, to print and carry. */
export function keepCard(entry, ui) {
  const { card } = entry.data;
  if (!card) return null;
  const { t } = ui;
  return h(
    "article",
    { class: "card card-keep" },
    h("h3", { dir: "auto" }, card.title),
    paragraph(card.lead),
    bullets(card.signs),
    paragraph(card.action, "action"),
    card.call?.number &&
      h("a", { class: "call", href: telephone(card.call.number) }, t("call", card.call)),
    h("p", { class: "note", dir: "auto" }, `${t("whatToSay")}: `, ...inline(card.say)),
    h(
      "div",
      { class: "chips" },
      acknowledgement(card.acknowledge, ui),
      button("chip", t("printCard"), () => ui.print([entry], card.title)),
    ),
    sourcesBox(card.references ?? [], ui.sources, t),
  );
}

/** The person says that the signs were read; the server keeps that. */
function acknowledgement({ title, payload }, ui) {
  const read = button("chip chip-main acknowledge", title, () => ui.acknowledge(payload, title), {
    dir: "auto",
  });
  if (ui.acknowledged()) markRead(read);
  return read;
}

/** Shows that an acknowledgement was given. */
export function markRead(acknowledge) {
  acknowledge.disabled = true;
  acknowledge.classList.add("done");
}
