/** What is shipped: complete catalogues, small, fresh, and without a way to run text. */

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { bundle, FILE, integrityOf, nameOf } from "../scripts/build.mjs";
import { answersOf, commandOf } from "../src/commands.js";
import { extentOf, sentenceOf, shownAs } from "../src/places.js";
import en from "../src/strings/en.js";
import es from "../src/strings/es.js";
import { speaker } from "../src/strings/index.js";
import { sorted } from "../src/view/options.js";
import { placeKeys } from "../src/view/regions.js";

const LARGEST = 25 * 1024;
const source = new URL("../src/", import.meta.url);

async function sources() {
  const names = await readdir(source, { recursive: true });
  const files = names.filter((name) => /\.(js|css)$/.test(name));
  return Promise.all(
    files.map(async (name) => [name, await readFile(new URL(name, source), "utf8")]),
  );
}

test("the widget with everything in it is at most 25 KB gzipped", async () => {
  const size = gzipSync(await readFile(FILE), { level: 9 }).length;
  assert.ok(size <= LARGEST, `${size} bytes`);
});

test("the built file is what the source gives, and its integrity hash fits", async () => {
  const built = await readFile(FILE, "utf8");
  assert.ok(built === (await bundle()), "dist is not what src gives; run: npm run build");
  const told = await readFile(new URL("../dist/integrity.txt", import.meta.url), "utf8");
  assert.equal(told, `${nameOf(built)} ${integrityOf(built)}\n`);
});

test("nothing in the source turns text into markup or script", async () => {
  const forbidden =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|setAttribute\("style|srcdoc|javascript:/;
  for (const [name, text] of await sources()) assert.doesNotMatch(text, forbidden, name);
});

test("no source file is longer than 350 lines", async () => {
  for (const [name, text] of await sources()) {
    assert.ok(text.split("\n").length <= 350, name);
  }
});

test("the Spanish catalogue has every string of the English one, with its values", () => {
  assert.deepEqual(Object.keys(es).sort(), Object.keys(en).sort());
  const values = (words) => (words.match(/\{\w+\}/g) ?? []).sort();
  for (const [key, words] of Object.entries(es)) {
    assert.deepEqual(values(words), values(en[key]), key);
    assert.ok(words.trim(), key);
  }
});

test("every string of the catalogue is used, and every string used is there", async () => {
  const text = (await sources())
    .filter(([name]) => !name.startsWith("strings"))
    .map(([, content]) => content)
    .join("\n");
  const stem = (key) => key.replace(/_(one|other)$/, "");
  const built = /^(place|level|fitBand|extent)_/;
  for (const key of Object.keys(en).map(stem)) {
    const used = built.test(key) || text.includes(`"${key}"`);
    assert.ok(used, `${key} is never said`);
  }
  for (const [, key] of text.matchAll(/\bt\("(\w+)"/g)) {
    assert.ok(Object.keys(en).map(stem).includes(key), `${key} has no words`);
  }
});

test("every place of the body map has a name in every locale", () => {
  for (const key of placeKeys()) {
    for (const strings of [en, es]) {
      assert.ok(strings[`place_${key.split(".")[0]}`], key);
    }
  }
});

test("plurals and values are filled in", () => {
  const t = speaker("en-GB");
  assert.equal(t("progressLeft", { count: 1 }), "about 1 left");
  assert.equal(t("progressLeft", { count: 4 }), "about 4 left");
  assert.equal(t("call", { number: "112" }), "Call 112");
});

test("an unknown locale is spoken in English, a regional one in its language", () => {
  assert.equal(speaker("xx")("send"), "Send");
  assert.equal(speaker("es-MX")("send"), "Enviar");
});

test("places on the map are said in words that a person would use", () => {
  const keys = ["low_back.left", "buttock.left", "calf.left", "coccyx"];
  assert.equal(
    sentenceOf(keys, "buttock.left"),
    "I have pain in my left low back, my left buttock, my left calf and my tailbone. " +
      "It hurts the most in my left buttock.",
  );
  assert.equal(sentenceOf(["groin.right"], "groin.right"), "I have pain in my right groin.");
  assert.equal(shownAs(["coccyx"], "coccyx", speaker("es")), "Rabadilla");
  assert.equal(
    shownAs(["low_back.left", "coccyx"], "coccyx", speaker("en")),
    "Left low back, tailbone. Hurts most: tailbone",
  );
});

test("how far the pain runs follows from the lowest place", () => {
  assert.equal(extentOf(["buttock.left"]), null);
  assert.equal(extentOf(["buttock.left", "posterior_thigh.left"]), "above_knee");
  assert.equal(extentOf(["posterior_thigh.left", "calf.left"]), "below_knee");
  assert.equal(extentOf(["calf.left", "foot.left"]), "foot");
});

test("none is an answer to all boxes, but a choice like the others where one is chosen", () => {
  const options = ["foot", "none", "unsure", "declined"].map((id) => ({ id }));
  const ids = (kind) => {
    const { own, whole } = sorted({ kind, options });
    return [own.map(({ id }) => id), whole.map(({ id }) => id)];
  };
  assert.deepEqual(ids("multiple"), [["foot"], ["none", "unsure", "declined"]]);
  assert.deepEqual(ids("choice"), [["foot", "none"], ["unsure", "declined"]]);
});

test("my answers are those the server told last", () => {
  const one = { question: "age", title: "How old?", answer: "44", payload: "/go_back" };
  const entries = [
    { from: "bot", data: { answered: [] } },
    { from: "person", text: "44" },
    { from: "bot", data: { answered: [one] } },
    { from: "bot", data: { about: "noted" } },
  ];
  assert.deepEqual(answersOf(entries), [one]);
  assert.deepEqual(answersOf([]), []);
});

test("a command is told from words", () => {
  assert.equal(commandOf('/go_back{"q": "age"}'), "go_back");
  assert.equal(commandOf("and/or"), null);
});
