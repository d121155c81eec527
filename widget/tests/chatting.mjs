/** A browser and a scripted server for one test file, and a chat opened on them. */

import { after, before } from "node:test";

import { chatOf, launch, openPage, settled } from "./browser.mjs";
import { ScriptedServer } from "./scripted-server.mjs";

/** `open` starts a script and opens the chat of the clinic's page on it. */
export function chatting() {
  const stage = {};
  before(async () => {
    stage.server = await new ScriptedServer().start();
    stage.browser = await launch();
  });
  after(async () => {
    await stage.browser.close();
    await stage.server.stop();
  });
  stage.open = async (script, { path = "/widget/", ...options } = {}) => {
    stage.server.reset(script);
    const page = await openPage(stage.browser, options);
    await page.goto(stage.server.address + path);
    const chat = chatOf(page);
    if (path === "/widget/") await chat.launcher.click();
    await chat.log.locator(".bot").first().waitFor();
    await settled(page);
    return { page, chat, close: () => page.context().close() };
  };
  return stage;
}
