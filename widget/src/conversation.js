/**
 * One conversation with the server: what was said, what still waits to be sent, and
 * what to do when the connection, the server or the page fails.
 *
 * Nothing is lost or said twice: a message is kept with its own id until the server
 * has answered it, through failures and reloads, and messages go out one at a time.
 *
 * Only a message that the server refuses, or fails on twice, is given up, aloud, so that
 * it does not hold up those after it.
 *
 * Events: `entry` (detail: the entry), `sent` (an entry left the queue, or was given
 * up), `status`, and `reset` when everything has to be drawn anew.
 */

import { NoAnswer } from "./channel.js";
import { commandOf } from "./commands.js";

const RETRIES_MS = [1000, 3000, 8000];
const BUSY_MS = 6000;

/**
 * Statuses: `idle`, `connecting`, `sending`, `answering` (the server has it), `retrying`, `offline`, `failed` (the
 * person has to press "try again") and `ended` (a new conversation is needed).
 */
export class Conversation extends EventTarget {
  #channel;
  #store;
  #token = null;
  #waiting = [];
  #generation = 0;
  #working = false;
  #inView = false;
  #failedOn = null;

  /** Everything said, in order: `{from, text, buttons, data}`; ours also has an `id`. */
  entries = [];
  status = "idle";
  /** What the server wanted to be read when it could not answer. */
  lastWords = "";

  constructor(channel, store) {
    super();
    this.#channel = channel;
    this.#store = store;
    addEventListener("online", () => this.retry());
  }

  get started() {
    return this.#token !== null || this.entries.length > 0;
  }

  /** Whether the chat was open when this tab was last loaded. */
  get wasInView() {
    return Boolean(this.#store.read()?.inView);
  }

  /** Notes whether the chat is open, so that a reload does not close it. */
  set inView(inView) {
    this.#inView = inView;
    if (this.#token) this.#keep();
  }

  /** Goes on with the conversation of this tab, or begins one. */
  async open() {
    const kept = this.#store.read();
    if (!kept?.token) return this.#begin();
    this.#token = kept.token;
    this.entries = kept.entries;
    this.#waiting = kept.waiting;
    this.#emit("reset");
    await this.catchUp();
    return this.#work();
  }

  /** Draws what was said elsewhere, such as in a copy of this tab. */
  async catchUp() {
    if (!this.#token || this.#waiting.length > 0 || this.#working) return;
    const generation = this.#generation;
    try {
      const { messages } = await this.#channel.history(this.#token);
      if (generation !== this.#generation || this.#waiting.length > 0) return;
      const count = (entries) => entries.filter(({ from }) => from === "bot").length;
      if (count(messages) <= count(this.entries)) return;
      this.entries = messages;
      this.#keep();
      this.#emit("reset");
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (error.kind === "ended") this.#become("ended");
    }
  }

  /** The language the person reads and, where nothing else is said, writes. */
  set language(language) {
    this.#channel.language = language;
  }

  /**
   * Says something; `words` is how it is shown when that is not what is sent, and
   * `language` what it is written in.
   */
  say(text, words = text, language = this.#channel.language) {
    const command = commandOf(text);
    const entry = { from: "person", text: words, command, id: crypto.randomUUID(), waiting: true };
    this.#waiting.push({ id: entry.id, text, language });
    this.#add(entry);
    return this.#work();
  }

  /** Whether trying again would do anything. */
  get canRetry() {
    return !this.#token || this.#waiting.length > 0;
  }

  /** Tries again what could not be sent. */
  retry() {
    if (this.status === "ended") return undefined;
    return this.#token ? this.#work() : this.#begin();
  }

  /** A short code under which the front desk finds this conversation, once. */
  async code() {
    const { code } = await this.#channel.code(this.#token);
    return code;
  }

  /** Forgets everything, here and on the server, and begins anew. */
  async startAgain() {
    const token = this.#token;
    this.#forget();
    if (token) {
      // The new conversation does not wait for this, and has no use for an answer.
      this.#channel.erase(token).catch(() => {});
    }
    return this.#begin();
  }

  #forget() {
    this.#generation += 1;
    this.#token = null;
    this.#waiting = [];
    this.#working = false;
    this.entries = [];
    this.#store.clear();
    this.#emit("reset");
  }

  async #begin() {
    if (this.#working) return;
    await this.#exclusively("connecting", async (generation) => {
      const { token, messages } = await this.#patiently(() => this.#channel.begin());
      if (generation !== this.#generation) return;
      this.#token = token;
      messages.forEach((message) => this.#add(message));
    });
    if (this.#token) await this.#work();
  }

  async #work() {
    if (this.#working || this.#waiting.length === 0 || !this.#token) return;
    await this.#exclusively("sending", async (generation) => {
      while (generation === this.#generation && this.#waiting.length > 0) {
        this.#become("sending");
        const arrived = () => generation === this.#generation && this.#become("answering");
        const { messages } = await this.#patiently(() =>
          this.#channel.say(this.#token, this.#waiting[0], arrived),
        );
        if (generation !== this.#generation) return;
        this.#done({});
        messages.forEach((message) => this.#add(message));
      }
    });
  }

  async #exclusively(status, task) {
    const generation = this.#generation;
    this.#working = true;
    this.#become(status);
    try {
      await task(generation);
      if (generation === this.#generation) this.#become("idle");
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (generation === this.#generation) this.#failed(error);
    } finally {
      if (generation === this.#generation) this.#working = false;
    }
  }

  /** Tries a request again while that makes sense, and says so meanwhile. */
  async #patiently(request) {
    const generation = this.#generation;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await request();
      } catch (error) {
        const again = error.kind === "unreachable" || error.kind === "busy";
        const left = attempt < RETRIES_MS.length && navigator.onLine;
        if (!again || !left || generation !== this.#generation) throw error;
        this.#become("retrying");
        await pause(error.kind === "busy" ? BUSY_MS : RETRIES_MS[attempt]);
      }
    }
  }

  /** The first message of the queue needs no more sending. */
  #done(note) {
    const { id } = this.#waiting.shift();
    const entry = this.entries.find((said) => said.id === id);
    if (entry) Object.assign(entry, { waiting: false, ...note });
    this.#emit("sent", entry);
  }

  #failed(error) {
    this.#working = false;
    const [first] = this.#waiting;
    const again = error.kind === "failed" && first && first.id === this.#failedOn;
    this.#failedOn = first?.id;
    if (first && (again || error.kind === "refused")) this.#done({ lost: true });
    this.lastWords = error.messages.map(({ text }) => text).join("\n\n");
    if (error.kind === "ended") this.#become("ended");
    else if (error.kind === "unreachable" && !navigator.onLine) this.#become("offline");
    else this.#become("failed");
  }

  #add(entry) {
    this.entries.push(entry);
    this.#keep();
    this.#emit("entry", entry);
  }

  #keep() {
    this.#store.write({
      token: this.#token,
      entries: this.entries,
      waiting: this.#waiting,
      inView: this.#inView,
    });
  }

  #become(status) {
    this.status = status;
    if (this.#token) this.#keep();
    this.#emit("status");
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
