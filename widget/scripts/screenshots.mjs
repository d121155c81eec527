/** Makes docs/screenshots: the main states on a desktop, a phone, dark and right to left. */

import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { chatOf, DESKTOP, launch, openPage, PHONE, settled } from "../tests/browser.mjs";
import { SPOKEN } from "../tests/messages.mjs";
import { ScriptedServer } from "../tests/scripted-server.mjs";

const project = fileURLToPath(new URL("../../", import.meta.url));
const folder = `${project}docs/screenshots/`;

/** So few colours are in a page that a palette halves the file and nobody sees it. */
const PALETTE = `
import sys
from PIL import Image
for path in sys.argv[1:]:
    Image.open(path).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
`;
const phone = { viewport: PHONE, deviceScaleFactor: 1 };
const dark = { ...phone, colorScheme: "dark" };

/** What a clinic that speaks a language calls the chat. */
const TITLES = { es: "Dolor de espalda y pierna" };

/** Name, turn after the introduction, options of the page, what to do before the shot. */
const SHOTS = [
  ["desktop-introduction", null, { viewport: DESKTOP }],
  ["desktop-question", "cauda_equina_screen", { viewport: DESKTOP }],
  ["desktop-body-map", "main_site", { viewport: DESKTOP }, choosePlaces],
  ["desktop-emergency", "emergency", { viewport: DESKTOP }],
  ["desktop-advice", "advice", { viewport: DESKTOP, frame: true }],
  ["phone-introduction", null, phone],
  ["phone-question", "cauda_equina_screen", phone, tickTwo],
  ["phone-body-map", "main_site", phone, choosePlaces],
  ["phone-duration", "duration", phone],
  ["phone-emergency", "emergency", phone],
  ["phone-after-alarm", "after_alarm", phone],
  ["phone-advice", "advice", phone],
  ["phone-patterns", "advice", phone, (page) => bringUp(page, ".pattern", true)],
  ["phone-warning-signs", "advice", phone, (page) => bringUp(page, ".card-net")],
  ["phone-self-care", "advice", phone, (page) => bringUp(page, ".card-care .stage:has(figure)")],
  ["phone-card", "advice", phone, (page) => bringUp(page, ".card-keep")],
  ["phone-changed", "changed", phone],
  ["phone-my-answers", "cauda_equina_screen", phone, openAnswers],
  ["phone-code", "advice", phone, makeCode],
  ["phone-offline", "age", phone, goOffline],
  ["dark-question", "cauda_equina_screen", dark, tickTwo],
  ["dark-body-map", "main_site", dark, choosePlaces],
  ["dark-emergency", "emergency", dark],
  ["dark-advice", "advice", dark],
  ["right-to-left-question", "duration", { ...phone, dir: "rtl" }],
  ["right-to-left-body-map", "main_site", { ...phone, dir: "rtl" }, choosePlaces],
  ["dark-self-care", "advice", dark, (page) => bringUp(page, ".card-care .stage:has(figure)")],
  ["spanish-advice", "advice", { ...phone, locale: "es" }],
  ["spanish-introduction", null, { ...phone, locale: "es" }],
  ["spanish-body-map", "main_site", { ...phone, locale: "es" }, choosePlaces],
  ["spanish-emergency", "emergency", { ...phone, locale: "es" }],
  ["spanish-question", "cauda_equina_screen", { ...phone, locale: "es" }],
  ["narrow-320-question", "radiation", { viewport: { width: 320, height: 640 } }],
  ["zoomed-200-emergency", "emergency", { viewport: { width: 640, height: 400 } }],
  ["forced-colours-question", "cauda_equina_screen", { ...phone, forcedColors: "active" }, tickTwo],
];

async function tickTwo(page) {
  await page.locator(".tick input").nth(1).check();
}

async function choosePlaces(page) {
  for (const place of ["buttock.left", "posterior_thigh.left", "calf.left"]) {
    await page.locator(`[data-place="${place}"]`).last().click();
  }
  await page.mouse.move(0, 0);
}

async function openAnswers(page) {
  await chatOf(page).button("My answers").click();
}

async function makeCode(page) {
  await chatOf(page).button("Code for the desk").click();
  await chatOf(page).button("Make a code").click();
  await page.locator(".code-shown").waitFor();
}

async function goOffline(page) {
  await page.context().setOffline(true);
  const chat = chatOf(page);
  await chat.field.fill("I am 45");
  await chat.field.press("Enter");
}

async function bringUp(page, selector, open = false) {
  const part = page.locator(selector).first();
  if (open) await part.locator("summary").first().click();
  await part.evaluate((element) => element.scrollIntoView());
}

async function shoot(browser, server, [name, turn, { frame, dir, locale, ...options }, act]) {
  const spoken = SPOKEN[locale ?? "en"];
  const turns = turn ? [spoken[turn]] : [];
  server.reset([spoken.introduction, ...turns, ...turns]);
  const page = await openPage(browser, { ...options, reducedMotion: "reduce" });
  await page.goto(`${server.address}/widget/${frame ? "frame" : ""}`);
  await page.locator("backtalk-chat").evaluate(
    (chat, given) => {
      for (const [key, value] of Object.entries(given)) if (value) chat.setAttribute(key, value);
      if (chat.hasAttribute("dir")) chat.setAttribute("locale", chat.getAttribute("locale") ?? "");
      if (chat.getAttribute("mode") !== "page") chat.open();
    },
    { clinic: locale && TITLES[locale], dir, locale },
  );
  await page.locator(".bot").first().waitFor();
  if (turn) {
    await page.locator(".answer .chip").first().click();
    await page.locator(".bot").nth(1).waitFor();
  }
  await settled(page);
  await act?.(page);
  await page.mouse.move(0, 0);
  await page.waitForTimeout(250);
  await page.screenshot({ path: `${folder}${name}.png` });
  await page.context().close();
}

const wanted = process.argv.slice(2);
const made = [];
await mkdir(folder, { recursive: true });
const server = await new ScriptedServer().start();
const browser = await launch();
for (const shot of SHOTS) {
  if (wanted.length === 0 || wanted.some((part) => shot[0].includes(part))) {
    await shoot(browser, server, shot);
    made.push(`${folder}${shot[0]}.png`);
    console.log(shot[0]);
  }
}
await browser.close();
await server.stop();
execFileSync(process.env.PYTHON ?? `${project}.venv/bin/python`, ["-c", PALETTE, ...made]);
