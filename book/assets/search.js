"use strict";
// Searches every entry of the book; the entries are in entries.js, so that it works from a folder without a server.
const box = document.getElementById("find");
const found = document.getElementById("found");
const count = document.getElementById("count");

function matches(entry, words) {
  const text = `${entry.heading} ${entry.text}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function around(text, word) {
  const at = Math.max(0, text.toLowerCase().indexOf(word) - 60);
  return (at ? "… " : "") + text.slice(at, at + 200) + (text.length > at + 200 ? " …" : "");
}

function marked(text, words) {
  const line = document.createElement("span");
  const pattern = new RegExp(`(${words.map((w) => w.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("|")})`, "giu");
  text.split(pattern).forEach((part, place) => {
    const node = document.createElement(place % 2 ? "mark" : "span");
    node.textContent = part;
    line.append(node);
  });
  return line;
}

function shown(entry, words) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = entry.at;
  link.append(marked(entry.heading, words));
  const place = document.createElement("div");
  place.className = "note";
  place.append(`${entry.chapter}. `, marked(around(entry.text, words[0]), words));
  item.append(link, place);
  return item;
}

function search() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  const entries = words.length ? ENTRIES.filter((entry) => matches(entry, words)) : [];
  const first = (entry) => !words.every((word) => entry.heading.toLowerCase().includes(word));
  entries.sort((one, other) => first(one) - first(other));
  found.replaceChildren(...entries.slice(0, 60).map((entry) => shown(entry, words)));
  count.textContent = words.length ? `${entries.length} found` : "";
  document.getElementById("contents").hidden = words.length > 0;
}

box.addEventListener("input", search);
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  box.value = asked;
  search();
}
