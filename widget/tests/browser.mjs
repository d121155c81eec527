/** Opens pages in Chromium and notes everything that must not happen there. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  // Containers often have a tiny /dev/shm, which Chromium does not survive.
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1200, height: 860 };

/** How long anything may take on a machine that is busy with other things. */
export const PATIENCE_MS = 90_000;

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ARGUMENTS,
    timeout: PATIENCE_MS,
  });
}

/**
 * A new tab of its own; `page.faults` lists what went wrong in it. Nothing moves in it
 * unless a test asks for motion, so that nothing is looked at half-way.
 */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({
    viewport: DESKTOP,
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return newTab(context);
}

/** Waits until `read` gives what is expected; the difference is told when it never does. */
export async function eventually(read, expected, message) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const actual = await read();
    if (isDeepStrictEqual(actual, expected)) return;
    if (Date.now() > until) assert.deepEqual(actual, expected, message);
    await new Promise((again) => setTimeout(again, 50));
  }
}

/** Waits until the chat is neither sending nor drawing, and nothing moves. */
export function settled(page) {
  return page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector("backtalk-chat");
    const status = shadowRoot.querySelector(".status").textContent;
    const moving = shadowRoot.getAnimations().some(({ playState }) => playState === "running");
    return status === "" && !moving;
  });
}

/** How many animations run in the chat. */
export function animations(page) {
  return page.evaluate(
    () => document.querySelector("backtalk-chat").shadowRoot.getAnimations().length,
  );
}

/** Notes every text that the status line of the chat ever shows, however briefly. */
export function watchStatus(page) {
  return page.evaluate(() => {
    const status = document.querySelector("backtalk-chat").shadowRoot.querySelector(".status");
    window.statuses = [];
    new MutationObserver(() => window.statuses.push(status.textContent)).observe(status, {
      childList: true,
    });
  });
}

/** What the status line has shown since `watchStatus`. */
export function statusesOf(page) {
  return page.evaluate(() => window.statuses.join("\n"));
}

/** A tab in the same browser context. */
export async function newTab(context) {
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    // Failed requests are part of many tests, and the chat speaks about them itself.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      page.faults.push(`console: ${message.text()}`);
    }
  });
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") {
      page.faults.push(`foreign request: ${request.url()}`);
    }
  });
  page.on("dialog", (dialog) => {
    page.faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.addInitScript(() => {
    window.policyViolations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      window.policyViolations.push(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  return page;
}

/** Everything that must not happen on a page: errors, foreign requests, blocked content. */
export async function faultsOf(page) {
  return [...page.faults, ...(await page.evaluate(() => window.policyViolations))];
}

/** What axe finds against WCAG 2.2 A and AA and its best practices, in short. */
export async function axeViolations(page) {
  const source = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

/** The parts of the chat by their roles, as a screen reader finds them. */
export function chatOf(page) {
  return {
    launcher: page.getByRole("button", { name: "Check your back or leg pain" }),
    log: page.getByRole("log"),
    field: page.getByRole("textbox", { name: "Write your message" }),
    send: page.getByRole("button", { name: "Send", exact: true }).last(),
    alarm: page.locator(".alarm"),
    answer: page.locator(".answer"),
    status: page.locator(".status"),
    button: (name) => page.getByRole("button", { name, exact: true }),
    box: (name) => page.getByRole("checkbox", { name }),
  };
}
