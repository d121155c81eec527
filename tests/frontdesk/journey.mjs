/** A receptionist at the keyboard: signs in, takes calls, and never touches the mouse. */

import { openPage } from "../../widget/tests/browser.mjs";

export const PASSWORD = "violet tram gravel";

export class Receptionist {
  constructor(page, address) {
    this.page = page;
    this.address = address;
    this.strokes = 0;
  }

  static async at(browser, address, options = {}) {
    const page = await openPage(browser, options);
    page.context().setDefaultTimeout(90_000); // several programs may share the machine
    return new Receptionist(page, address);
  }

  /** One key stroke, and the page that it leads to. */
  async press(key) {
    this.strokes += 1;
    await this.page.keyboard.press(key);
  }

  /** A key that sends a form: waits for the next screen. */
  async send(key) {
    this.strokes += 1;
    const before = await this.version();
    await this.page.keyboard.press(key);
    await this.page.waitForFunction(
      (old) => {
        const now = `${location.pathname} ${document.querySelector("[name=version]")?.value} ${document.querySelector("h1")?.textContent}`;
        return document.readyState === "complete" && now !== old;
      },
      before,
    );
  }

  /** Free text; its key strokes are not counted. */
  async type(text) {
    await this.page.keyboard.type(text);
  }

  version() {
    return this.page.evaluate(
      () => `${location.pathname} ${document.querySelector("[name=version]")?.value} ${document.querySelector("h1")?.textContent}`,
    );
  }

  title() {
    return this.page.locator("h1").textContent();
  }

  async signIn(name) {
    await this.page.goto(`${this.address}sign-in`);
    await this.type(name);
    await this.press("Tab");
    await this.type(PASSWORD);
    await this.send("Enter");
    this.strokes = 0;
  }

  /** From the first page to the caller's own words. */
  async toTheStory() {
    await this.send("1");
    await this.type("Ada Byron");
    await this.press("Tab");
    await this.type("27 3 1985");
    await this.send("Enter");
    await this.type("07700 900123");
    await this.press("Tab");
    await this.type("12 High Street");
    await this.send("Enter");
    await this.send("1");
  }

  async says(words) {
    await this.type(words);
    await this.send("Enter");
  }
}
