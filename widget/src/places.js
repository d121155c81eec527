/**
 * What was chosen on the body map, and how it is said.
 *
 * The drawing and the list change the same choice, so both give the same findings. The
 * choice is sent as a plain English sentence, the way a person would write it, because
 * that is what the bot understands in every locale of the widget.
 */

import en from "./strings/en.js";
import { speaker } from "./strings/index.js";
import { capital } from "./text.js";

const LEG = new Set(["anterior_thigh", "lateral_thigh", "medial_thigh", "posterior_thigh"]);
const BELOW_KNEE = new Set(["knee", "calf"]);

/** Words that the bot understands best where the label is an either-or. */
const SENT = { place_calf: "calf", place_hip: "hip", place_si_joint: "SI joint" };

/** `buttock.left` in words, with `your` left or right as the locale puts it. */
export function placeWords(key, t) {
  const [finding, side] = key.split(".");
  const place = t(`place_${finding}`);
  return side ? t("sided", { side: t(side), place }) : t("middle", { place });
}

/** How far down the leg the places reach: above_knee, below_knee, foot, or null. */
export function extentOf(keys) {
  const findings = keys.map((key) => key.split(".")[0]);
  if (findings.includes("foot")) return "foot";
  if (findings.some((finding) => BELOW_KNEE.has(finding))) return "below_knee";
  return findings.some((finding) => LEG.has(finding)) ? "above_knee" : null;
}

/** The choice as a sentence for the bot. */
export function sentenceOf(keys, main) {
  const t = englishSpeaker();
  const places = keys.map((key) => `my ${placeWords(key, t)}`);
  const said = [`I have pain in ${listed(places)}.`];
  if (main && keys.length > 1) said.push(`It hurts the most in my ${placeWords(main, t)}.`);
  return said.join(" ");
}

/** The choice as it is shown in the conversation. */
export function shownAs(keys, main, t) {
  const places = keys.map((key) => placeWords(key, t)).join(", ");
  const most = main && keys.length > 1 && t("mostSaid", { place: placeWords(main, t) });
  return capital([places, most].filter(Boolean).join(". "));
}

function englishSpeaker() {
  const t = speaker("en");
  return (key, values) => SENT[key] ?? (key in en ? t(key, values) : key);
}

function listed(parts) {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
