/**
 * Drives a Firefox as it is installed, through Marionette: messages of JSON over a
 * socket, each with its length before it. Clicks and keys are real ones.
 */

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PATIENCE_MS } from "./browser.mjs";

const ENTER = "\uE007";
const PREFERENCES = {
  "marionette.port": 0, // a free one, which Firefox then writes down
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,",
};

export class Firefox {
  #process;
  #profile;
  #socket;
  #received = Buffer.alloc(0);
  #answers = new Map();
  #last = 0;

  static async launch(path, { width, height }) {
    const firefox = new Firefox();
    await firefox.#start(path);
    await firefox.send("WebDriver:NewSession", {});
    await firefox.send("WebDriver:SetWindowRect", { x: 0, y: 0, width, height });
    return firefox;
  }

  async close() {
    this.#socket?.destroy();
    const ended = new Promise((done) => this.#process.once("exit", done));
    this.#process.kill("SIGKILL");
    await ended;
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  open(url) {
    return this.send("WebDriver:Navigate", { url });
  }

  /** Runs the body of a function in the page; it sees the page but not its policy. */
  async run(script, ...args) {
    const { value } = await this.send("WebDriver:ExecuteScript", { script, args });
    return value;
  }

  /** The same for one that gives its result later, to the function after its arguments. */
  async runAsync(script, ...args) {
    const { value } = await this.send("WebDriver:ExecuteAsyncScript", { script, args });
    return value;
  }

  /** Waits until the body of a function gives something true, and gives that. */
  async until(script, ...args) {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const value = await this.run(script, ...args);
      if (value) return value;
      if (Date.now() > end) throw new Error(`never true in Firefox: ${script} ${args}`);
      await new Promise((again) => setTimeout(again, 100));
    }
  }

  /** Presses the mouse where something of the chat is, once it is there. */
  async click(selector, words = "") {
    const [x, y] = await this.until(
      `const found = [...document.querySelector("backtalk-chat").shadowRoot.querySelectorAll(arguments[0])]
         .find((one) => one.checkVisibility() && one.textContent.includes(arguments[1]));
       if (!found) return null;
       found.scrollIntoView({ block: "center" });
       const { x, y, width, height } = found.getBoundingClientRect();
       return [Math.round(x + width / 2), Math.round(y + height / 2)];`,
      selector,
      words,
    );
    const actions = [
      { type: "pointerMove", x, y, duration: 0 },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ];
    await this.send("WebDriver:PerformActions", {
      actions: [{ type: "pointer", id: "mouse", actions }],
    });
  }

  /** Types where the focus is, and presses Enter. */
  async type(text) {
    const actions = [...text, ENTER].flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    await this.send("WebDriver:PerformActions", { actions: [{ type: "key", id: "keys", actions }] });
  }

  send(name, parameters) {
    const id = (this.#last += 1);
    const message = JSON.stringify([0, id, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    return new Promise((done, fail) => this.#answers.set(id, { done, fail }));
  }

  async #start(path) {
    this.#profile = await mkdtemp(join(tmpdir(), "backtalk-firefox-"));
    const lines = Object.entries(PREFERENCES).map(
      ([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});`,
    );
    await writeFile(join(this.#profile, "user.js"), lines.join("\n"));
    this.#process = spawn(
      path,
      ["--headless", "--no-remote", "--marionette", "--profile", this.#profile],
      { stdio: "ignore", env: { ...process.env, HOME: this.#profile } },
    );
    const port = await this.#port();
    this.#socket = connect(port, "127.0.0.1");
    this.#socket.on("data", (data) => this.#take(data));
    this.#socket.on("error", () => {}); // "close" follows
    this.#socket.on("close", () => {
      for (const { fail } of this.#answers.values()) fail(new Error("Firefox is gone"));
    });
    await new Promise((done, fail) => this.#answers.set("greeting", { done, fail }));
  }

  async #port() {
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end && this.#process.exitCode === null) {
      const written = await readFile(join(this.#profile, "MarionetteActivePort"), "utf8").catch(
        () => "",
      );
      if (written) return Number(written);
      await new Promise((again) => setTimeout(again, 100));
    }
    throw new Error("Firefox did not start");
  }

  #take(data) {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const colon = this.#received.indexOf(":");
      const length = Number(this.#received.subarray(0, colon));
      if (colon < 0 || this.#received.length < colon + 1 + length) return;
      const message = JSON.parse(this.#received.subarray(colon + 1, colon + 1 + length));
      this.#received = this.#received.subarray(colon + 1 + length);
      this.#answer(message);
    }
  }

  #answer(message) {
    const [, id, error, result] = Array.isArray(message) ? message : [1, "greeting", null, message];
    const { done, fail } = this.#answers.get(id);
    this.#answers.delete(id);
    if (error) fail(new Error(`${error.error}: ${error.message}`));
    else done(result);
  }
}
