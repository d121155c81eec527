/** Where it hurts: a drawing from the front and the back, and the same as a list. */

import { button, h, newId, s, show } from "../dom.js";
import { extentOf, placeWords, sentenceOf, shownAs } from "../places.js";
import { OUTLINE, PLACES, placeKeys, sideOf } from "./regions.js";

const MIRROR = "translate(180) scale(-1 1)";
const WIDTH = 180;
const VIEW_BOX = "31 58 118 332";
const ARROWS = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

export function bodyMap(ui) {
  const { t } = ui;
  const chosen = new Set();
  let main = null;
  const updates = [];

  const toggle = (key) => {
    if (!chosen.delete(key)) chosen.add(key);
    if (!chosen.has(main)) main = chosen.values().next().value ?? null;
    updates.forEach((update) => update());
  };
  const choice = { has: (key) => chosen.has(key), toggle, onChange: (f) => updates.push(f) };

  const summary = h("p", { class: "chosen", role: "status" });
  const most = h("fieldset", { class: "most", hidden: true });
  const send = button("chip chip-main", t("sendPlaces"), () => {
    const keys = placeKeys().filter((key) => chosen.has(key));
    ui.say(sentenceOf(keys, main), shownAs(keys, main, t), "en");
  });
  choice.onChange(() => {
    const keys = placeKeys().filter((key) => chosen.has(key));
    summary.textContent = summaryOf(keys, t);
    send.disabled = keys.length === 0;
    show(most, keys.length > 1);
    most.replaceChildren(...mostPain(keys, main, t, (key) => (main = key)));
  });

  const map = h(
    "div",
    { class: "body-map" },
    h("p", { class: "hint" }, t("mapHelp")),
    h("div", { class: "figures" }, figure("front", choice, t), figure("back", choice, t)),
    placeList(choice, t),
    summary,
    most,
    h("div", { class: "chips" }, send),
  );
  updates.forEach((update) => update());
  return map;
}

function summaryOf(keys, t) {
  if (keys.length === 0) return t("nothingChosen");
  const words = keys.map((key) => placeWords(key, t)).join(", ");
  const extent = extentOf(keys);
  return [`${t("placesChosen")}: ${words}.`, extent && t(`extent_${extent}`)]
    .filter(Boolean)
    .join(" ");
}

function mostPain(keys, main, t, choose) {
  const name = newId("most");
  return [
    h("legend", {}, t("mostPain")),
    ...keys.map((key) =>
      h(
        "label",
        { class: "tick" },
        h("input", {
          type: "radio",
          name,
          checked: key === main,
          onchange: () => choose(key),
        }),
        h("span", {}, placeWords(key, t)),
      ),
    ),
  ];
}

function placeList(choice, t) {
  const rows = placeKeys().map((key) => {
    const input = h("input", { type: "checkbox", onchange: () => choice.toggle(key) });
    choice.onChange(() => (input.checked = choice.has(key)));
    return h("label", { class: "tick" }, input, h("span", {}, placeWords(key, t)));
  });
  return h(
    "details",
    { class: "box" },
    h("summary", {}, t("mapList")),
    h("div", { class: "tick-list tick-columns" }, rows),
  );
}

function figure(view, choice, t) {
  const regions = PLACES.filter((place) => place.view === view).flatMap((place) =>
    place.paired ? [region(place, false, choice, t), region(place, true, choice, t)] : [region(place, false, choice, t)],
  );
  regions[0].shape.setAttribute("tabindex", "0");
  const title = t(view === "front" ? "front" : "backView");
  const sides = [sideOf(view, true), sideOf(view, false)];
  const drawing = s(
    "svg",
    { viewBox: VIEW_BOX, role: "group", "aria-label": title, class: "figure", focusable: "false" },
    s("path", { class: "outline", d: OUTLINE }),
    s("path", { class: "outline", d: OUTLINE, transform: MIRROR }),
    regions.map(({ shape, at: [x, y] }) => [
      shape,
      s("path", { class: "mark", d: `M${x - 3.5} ${y}l2.5 3 4.500-6` }),
    ]),
  );
  drawing.addEventListener("keydown", (event) => moveFocus(event, regions));
  return h(
    "div",
    { class: "figure-box" },
    h("p", { class: "figure-title", "aria-hidden": "true" }, title),
    drawing,
    h(
      "p",
      { class: "figure-sides", "aria-hidden": "true", dir: "ltr" },
      ...sides.map((side) => h("span", {}, t("sideOfBody", { side: t(side) }))),
    ),
  );
}

/** One place of the drawing, which behaves like a box to tick. */
function region({ finding, view, shape, paired, at }, mirrored, choice, t) {
  const key = paired ? `${finding}.${sideOf(view, mirrored)}` : finding;
  const words = placeWords(key, t);
  const path = s(
    "path",
    {
      class: "region",
      d: shape,
      transform: mirrored ? MIRROR : null,
      role: "checkbox",
      tabindex: "-1",
      "aria-label": words,
      "data-place": key,
      onclick: () => choice.toggle(key),
    },
    s("title", {}, words),
  );
  choice.onChange(() => path.setAttribute("aria-checked", String(choice.has(key))));
  return { key, shape: path, at: mirrored ? [WIDTH - at[0], at[1]] : at };
}

/** Space and Enter tick; the arrows move to the nearest place in their direction. */
function moveFocus(event, regions) {
  const here = regions.find(({ shape }) => shape === event.target);
  if (!here) return;
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    here.shape.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    return;
  }
  const direction = ARROWS[event.key];
  if (!direction) return;
  event.preventDefault();
  const next = nearest(here, direction, regions);
  if (!next) return;
  here.shape.setAttribute("tabindex", "-1");
  next.shape.setAttribute("tabindex", "0");
  next.shape.focus();
}

function nearest(here, [right, down], regions) {
  const ranked = regions
    .filter((other) => other !== here)
    .map((other) => {
      const x = other.at[0] - here.at[0];
      const y = other.at[1] - here.at[1];
      const ahead = x * right + y * down;
      const aside = Math.abs(x * down) + Math.abs(y * right);
      return { other, ahead, cost: ahead + 2 * aside };
    })
    .filter(({ ahead }) => ahead > 0)
    .sort((one, two) => one.cost - two.cost);
  return ranked[0]?.other;
}
