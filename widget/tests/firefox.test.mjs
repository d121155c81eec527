/**
 * The chat in Firefox with the real bot: by mouse and keyboard, without a violation.
 * BACKTALK_SERVER is the address of a running bot, FIREFOX the path of the browser.
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { Firefox } from "./firefox.mjs";

const SERVER = process.env.BACKTALK_SERVER ?? "http://127.0.0.1:5005";
const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
const SIZE = { width: 1000, height: 900 };
const MOST_QUESTIONS = 40;
const CHAT = 'const { shadowRoot } = document.querySelector("backtalk-chat");';
const ANSWERED = `${CHAT}
  const last = shadowRoot.querySelector(".log").lastElementChild;
  return last?.classList.contains("bot") && !shadowRoot.querySelector(".status").textContent;`;

let firefox;
let axe;

before(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  firefox = await Firefox.launch(FIREFOX, SIZE);
});
after(() => firefox?.close());

async function visit() {
  await firefox.open(`${SERVER}/widget/`);
  await firefox.run(`sessionStorage.clear();`);
  await firefox.open(`${SERVER}/widget/`);
  await firefox.run(`
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      document.documentElement.dataset.violation = effectiveDirective;
    });`);
  await firefox.click(".launcher");
  await firefox.until(`${CHAT} return shadowRoot.querySelector(".answer") !== null;`);
}

async function say(words) {
  await firefox.click(".composer textarea");
  await firefox.type(words);
  await firefox.until(ANSWERED);
}

async function faults() {
  const violation = await firefox.run(`return document.documentElement.dataset.violation;`);
  const found = await firefox.runAsync(
    `const done = arguments[arguments.length - 1];
     const { axe } = (function () { ${axe}; return { axe: this.axe ?? window.axe }; }).call({});
     axe.run().then(({ violations }) => done(violations.map(({ id, nodes }) => id + ": " + nodes[0].html)));`,
  );
  return [violation, ...found].filter(Boolean);
}

const text = (selector) =>
  firefox.until(`${CHAT} return shadowRoot.querySelector(arguments[0])?.innerText;`, selector);

test("a whole interview in Firefox ends with advice, drawings and the card to keep", async () => {
  await visit();
  await say("My left buttock has hurt for three weeks, into the thigh. I am 45, female.");
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    const name = await firefox.until(
      `${CHAT}
       if (shadowRoot.querySelector(".card-net")) return "advice";
       const titles = [...shadowRoot.querySelectorAll(".answer button")].map((one) => one.textContent);
       return ["None of these", "No", "Not sure"].find((title) => titles.includes(title));`,
    );
    if (name === "advice") break;
    await firefox.click(".answer button", name);
    await firefox.until(ANSWERED);
  }
  assert.match(await text(".card-advice"), /GP/);
  assert.match(await text(".card-keep"), /Please check me for cauda equina syndrome/);
  await firefox.until(
    `${CHAT} return [...shadowRoot.querySelectorAll(".drawing")].every((img) => img.naturalWidth > 0);`,
  );
  assert.deepEqual(await faults(), []);
});

test("a red flag ticked in Firefox raises the alarm with a number to call", async () => {
  await visit();
  await say("pain in my low back for two weeks, I am 50 years old, male");
  await firefox.click(".tick", "A change with my pee");
  await firefox.click(".answer button", "Only these");
  await firefox.until(ANSWERED);
  assert.match(await text(".alarm"), /Call 999/);
  assert.deepEqual(await faults(), []);
});

test("the body map works in Firefox, and a reload keeps the conversation", async () => {
  await visit();
  await firefox.click(".answer button", "Begin");
  await firefox.until(ANSWERED);
  await firefox.click('[data-place="buttock.left"]');
  await firefox.click(".body-map button", "Send these places");
  await firefox.until(ANSWERED);
  const noted = `${CHAT} return [...shadowRoot.querySelectorAll(".bot")].some((one) => /Noted:.*buttock/.test(one.innerText));`;
  await firefox.until(noted);
  await firefox.open(`${SERVER}/widget/`);
  await firefox.until(noted);
});
