/**
 * Talks to the server: one request for each message. No cookies, no referrer, and
 * never a wait without an end.
 */

const TIMEOUT_MS = 25_000;
/** Lines of JSON: a sign that the message has arrived, then the answer with its status. */
const LINES = "application/x-ndjson";

/**
 * Why there is no answer. `kind` is
 *   unreachable  no connection, or no answer in time; worth trying again
 *   busy         the server asks to slow down; worth trying again later
 *   ended        the conversation has run out or was erased
 *   failed       the server answered that it could not answer; worth trying again
 *   refused      the server will not have this message, however often it is sent
 * `messages` are what the server wants the person to read, if it said anything.
 */
export class NoAnswer extends Error {
  constructor(kind, messages = []) {
    super(kind);
    this.kind = kind;
    this.messages = messages;
  }
}

export class Channel {
  /** The language the person reads. */
  language = "en";
  #address;
  #timeout;

  constructor(address, timeout = TIMEOUT_MS) {
    this.#address = address;
    this.#timeout = timeout;
  }

  /** A new conversation: its token and the first messages. */
  begin() {
    return spoken(this.#post("session", {}));
  }

  /**
   * Says something, `{id, text, language}`. The same id again says nothing twice and gets
   * the same answer. `arrived` is called as soon as the server has the message.
   */
  say(token, { id, text, language }, arrived) {
    const headers = { Accept: `${LINES}, application/json`, "Content-Language": language };
    return spoken(this.#post("message", { token, id, message: text }, headers, arrived));
  }

  /** Everything that was said so far. */
  history(token) {
    return this.#post("history", { token });
  }

  /** A short code for whoever takes over: `{code}`. */
  code(token) {
    return this.#post("code", { token });
  }

  /** Has the server forget the conversation. */
  erase(token) {
    return this.#post("erase", { token });
  }

  async #post(what, fields, headers, arrived) {
    const response = await this.#fetched(what, fields, headers);
    const body = await bodyOf(response, arrived);
    const messages = Array.isArray(body?.messages) ? body.messages.map(message) : null;
    const status = response.ok ? (body?.status ?? response.status) : response.status;
    if (status < 300 && messages) return { ...body, messages };
    throw new NoAnswer(kindOf(status), messages ?? []);
  }

  async #fetched(what, fields, headers) {
    try {
      return await fetch(`${this.#address}/chat/${what}`, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "Accept-Language": this.language,
          ...headers,
        },
        body: JSON.stringify(fields),
        credentials: "omit",
        referrerPolicy: "no-referrer",
        cache: "no-store",
        signal: AbortSignal.timeout(this.#timeout),
      });
    } catch {
      throw new NoAnswer("unreachable");
    }
  }
}

/** Silence is no answer. */
async function spoken(request) {
  const answer = await request;
  if (answer.messages.length === 0) throw new NoAnswer("failed");
  return answer;
}

/** The answer itself; null when it cannot be read. */
async function bodyOf(response, arrived) {
  const lines = response.headers.get("Content-Type")?.startsWith(LINES);
  try {
    return lines ? await lastLine(response.body, arrived) : await response.json();
  } catch (error) {
    // The connection broke half-way: worth trying again, unlike an answer without sense.
    if (!(error instanceof SyntaxError)) throw new NoAnswer("unreachable");
    return null;
  }
}

/** The last line as JSON; `arrived` is called with the end of the first. */
async function lastLine(stream, arrived) {
  let text = "";
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!text.includes("\n") && value.includes("\n")) arrived();
    text += value;
  }
  if (!text.endsWith("\n")) throw new NoAnswer("unreachable");
  return JSON.parse(text.trim().split("\n").at(-1));
}

function kindOf(status) {
  if (status === 401) return "ended";
  if (status === 429) return "busy";
  if (status >= 400 && status < 500) return "refused";
  return "failed";
}

/** A message in the shape the views rely on, whatever the server left out. */
function message({ from = "bot", text, buttons, data }) {
  return {
    from,
    text: typeof text === "string" ? text : "",
    buttons: Array.isArray(buttons) ? buttons : [],
    data: data && typeof data === "object" ? data : {},
  };
}
