/** Catalogues of strings by locale, and how one of them is spoken. */

import en from "./en.js";
import es from "./es.js";

const FALLBACK = "en";
const catalogues = new Map([
  ["en", en],
  ["es", es],
]);

/** Adds a locale, or replaces one. What it leaves out is said in English. */
export function registerLocale(locale, strings) {
  catalogues.set(locale.toLowerCase(), strings);
}

/** The closest locale there is: "es-MX" is spoken as "es". */
export function closest(locale) {
  const wanted = (locale || FALLBACK).toLowerCase();
  return [wanted, wanted.split("-")[0], FALLBACK].find((name) => catalogues.has(name));
}

/**
 * The function that says things in a locale: `t("call", {number: "999"})`.
 * With a `count`, the plural form of the locale is taken where there is one.
 */
export function speaker(locale) {
  const name = closest(locale);
  const strings = { ...en, ...catalogues.get(name) };
  const plural = new Intl.PluralRules(pluralLocale(name));
  return (key, values = {}) => {
    const form = "count" in values ? `${key}_${plural.select(Number(values.count))}` : key;
    const words = strings[form] ?? strings[`${key}_other`] ?? strings[key] ?? key;
    return words.replace(/\{(\w+)\}/g, (whole, slot) => values[slot] ?? whole);
  };
}

function pluralLocale(name) {
  return Intl.PluralRules.supportedLocalesOf([name]).length ? name : FALLBACK;
}

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ps", "ur", "yi"]);

/** The direction in which a locale is written. */
export function directionOf(locale) {
  return RIGHT_TO_LEFT.has(locale.toLowerCase().split("-")[0]) ? "rtl" : "ltr";
}
