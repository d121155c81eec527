/**
 * Whole interviews with the real bot, by mouse, by keyboard and on a phone.
 * BACKTALK_SERVER is the address of a running one.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axeViolations, chatOf, faultsOf, launch, openPage, PHONE } from "./browser.mjs";

const SERVER = process.env.BACKTALK_SERVER ?? "http://127.0.0.1:5005";
const MOST_QUESTIONS = 40;
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function visit(options) {
  const page = await openPage(browser, options);
  await page.goto(`${SERVER}/widget/`);
  const chat = chatOf(page);
  await chat.launcher.click();
  await chat.button("Begin").waitFor();
  return { page, chat, close: () => page.context().close() };
}

/** Waits until the bot has answered everything. */
function answered(page) {
  return page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector("backtalk-chat");
    const last = shadowRoot.querySelector(".log").lastElementChild;
    return last.classList.contains("bot") && !shadowRoot.querySelector(".status").textContent;
  });
}

async function say(page, chat, words) {
  await chat.field.fill(words);
  await chat.field.press("Enter");
  await answered(page);
}

/** Answers whatever is asked with "none", "no" or "not sure" until there is advice. */
async function finish(page, chat, press) {
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    if ((await page.locator(".card-net").count()) > 0) return asked;
    for (const name of ["None of these", "No", "Not sure"]) {
      const button = chat.answer.getByRole("button", { name, exact: true });
      if ((await button.count()) === 0) continue;
      await press(button);
      await answered(page);
      break;
    }
  }
  return assert.fail("There was no advice.");
}

test("an interview by mouse ends with advice and warning signs", async () => {
  const { page, chat, close } = await visit();
  await say(page, chat, "My left buttock has been hurting for three weeks, down into the calf");
  await page.getByText(/^Noted:/).first().waitFor();
  await finish(page, chat, (button) => button.click());
  await page.locator(".card-advice").first().waitFor();
  await page.getByText("Keep this list: when to get help").waitFor();
  assert.deepEqual(await axeViolations(page), []);
  assert.deepEqual(await faultsOf(page), []);
  await page.reload();
  await page.getByText("Keep this list: when to get help").waitFor();
  await close();
});

test("an interview by keyboard alone ends with advice", async () => {
  const { page, chat, close } = await visit();
  await page.keyboard.type("my lower back aches since yesterday after gardening");
  await page.keyboard.press("Enter");
  await answered(page);
  await finish(page, chat, async (button) => {
    await button.focus();
    await page.keyboard.press("Enter");
  });
  assert.deepEqual(await faultsOf(page), []);
  await close();
});

test("a red flag ticked on a phone raises the alarm at once", async () => {
  const { page, chat, close } = await visit({ viewport: PHONE, hasTouch: true });
  await say(page, chat, "pain in my low back for two weeks, I am 50 years old, male");
  await chat.box(/^A change with my pee/).tap();
  await chat.box(/between my legs/).tap();
  await chat.button("Only these").tap();
  const call = chat.alarm.getByRole("link", { name: "Call 999" });
  await call.waitFor();
  assert.equal(await call.getAttribute("href"), "tel:999");
  assert.deepEqual(await axeViolations(page), []);
  assert.deepEqual(await faultsOf(page), []);
  await close();
});

test("drawing and list say the same to the bot, and it understands them", async () => {
  const noted = [];
  const choices = [
    (page) => page.locator('[data-place="buttock.left"]').click(),
    async (page) => {
      await page.getByText("List of places").click();
      await page.locator(".tick-columns").getByLabel("left buttock").check();
    },
  ];
  for (const choose of choices) {
    const { page, chat, close } = await visit();
    await chat.button("Begin").click();
    await page.getByText("Show where it hurts").click();
    await choose(page);
    await chat.button("Send these places").click();
    const bubble = page.getByText(/^Noted:/).first();
    await bubble.waitFor();
    noted.push(await bubble.innerText());
    await close();
  }
  assert.match(noted[0], /buttock/);
  assert.match(noted[0], /left/);
  assert.equal(noted[0], noted[1]);
});

test("an earlier answer can be changed from the list of answers", async () => {
  const { page, chat, close } = await visit();
  await say(page, chat, "pain in my low back for two weeks");
  await page.getByRole("textbox", { name: "Age in years" }).fill("45");
  await page.keyboard.press("Enter");
  await answered(page);
  await chat.button("Male").click();
  await answered(page);
  await chat.button("My answers").click();
  const dialog = page.getByRole("dialog", { name: "My answers" });
  await dialog.locator(".answered", { hasText: "How old are you?" }).getByRole("button").click();
  const age = page.getByRole("textbox", { name: "Age in years" });
  await age.waitFor();
  await age.fill("46");
  await page.keyboard.press("Enter");
  await answered(page);
  await finish(page, chat, (button) => button.click());
  const ages = await page.evaluate(() => {
    const [key] = Object.keys(sessionStorage).filter((name) => name.startsWith("backtalk:"));
    return JSON.parse(sessionStorage[key])
      .entries.flatMap(({ data }) => data?.assessment?.said ?? [])
      .filter(({ finding }) => finding === "age_years")
      .map(({ value }) => value);
  });
  assert.deepEqual([...new Set(ages)], [46]);
  await close();
});
