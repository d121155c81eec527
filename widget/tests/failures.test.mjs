/** Nothing a person says is lost or said twice, whatever fails; and failure speaks. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  chatOf,
  eventually,
  faultsOf,
  newTab,
  settled,
  statusesOf,
  watchStatus,
} from "./browser.mjs";
import { chatting } from "./chatting.mjs";
import { said, TURNS } from "./messages.mjs";

const stage = chatting();
const received = () => stage.server.received;
const SCRIPT = [TURNS.introduction, [said("First answer.")], [said("Second answer.")]];

async function say(chat, words) {
  await chat.field.fill(words);
  await chat.field.press("Enter");
}

test("after a reload the conversation is there, is not read out again, and goes on", async () => {
  const { page, chat, close } = await stage.open(SCRIPT);
  await say(chat, "It hurts");
  await page.getByText("First answer.").waitFor();
  await page.reload();
  await page.getByText("First answer.").waitFor();
  await eventually(() => chat.log.locator(".person").count(), 1);
  await say(chat, "Still");
  await page.getByText("Second answer.").waitFor();
  assert.deepEqual(received(), ["It hurts", "Still"]);
  await close();
});

for (const failure of ["drop", "drop_answer", "cut"]) {
  test(`a connection that breaks (${failure}) is tried again, and nothing is said twice`, async () => {
    const { page, chat, close } = await stage.open(SCRIPT);
    // Chromium itself tries a second time when a connection breaks.
    stage.server.fail = [failure, failure];
    await watchStatus(page);
    await say(chat, "It hurts");
    await page.getByText("First answer.").waitFor();
    assert.match(await statusesOf(page), /Trying again/);
    assert.deepEqual(received(), ["It hurts"]);
    await close();
  });
}

for (const [failure, words] of [
  ["500", "That did not go through. Nothing you said is lost."],
  ["empty", "That did not go through. Nothing you said is lost."],
  ["silent", "That did not go through. Nothing you said is lost."],
  ["late", "That did not go through. Nothing you said is lost."],
]) {
  test(`a server that fails (${failure}) is told with the emergency number, and can be tried again`, async () => {
    const { page, chat, close } = await stage.open(SCRIPT);
    stage.server.fail = [failure];
    await say(chat, "It hurts");
    await page.getByText(words).waitFor();
    assert.match(await chat.status.innerText(), /999/);
    await page.getByText("not sent yet").waitFor();
    await chat.button("Try again").click();
    await page.getByText("First answer.").waitFor();
    await eventually(() => page.getByText("not sent yet").count(), 0);
    assert.deepEqual(received(), ["It hurts"]);
    await close();
  });
}

test("a message that the server fails on twice is given up aloud and holds up no other", async () => {
  const { page, chat, close } = await stage.open(SCRIPT);
  stage.server.fail = ["500", "500"];
  await say(chat, "It hurts");
  await chat.button("Try again").click();
  await page.getByText("I could not take in that last message.").waitFor();
  assert.match(await chat.status.innerText(), /999/);
  assert.equal(await chat.button("Try again").count(), 0);
  await page.getByText("not sent", { exact: true }).waitFor();
  await chat.button("Begin").waitFor();
  await say(chat, "My bottom hurts");
  await page.getByText("First answer.").waitFor();
  assert.deepEqual(received(), ["My bottom hurts"]);
  await close();
});

test("a message that the server refuses is told with the server's reason", async () => {
  const { page, chat, close } = await stage.open(SCRIPT);
  stage.server.fail = ["refuse"];
  await say(chat, "It hurts");
  await page.getByText("I do not take this.").waitFor();
  await page.getByText("not sent", { exact: true }).waitFor();
  await close();
});

test("a beginning that fails can be tried again", async () => {
  stage.server.reset(SCRIPT);
  const { page, chat, close } = await stage.open(SCRIPT);
  stage.server.fail = ["500", "500"];
  await chat.button("Start again").click();
  await chat.button("Yes, clear everything").click();
  await chat.button("Try again").click();
  await chat.button("Begin").waitFor();
  await close();
});

test("offline, messages wait; online again, they are sent once and in order", async () => {
  const { page, chat, close } = await stage.open(SCRIPT);
  await page.context().setOffline(true);
  await say(chat, "It hurts");
  await page.getByText("You are offline. Your message is kept").waitFor();
  assert.match(await chat.status.innerText(), /999/);
  await say(chat, "Still");
  assert.deepEqual(received(), []);
  await page.context().setOffline(false);
  await page.getByText("Second answer.").waitFor();
  assert.deepEqual(received(), ["It hurts", "Still"]);
  await close();
});

test("a message that waits survives a reload", async () => {
  const { page, chat, close } = await stage.open(SCRIPT);
  stage.server.fail = ["500", "500"];
  await say(chat, "It hurts");
  await chat.button("Try again").waitFor();
  await page.reload();
  await chat.button("Try again").click();
  await page.getByText("First answer.").waitFor();
  assert.deepEqual(received(), ["It hurts"]);
  await close();
});

test("a message is shown as on its way until the server has it", async () => {
  const { page, chat, close } = await stage.open(SCRIPT);
  await watchStatus(page);
  stage.server.hold();
  await say(chat, "It hurts");
  await page.getByText("Writing an answer").waitFor();
  assert.match(await statusesOf(page), /Sending…\nWriting an answer…$/);
  stage.server.release();
  await page.getByText("First answer.").waitFor();
  await close();
});

test("while an answer takes time the chat says so, and more can be written", async () => {
  const { page, chat, close } = await stage.open(SCRIPT);
  stage.server.hold();
  await say(chat, "It hurts");
  await page.getByText("Writing an answer").waitFor();
  await say(chat, "Still");
  stage.server.release();
  await page.getByText("Second answer.").waitFor();
  const order = await chat.log.locator(".entry").evaluateAll((all) =>
    all.slice(1).map((entry) => entry.querySelector("p").textContent),
  );
  assert.deepEqual(order, ["It hurts", "Still", "First answer.", "Second answer."]);
  await close();
});

test("a conversation that has run out is told, and a new one can be started", async () => {
  const { page, chat, close } = await stage.open(SCRIPT);
  stage.server.fail = ["ended"];
  await say(chat, "It hurts");
  await page.getByText("This conversation has ended. Please start a new one.").waitFor();
  await chat.button("Start a new conversation").click();
  await chat.button("Begin").waitFor();
  await eventually(() => chat.log.locator(".person").count(), 0);
  await close();
});

test("a conversation that ran out while the page was away is told on return", async () => {
  const { page, chat, close } = await stage.open(SCRIPT);
  stage.server.erase({ token: (await tokenOf(page)) });
  await page.reload();
  await page.getByText("This conversation has ended. Please start a new one.").waitFor();
  await close();
});

test("two tabs have two conversations", async () => {
  const { page, chat, close } = await stage.open(SCRIPT);
  await say(chat, "From the first");
  await page.getByText("First answer.").waitFor();
  const second = await newTab(page.context());
  await second.goto(`${stage.server.address}/widget/`);
  await chatOf(second).launcher.click();
  await chatOf(second).button("Begin").waitFor();
  assert.equal(await second.getByText("From the first").count(), 0);
  assert.notEqual(await tokenOf(page), await tokenOf(second));
  await close();
});

test("a copied tab shares the conversation and catches up when it is looked at", async () => {
  const { page, chat, close } = await stage.open(SCRIPT);
  const kept = await page.evaluate(() => ({ ...sessionStorage }));
  const copy = await newTab(page.context());
  await copy.addInitScript((all) => {
    for (const [key, value] of Object.entries(all)) sessionStorage.setItem(key, value);
  }, kept);
  await copy.goto(`${stage.server.address}/widget/`);
  await chatOf(copy).button("Begin").waitFor();
  await settled(copy);
  await say(chat, "From the first");
  await page.getByText("First answer.").waitFor();
  await copy.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await copy.getByText("First answer.").waitFor();
  await eventually(() => copy.getByText("From the first").count(), 1);
  await close();
});

test("a page that forbids storage still has a working chat", async () => {
  stage.server.reset(SCRIPT);
  const { page, close } = await stage.open(SCRIPT);
  const walled = await newTab(page.context());
  await walled.addInitScript(() => {
    Object.defineProperty(window, "sessionStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await walled.goto(`${stage.server.address}/widget/`);
  const chat = chatOf(walled);
  await chat.launcher.click();
  await chat.button("Begin").waitFor();
  await say(chat, "It hurts");
  await walled.getByText("First answer.").waitFor();
  assert.deepEqual(await faultsOf(walled), []);
  await close();
});

test("without JavaScript the page still tells whom to call", async () => {
  stage.server.reset(SCRIPT);
  const context = await stage.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const path of ["/widget/", "/widget/frame", "/widget/frame.es"]) {
    await page.goto(stage.server.address + path);
    await page.locator("noscript a[href='tel:999']").first().waitFor();
  }
  assert.match(await page.locator("noscript").textContent(), /Esta consulta necesita JavaScript\./);
  await context.close();
});

function tokenOf(page) {
  return page.evaluate(() => {
    const [key] = Object.keys(sessionStorage).filter((name) => name.startsWith("backtalk:"));
    return JSON.parse(sessionStorage[key]).token;
  });
}
