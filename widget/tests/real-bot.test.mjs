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
async function finish(page, chat, press, names = ["None of these", "No", "Not sure"]) {
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    if ((await page.locator(".card-net").count()) > 0) return asked;
    for (const name of names) {
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
    await page.getByText("Tap the drawing or use the list.").waitFor();
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

test("a whole conversation in Spanish by buttons, the map and a number, all of it in Spanish", async () => {
  const page = await openPage(browser, { viewport: PHONE, hasTouch: true });
  await page.goto(`${SERVER}/widget/`);
  const element = page.locator("backtalk-chat");
  await element.evaluate((chat) => {
    chat.removeAttribute("clinic");
    chat.setAttribute("locale", "es");
    chat.open();
  });
  const chat = chatOf(page);
  await chat.button("Empezar").tap();
  await answered(page);
  await page.locator('[data-place="buttock.left"]').tap();
  await chat.button("Enviar estos lugares").tap();
  await answered(page);
  await page.getByText(/^Anotado:.*dolor en la nalga/).waitFor();
  const age = page.getByRole("textbox", { name: "Edad en años" });
  await age.fill("45");
  await age.press("Enter");
  await answered(page);
  await finish(page, chat, (button) => button.tap(), ["Nada de esto", "No", "No lo tengo claro"]);
  await page.getByRole("heading", { name: "Guarde esta lista: cuándo pedir ayuda" }).waitFor();
  await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("backtalk-chat");
    const open = shadowRoot.querySelectorAll("details:not(:has(> .sources))");
    open.forEach((details) => (details.open = true));
  });
  const words = await page.locator(".panel").innerText();
  assert.deepEqual(words.match(/\b(the|and|your|you|with|pain|this|if|not)\b/gi) ?? [], []);
  assert.deepEqual(await axeViolations(page), []);
  assert.deepEqual(await faultsOf(page), []);
  await page.context().close();
});

test("warning signs typed in Spanish raise the alarm, plain words are noted, others told kindly", async () => {
  const page = await openPage(browser);
  await page.goto(`${SERVER}/widget/`);
  await page.locator("backtalk-chat").evaluate((chat) => {
    chat.setAttribute("locale", "es");
    chat.open();
  });
  const chat = { ...chatOf(page), field: page.getByRole("textbox", { name: "Escriba su mensaje" }) };
  await chat.button("Empezar").waitFor();
  await say(page, chat, "el lunes compré unos zapatos");
  await page.getByText("En español solo entiendo frases sencillas").waitFor();
  await say(page, chat, "me duele la nalga izquierda desde hace dos meses");
  await page.getByText(/^Anotado:.*dolor en la nalga/).waitFor();
  await say(page, chat, "¿cuánto dura la ciática?");
  await page.getByText("4 a 6 semanas").first().waitFor();
  await say(page, chat, "no puedo orinar y tengo el culo dormido");
  await chat.alarm.getByRole("link", { name: "Llamar al 999" }).waitFor();
  await page.getByText("síndrome de cola de caballo").first().waitFor();
  await page.context().close();
});

test("a code hands the conversation over, and another conversation goes on from it", async () => {
  const { page, chat, close } = await visit();
  await say(page, chat, "pain in my lower back since yesterday after gardening, I am 45, male");
  await finish(page, chat, (button) => button.click());
  await chat.button("Code for the desk").click();
  await chat.button("Make a code").click();
  const code = await page.locator(".code-shown > [aria-hidden]").innerText();
  assert.match(code, /^\w{3}-\w{3}-\w{3}$/);
  await close();
  const other = await visit();
  await say(other.page, other.chat, `code ${code}`);
  await other.page.getByText("Here are your answers from before.").waitFor();
  await other.chat.button("My answers").click();
  await other.page.getByRole("dialog").getByText("age 45").waitFor();
  await other.close();
});

test("the card to keep is acknowledged to the bot, which notes it once", async () => {
  const { page, chat, close } = await visit();
  await say(page, chat, "pain in my left buttock and the back of my thigh for three weeks, I am 45, female");
  await finish(page, chat, (button) => button.click());
  await page.locator(".card-keep .acknowledge").click();
  await answered(page);
  await page.getByText("I have noted that you have seen it.").waitFor();
  assert.deepEqual(await faultsOf(page), []);
  await close();
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
