/**
 * Prints durations in milliseconds as JSON, measured in Chromium on the clinic's page:
 *   opening   from the click on the launcher until the panel is painted
 *   first     from that click until the bot's first message is painted
 *   server    what the request for that message took by itself
 * BACKTALK_SERVER is the address of a running bot.
 */

import { launch, openPage, settled } from "../tests/browser.mjs";

const SERVER = process.env.BACKTALK_SERVER ?? "http://127.0.0.1:5005";
const VISITS = 15;

async function visit(browser) {
  const page = await openPage(browser);
  await page.goto(`${SERVER}/widget/`);
  const times = await page.evaluate(async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const { shadowRoot } = document.querySelector("backtalk-chat");
    const arrived = new Promise((done) => {
      new MutationObserver((_, observer) => {
        if (!shadowRoot.querySelector(".bot")) return;
        observer.disconnect();
        done();
      }).observe(shadowRoot, { childList: true, subtree: true });
    });
    const clicked = performance.now();
    shadowRoot.querySelector(".launcher").click();
    await painted();
    const opening = performance.now() - clicked;
    await arrived;
    await painted();
    const first = performance.now() - clicked;
    const requests = performance.getEntriesByType("resource");
    const server = requests.find(({ name }) => name.endsWith("/chat/session")).duration;
    return { opening, first, server };
  });
  await settled(page);
  await page.context().close();
  return times;
}

const browser = await launch();
await visit(browser); // what the browser does only once
const visits = [];
for (let count = 0; count < VISITS; count += 1) visits.push(await visit(browser));
await browser.close();
const each = (name) => visits.map((times) => times[name]);
console.log(
  JSON.stringify({ opening: each("opening"), first: each("first"), server: each("server") }),
);
