/** The chat on pages of others: other websites, strict policies, frames, settings. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { chatOf, faultsOf, openPage, settled } from "./browser.mjs";
import { chatting } from "./chatting.mjs";
import { said, TURNS } from "./messages.mjs";
import { ScriptedServer } from "./scripted-server.mjs";

const stage = chatting();
const SCRIPT = [TURNS.introduction, [said("First answer.")]];
let website;

before(async () => {
  website = await new ScriptedServer().start();
});
after(() => website.stop());

async function visit(address, options) {
  const page = await openPage(stage.browser, options);
  await page.goto(address);
  return { page, chat: chatOf(page), close: () => page.context().close() };
}

async function ownPage(body, options) {
  stage.server.reset(SCRIPT);
  return visit(stage.server.page("/own", body, options));
}

test("a website with a strict policy and an integrity hash shows the chat of another server", async () => {
  stage.server.reset(SCRIPT);
  website.reset([]);
  stage.server.friend = website.address;
  const told = await readFile(new URL("../dist/integrity.txt", import.meta.url), "utf8");
  const [, integrity] = told.trim().split(" ");
  const source = `${stage.server.address}/widget/backtalk.js`;
  const address = website.page("/clinic", "<backtalk-chat></backtalk-chat>", {
    script: `<script type="module" crossorigin integrity="${integrity}" src="${source}"></script>`,
    policy:
      `default-src 'none'; script-src ${stage.server.address}; connect-src ${stage.server.address}; ` +
      "require-trusted-types-for 'script'; trusted-types 'none'",
  });
  const { page, chat, close } = await visit(address);
  await chat.launcher.click();
  await chat.field.fill("It hurts");
  await chat.field.press("Enter");
  await page.getByText("First answer.").waitFor();
  assert.deepEqual(await faultsOf(page), []);
  await close();
});

test("a website that is not allowed gets a message with the emergency number", async () => {
  stage.server.reset(SCRIPT);
  website.reset([]);
  stage.server.friend = "https://somebody.else.example";
  const body = `<backtalk-chat server="${stage.server.address}"></backtalk-chat>`;
  const policy = `default-src 'none'; script-src 'self'; connect-src ${stage.server.address}`;
  const { chat, close } = await visit(website.page("/clinic", body, { policy }));
  await chat.launcher.click();
  await chat.button("Try again").waitFor();
  assert.match(await chat.status.innerText(), /999/);
  assert.equal(stage.server.received.length, 0);
  await close();
});

test("the page for frames fills its frame", async () => {
  const { page, close } = await ownPage(
    '<iframe src="/widget/frame" title="Chat" width="400" height="700"></iframe>',
    { policy: "default-src 'none'; frame-src 'self'" },
  );
  const frame = page.frameLocator("iframe");
  await frame.getByRole("button", { name: "Begin" }).waitFor();
  const box = await frame.locator(".panel").evaluate((panel) => {
    const { width, height } = panel.getBoundingClientRect();
    return [Math.round(width), Math.round(height)];
  });
  assert.deepEqual(box, [400, 700]);
  await close();
});

test("inline, the chat is in the flow of the page and cannot be closed", async () => {
  const { page, chat, close } = await ownPage('<backtalk-chat mode="inline"></backtalk-chat><p>After</p>');
  await chat.button("Begin").waitFor();
  const panel = await page.locator(".panel").boundingBox();
  const next = await page.getByText("After").boundingBox();
  assert.ok(next.y >= panel.y + panel.height);
  assert.equal(await chat.button("Close").count(), 0);
  assert.equal(await page.getByRole("region", { name: "Check your back or leg pain" }).count(), 1);
  await close();
});

test("an open panel, its place, title, number and first words are set by attributes", async () => {
  const { page, chat, close } = await ownPage(
    '<backtalk-chat open position="start" clinic="Elm Street" emergency-number="112" start="/begin"></backtalk-chat>',
  );
  await page.getByText("First answer.").waitFor();
  assert.deepEqual(stage.server.received, ["/begin"]);
  await page.getByRole("dialog", { name: "Elm Street" }).waitFor();
  await page.getByText("Emergency? Call 112.").waitFor();
  assert.ok((await page.locator(".panel").boundingBox()).x < 40);
  await page.reload();
  await page.getByText("First answer.").waitFor();
  await settled(page);
  assert.deepEqual(stage.server.received, ["/begin"], "said once, also after a reload");
  await chat.button("Close").click();
  await close();
});

test("attributes that a page changes later take effect, and nothing typed is lost", async () => {
  const { page, chat, close } = await ownPage("<backtalk-chat></backtalk-chat>");
  const set = (name, value) =>
    page.locator("backtalk-chat").evaluate((element, [key, words]) => element.setAttribute(key, words), [
      name,
      value,
    ]);
  await set("open", "");
  await chat.button("Begin").waitFor();
  await chat.field.fill("half a sente");
  await set("clinic", "Elm Street");
  await page.getByRole("dialog", { name: "Elm Street" }).waitFor();
  await set("emergency-number", "112");
  await page.getByText("Emergency? Call 112.").waitFor();
  await set("dir", "rtl");
  assert.equal(await page.locator(".backtalk").getAttribute("dir"), "rtl");
  assert.equal(await chat.field.inputValue(), "half a sente");
  assert.ok(await chat.field.evaluate((field) => field.getRootNode().activeElement === field));
  await set("mode", "inline");
  await page.getByRole("region", { name: "Elm Street" }).waitFor();
  assert.equal(await chat.launcher.count(), 0);
  await page.keyboard.type("nce");
  await page.keyboard.press("Enter");
  await page.getByText("First answer.").waitFor();
  assert.deepEqual(stage.server.received, ["half a sentence"]);
  await close();
});

test("the page's styles do not reach in, and its colours come by custom properties", async () => {
  const { page, close } = await ownPage('<backtalk-chat mode="inline"></backtalk-chat>');
  await page.getByRole("button", { name: "Begin" }).waitFor();
  const colours = await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "button { display: none !important } body { font: 40px serif; text-transform: uppercase }" +
        "backtalk-chat { --backtalk-brand: rgb(60, 20, 80) }",
    );
    document.adoptedStyleSheets = [sheet];
    const { shadowRoot } = document.querySelector("backtalk-chat");
    const of = (selector) => getComputedStyle(shadowRoot.querySelector(selector));
    return [of(".send").backgroundColor, of(".send").display !== "none", of(".panel").fontSize];
  });
  assert.deepEqual(colours, ["rgb(60, 20, 80)", true, "17px"]);
  await close();
});
