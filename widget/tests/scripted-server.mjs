/**
 * A stand-in for the bot that speaks the same contract and fails on command.
 *
 * `script` is a list of turns; each turn is a list of messages, or a function of what
 * was said. `fail` names what happens to the next requests:
 * `["500", "empty", "silent", "drop", "drop_answer", "cut", "late", "busy", "refuse",
 * "ended"]`; "cut" and "late" fail after the sign that the message has arrived.
 */

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
  "img-src 'self'; base-uri 'none'; form-action 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

const SCRIPT = '<script type="module" src="/widget/backtalk.js"></script>';

const FILES = {
  "/widget/": ["../pages/clinic.html", "text/html; charset=utf-8"],
  "/widget/clinic.css": ["../pages/clinic.css", "text/css; charset=utf-8"],
  "/widget/frame": ["../pages/frame.html", "text/html; charset=utf-8"],
  "/widget/frame.es": ["../pages/frame.es.html", "text/html; charset=utf-8"],
  "/widget/frame.css": ["../pages/frame.css", "text/css; charset=utf-8"],
  "/widget/backtalk.js": ["../dist/backtalk.js", "text/javascript; charset=utf-8"],
};

const LINES = "application/x-ndjson";

/** What a server says that does not carry out a request, by the name of the failure. */
const REFUSALS = {
  drop: [],
  500: [500, "oops"],
  silent: [200, { messages: [] }],
  empty: [200, ""],
  busy: [429, { error: "too_many_messages", messages: [] }],
  refuse: [413, { error: "too_long", messages: [{ text: "I do not take this." }] }],
  ended: [401, { error: "session_ended", messages: [] }],
};

export class ScriptedServer {
  script = [];
  fail = [];
  /** While held, requests wait; `release` lets them go on. */
  #held = null;
  #letGo = () => {};
  /** The one other origin whose pages may talk, as the real server lists them. */
  friend = null;
  received = [];
  erased = [];
  codes = [];
  /** What each message was said to be written in, and to be answered in. */
  languages = [];
  #server = createServer((request, response) => this.#serve(request, response));
  #sessions = new Map();

  async start() {
    await new Promise((ready) => this.#server.listen(0, "127.0.0.1", ready));
    this.address = `http://127.0.0.1:${this.#server.address().port}`;
    return this;
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((stopped) => this.#server.close(stopped));
  }

  reset(script) {
    Object.assign(this, { script, fail: [], received: [], erased: [], codes: [], languages: [] });
    this.pages = {};
    this.policies = {};
    this.release();
  }

  hold() {
    this.#held = new Promise((go) => (this.#letGo = go));
  }

  release() {
    this.#letGo();
    this.#held = null;
  }

  /** A page of a test's own: its body, the language of the document, its policy. */
  page(path, body, { lang = "en", script = SCRIPT, policy } = {}) {
    this.policies[path] = policy;
    this.pages[path] =
      `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Test</title>` +
      `<meta name="viewport" content="width=device-width, initial-scale=1">` +
      `${script}</head>` +
      `<body><main><h1>Test</h1>${body}</main></body></html>`;
    return `${this.address}${path}`;
  }

  async #serve(request, response) {
    const { pathname } = new URL(request.url, this.address);
    if (this.friend) response.setHeader("Access-Control-Allow-Origin", this.friend);
    response.setHeader("Access-Control-Allow-Headers", "Content-Type");
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    if (request.method === "POST") return this.#chat(request, response, pathname);
    const own = this.pages?.[pathname];
    const file = FILES[pathname] ?? drawing(pathname);
    if (!own && !file) return response.writeHead(404).end();
    const body = own ?? (await readFile(new URL(file[0], import.meta.url)));
    return response
      .writeHead(200, {
        "Content-Type": own ? "text/html; charset=utf-8" : file[1],
        "Content-Security-Policy": this.policies?.[pathname] ?? POLICY,
      })
      .end(body);
  }

  async #chat(request, response, pathname) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const fields = JSON.parse(Buffer.concat(chunks).toString());
    const what = pathname.split("/").at(-1);
    const failure = what === "history" ? null : this.fail.shift();
    const signs = what === "message" && !(failure in REFUSALS) && request.headers.accept.includes(LINES);
    if (signs) {
      response.writeHead(200, { "Content-Type": LINES }).write('{"status":"answering"}\n');
    }
    await this.#held;
    if (failure === "cut") return request.socket.destroy();
    if (failure === "late") return send(response, 503, { error: "unavailable", messages: [] });
    if (failure === "drop") return request.socket.destroy();
    if (failure in REFUSALS) return send(response, ...REFUSALS[failure]);
    if (what === "message") {
      const { "content-language": written, "accept-language": answered } = request.headers;
      this.languages.push([written, answered]);
    }
    const body = this[what](fields);
    // The turn has happened, but the answer never arrives.
    if (failure === "drop_answer") return request.socket.destroy();
    return send(response, body ? 200 : 401, body ?? { error: "session_ended", messages: [] });
  }

  session() {
    const token = `token-${this.#sessions.size + 1}`;
    this.#sessions.set(token, { said: new Map(), turn: 0, history: [] });
    return { token, messages: this.#turn(token, null) };
  }

  message({ token, id, message }) {
    const session = this.#sessions.get(token);
    if (!session) return null;
    if (!session.said.has(id)) {
      this.received.push(message);
      const command = /^\/([a-z_]+)/.exec(message)?.[1] ?? null;
      session.history.push({ from: "person", text: message, command });
      session.said.set(id, this.#turn(token, message));
    }
    return { messages: session.said.get(id) };
  }

  history({ token }) {
    const session = this.#sessions.get(token);
    return session ? { messages: session.history } : null;
  }

  code({ token }) {
    this.codes.push(token);
    return { code: "K7M-4WX-9RF", messages: [] };
  }

  erase({ token }) {
    this.erased.push(token);
    this.#sessions.delete(token);
    return { messages: [] };
  }

  #turn(token, said) {
    const session = this.#sessions.get(token);
    const turn = this.script[Math.min(session.turn, this.script.length - 1)] ?? [];
    session.turn += 1;
    const messages = typeof turn === "function" ? turn(said) : turn;
    session.history.push(...messages.map((message) => ({ from: "bot", ...message })));
    return messages;
  }
}

function drawing(path) {
  const name = /^\/drawings\/([a-z_]+\.svg)$/.exec(path)?.[1];
  return name && [`../../rendering/drawings/${name}`, "image/svg+xml"];
}

function send(response, status, body) {
  if (response.headersSent) return response.end(`${JSON.stringify({ ...body, status })}\n`);
  return response
    .writeHead(status, { "Content-Type": "application/json" })
    .end(typeof body === "string" ? body : JSON.stringify(body));
}
