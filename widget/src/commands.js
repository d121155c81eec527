/** What a button says to the bot: `/answer{"q": …}` answers, other commands do not. */

const COMMAND = /^\/([a-z_]+)/;

/** The name of the command that a text is; null for words. */
export function commandOf(text) {
  return COMMAND.exec(text)?.[1] ?? null;
}

/**
 * The answers so far as the server understood them, each with the payload that asks for
 * it again: `[{question, title, answer, payload}]`.
 */
export function answersOf(entries) {
  const latest = entries.findLast(({ data }) => Array.isArray(data?.answered));
  return latest?.data.answered ?? [];
}
