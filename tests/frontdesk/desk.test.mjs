/** The desk in a real Chromium, by keyboard alone. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axeViolations, DESKTOP, faultsOf, launch, PHONE } from "../../widget/tests/browser.mjs";
import { Receptionist } from "./journey.mjs";

const address = process.env.DESK_SERVER;
const STORY = "pain deep in my left buttock for three weeks, worse when I sit";
const NUMB = "my back hurts and I am numb between the legs";
const MOST_STROKES = 40;

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function signedIn(name, options = { viewport: DESKTOP }) {
  const someone = await Receptionist.at(browser, address, options);
  await someone.signIn(name);
  return someone;
}

async function isSound(someone) {
  const where = await someone.title();
  assert.deepEqual(await axeViolations(someone.page), [], where);
  assert.deepEqual(await faultsOf(someone.page), [], where);
}

/** Answers whatever is on the screen as in a call without anything unusual. */
async function goOn(someone) {
  const { page } = someone;
  if (await page.locator(".signs").count()) await someone.send("n");
  else if (await page.locator(".choices [data-key='1']").first().isVisible()) await someone.send("1");
  else await someone.send("Enter");
}

for (const [look, options] of [
  ["on a desktop", { viewport: DESKTOP }],
  ["on a phone in the dark", { viewport: PHONE, colorScheme: "dark" }],
]) {
  test(`a routine call goes by keyboard in few strokes, every screen sound: ${look}`, async () => {
    const kim = await signedIn("kim", options);
    await isSound(kim);
    await kim.toTheStory();
    await kim.says(STORY);
    await isSound(kim);
    await kim.send("Enter");
    for (let screens = 0; !(await kim.page.locator(".after").count()); screens += 1) {
      assert.ok(screens < 40, `no end after ${screens} screens`);
      await isSound(kim);
      await goOn(kim);
    }
    assert.equal(await kim.title(), "Handed over");
    await isSound(kim);
    assert.ok(kim.strokes < MOST_STROKES, `${kim.strokes} key strokes`);
    await kim.page.context().close();
  });
}

test("an emergency fills the screen and stays until a clinician has taken over", async () => {
  const kim = await signedIn("kim");
  await kim.toTheStory();
  await kim.says(NUMB);
  assert.equal(await kim.title(), "Emergency: act now");
  await isSound(kim);
  await kim.page.reload();
  assert.equal(await kim.title(), "Emergency: act now");

  await kim.press("4"); // a clinician has taken over: but who?
  await kim.page.locator(".problems", { hasText: "name of the clinician" }).waitFor();
  await isSound(kim);
  while (!(await kim.page.evaluate(() => document.activeElement.name === "taken_over_by"))) {
    await kim.press("Tab");
  }
  await kim.type("Dr Gray");
  await kim.press("Escape");
  await kim.send("4");
  assert.equal(await kim.title(), "A clinician has taken over");
  await kim.page.context().close();
});

test("something else can happen at any moment, and the call goes on after it", async () => {
  const kim = await signedIn("kim");
  await kim.toTheStory();
  await kim.says(STORY);
  await kim.send("Enter");
  const before = await kim.title();
  await kim.press("w");
  await isSound(kim);
  await kim.send("4"); // distressed
  assert.equal(await kim.title(), "The caller is distressed");
  await kim.send("1");
  assert.equal(await kim.title(), before);
  await kim.page.context().close();
});

test("the keys can be switched off, and stay off", async () => {
  const kim = await signedIn("kim");
  await kim.page.getByRole("button", { name: "Shortcut keys: on" }).press("Enter");
  await kim.page.keyboard.press("1");
  await kim.page.reload();
  assert.equal(await kim.title(), "New contact");
  await kim.page.getByRole("button", { name: "Shortcut keys: off" }).press("Enter");
  await kim.send("1");
  assert.equal(await kim.title(), "Who is it about?");
  await kim.page.context().close();
});

test("what is overdue is told in the title, to screen readers and, where wanted, by ear, once", async () => {
  const kim = await signedIn("kim");
  const { page } = kim;
  await page.addInitScript(() => {
    window.rung = 0;
    const Real = window.AudioContext;
    window.AudioContext = class extends Real {
      constructor() {
        super();
        window.rung += 1;
      }
    };
  });
  const waits = { count: 2, overdue: 0, words: "2 waiting" };
  await page.route("**/work/waiting", (route) => route.fulfill({ json: waits }));
  const seen = (title) => page.waitForFunction((wanted) => document.title.startsWith(wanted), title);

  await page.goto(address);
  await page.locator("[data-badge]", { hasText: "2 waiting" }).waitFor();
  assert.ok(!(await page.title()).startsWith("("));
  await page.getByRole("button", { name: "Sound for overdue: off" }).press("Enter");
  await page.getByRole("button", { name: "Sound for overdue: on" }).waitFor();
  assert.equal(await page.evaluate(() => window.rung), 1, "switched on, it shows how it sounds");

  Object.assign(waits, { overdue: 1, words: "1 overdue" });
  await page.reload();
  await seen("(1 overdue) ");
  assert.equal(await page.locator("[data-told]").textContent(), "1 overdue");
  assert.equal(await page.evaluate(() => window.rung), 1);
  await isSound(kim);

  await page.reload();
  await seen("(1 overdue) ");
  assert.equal(await page.evaluate(() => window.rung), 0, "told once, not on every page");

  await page.getByRole("button", { name: "Sound for overdue: on" }).press("Enter");
  Object.assign(waits, { overdue: 2, words: "2 overdue" });
  await page.reload();
  await seen("(2 overdue) ");
  assert.equal(await page.evaluate(() => window.rung), 0, "silent once it is switched off");
  await page.context().close();
});

test("everything goes without scripts too", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  await page.goto(`${address}sign-in`);
  await page.getByLabel("Name").fill("kim");
  await page.getByLabel("Password").fill("violet tram gravel");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Phone call" }).click();
  await page.getByLabel("Full name").fill("Bo");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("heading", { name: "How do we reach them?" }).waitFor();
  await page.context().close();
});

test("a clinician takes over, examines, judges and closes, by keyboard", async () => {
  const lee = await signedIn("lee");
  const { page } = lee;
  await page.goto(`${address}work`);
  await isSound(lee);
  const routine = page.locator(".item", { hasText: "Handed over" }).first();
  await routine.getByRole("button", { name: /^Accept/ }).press("Enter");
  await page.waitForURL(/work\/[0-9a-f]+$/);
  await isSound(lee);

  const positive = page.locator("input[value=positive]").first();
  await positive.focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Record and weigh" }).press("Enter");
  await page.getByRole("heading", { name: "How the odds moved" }).waitFor();
  await isSound(lee);

  await page.getByRole("radio", { name: "routine" }).first().press("Space");
  await page.getByLabel("Why", { exact: true }).fill("as I would have");
  await page.getByRole("button", { name: "Record", exact: true }).press("Enter");
  await page.getByText("You judged").waitFor();

  await page.getByLabel("Outcome").selectOption("booked_routine");
  await page.getByRole("button", { name: "Record the outcome" }).press("Enter");
  await page.waitForURL(/work$/);
  for (const place of ["insight", "password", "cards"]) {
    await page.goto(address + place);
    await isSound(lee);
  }
  await page.context().close();
});

test("an administrator keeps accounts", async () => {
  const ada = await signedIn("ada");
  await ada.page.goto(`${address}accounts`);
  await isSound(ada);
  await ada.page.context().close();
});
