/**
 * Turns the bot's plain text into paragraphs, lists, bold words and links.
 * Only `https:` and `tel:` links are made; everything else is shown as it is written.
 * Numbers of emergency and crisis lines can be called with one tap.
 */

import { h } from "./dom.js";

const BULLET = /^\s*[-*•]\s+/;
const INLINE = new RegExp(
  [
    String.raw`\*\*(?<bold>[^*]+)\*\*`,
    String.raw`\[(?<title>[^\]]+)\]\((?<address>(?:https://|tel:)[^\s)]+)\)`,
    String.raw`(?<bare>https://[^\s<>"]+[^\s<>".,;:!?)])`,
    String.raw`(?<![\d.,-])(?<number>999|112|911|111|988|116 ?123|0808 2000 247)(?![\d-])`,
  ].join("|"),
  "g",
);

/** Elements for a text of several lines. */
export function formatted(text) {
  return text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter(Boolean)
    .flatMap(blockOf);
}

function blockOf(block) {
  const parts = [];
  for (const line of block.split("\n")) {
    const last = parts.at(-1);
    const kind = BULLET.test(line) ? "ul" : "p";
    const words = line.replace(BULLET, "").trim();
    if (last?.kind === kind) last.lines.push(words);
    else parts.push({ kind, lines: [words] });
  }
  return parts.map(({ kind, lines }) => (kind === "ul" ? bullets(lines) : paragraph(lines)));
}

/** A list of one line each. The whole list runs one way, so that its marks are in line. */
export function bullets(lines) {
  return h("ul", { dir: "auto" }, lines.map((line) => h("li", {}, ...inline(line))));
}

function paragraph(lines) {
  const pieces = lines.flatMap((line, at) =>
    at === 0 ? inline(line) : [h("br"), ...inline(line)],
  );
  return h("p", { dir: "auto" }, ...pieces);
}

/** The same with a large letter first. */
export function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Bold words, links and telephone numbers of one line. */
export function inline(line) {
  const pieces = [];
  let end = 0;
  for (const found of line.matchAll(INLINE)) {
    pieces.push(line.slice(end, found.index), piece(found.groups));
    end = found.index + found[0].length;
  }
  pieces.push(line.slice(end));
  return pieces.filter((part) => part !== "");
}

function piece({ bold, title, address, bare, number }) {
  if (bold) return h("strong", {}, bold);
  if (number) return link(number, telephone(number));
  return link(title ?? bare, address ?? bare);
}

/** Words with a number in them that can be called; any number, not only the well-known. */
export function withCall(words, number) {
  return words.split(number).flatMap((part, at) => (at ? [link(number, telephone(number)), part] : part));
}

/** A link; web pages open beside the chat so that the conversation stays. */
export function link(title, address) {
  const outside = address.startsWith("https:")
    ? { target: "_blank", rel: "noopener noreferrer" }
    : {};
  return h("a", { href: address, ...outside }, title);
}

/** The `tel:` address of a number as people write it; extensions are left out. */
export function telephone(number) {
  return `tel:${number.replace(/[^\d+]/g, "")}`;
}
