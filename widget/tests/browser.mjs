/** Opens pages in Chromium and notes everything that must not happen there. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1200, height: 860 };

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ARGUMENTS,
  });
}

/** A new tab of its own; `page.faults` lists what went wrong in it. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  context.setDefaultTimeout(10_000);
  return newTab(context);
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
