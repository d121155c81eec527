"""The look of a page: plain HTML, its own style and search, nothing from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
_MANY = 5  # entries that no longer fit one screen
_TAG = re.compile(r"<[^>]*>")


class Html(str):
    """Text that is HTML already; any other text is escaped where it is put."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the book: its anchor, its heading and its content as HTML."""

    anchor: str
    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the book; `intro` is HTML before the entries, such as a diagram."""

    name: str
    title: str
    lead: str
    entries: Sequence[Entry]
    intro: str = ""


def html(text: str) -> Html:
    """The text as HTML."""
    return text if isinstance(text, Html) else Html(escape(text))


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph."""
    attribute = f' class="{kind}"' if kind else ""
    return f"<p{attribute}>{html(text)}</p>"


def tag(text: str, kind: str) -> Html:
    """A word in a coloured frame; the word itself says what the colour says."""
    return Html(f'<span class="tag {escape(kind)}">{escape(text)}</span>')


def basis(kind: str) -> Html:
    """Whether something is published, derived or inference."""
    return tag(kind, kind)


def level(name: str) -> Html:
    """A level of urgency."""
    return tag(name.replace("_", " "), name)


def cited(references: Iterable[str]) -> Html:
    """Links to sources."""
    return Html(
        ", ".join(
            f'<a href="sources.html#{escape(key)}">{escape(key)}</a>'
            for key in references
        )
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table that can be scrolled sideways on a small screen."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    lines = (
        "<tr>" + "".join(f"<td>{html(cell)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return (
        '<div class="scroll" tabindex="0"><table>'
        f"<thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """A table of names and what there is to say of each."""
    lines = (
        f'<tr><th scope="row">{escape(name)}</th><td>{html(said)}</td></tr>'
        for name, said in pairs
    )
    return f'<div class="scroll"><table><tbody>{"".join(lines)}</tbody></table></div>'


def chapter_page(chapter: Chapter, chapters: Sequence[Chapter]) -> str:
    """A chapter as a whole HTML page."""
    entries = "\n".join(
        f'<section id="{escape(entry.anchor)}"><h2>{escape(entry.heading)}</h2>'
        f"{entry.body}</section>"
        for entry in chapter.entries
    )
    lead = paragraph(chapter.lead, "lead")
    body = f"{lead}{_on_this_page(chapter)}{chapter.intro}{entries}"
    return _page(chapter.title, body, chapters, chapter.name)


def _on_this_page(chapter: Chapter) -> str:
    """Links to the entries of a long chapter, unless its intro leads to them."""
    if len(chapter.entries) < _MANY or chapter.intro:
        return ""
    links = "".join(
        f'<li><a href="#{escape(entry.anchor)}">{escape(entry.heading)}</a></li>'
        for entry in chapter.entries
    )
    return f'<nav class="onpage" aria-label="On this page"><ul>{links}</ul></nav>'


def index_page(chapters: Sequence[Chapter], lead: str) -> str:
    """The first page: what is in the book, and a search over all of it."""
    cards = "\n".join(
        f'<a class="card" href="{chapter.name}.html"><b>{escape(chapter.title)}</b>'
        f"{escape(chapter.lead)}</a>"
        for chapter in chapters
    )
    body = (
        f"{paragraph(lead, 'lead')}"
        '<p><label for="find">Find anything in the book</label>'
        '<input id="find" type="search" autocomplete="off"></p>'
        '<p id="count" class="note" role="status"></p><ul id="found"></ul>'
        f'<div id="contents" class="grid">{cards}</div>'
        '<script src="entries.js"></script><script src="search.js"></script>'
    )
    return _page("The knowledge of Backtalk", body, chapters, "index")


def search_entries(chapters: Sequence[Chapter]) -> str:
    """Every entry with its plain text, as a script the first page loads."""
    entries = [
        {
            "at": f"{chapter.name}.html#{entry.anchor}",
            "chapter": chapter.title,
            "heading": entry.heading,
            "text": plain(entry.body),
        }
        for chapter in chapters
        for entry in chapter.entries
    ]
    return f"const ENTRIES = {json.dumps(entries, ensure_ascii=False)};\n"


def plain(body: str) -> str:
    """What HTML says, without the marks."""
    return " ".join(unescape(_TAG.sub(" ", body)).split())


def _page(title: str, body: str, chapters: Sequence[Chapter], current: str) -> str:
    links = "".join(
        f'<li><a href="{chapter.name}.html"'
        f"{' aria-current=page' if chapter.name == current else ''}>"
        f"{escape(chapter.title)}</a></li>"
        for chapter in chapters
    )
    find = (
        '<form action="index.html"><input type="search" name="q" '
        'placeholder="Find" aria-label="Find in the book"></form>'
        if current != "index"
        else ""
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} – Backtalk</title>"
        '<link rel="stylesheet" href="book.css"></head><body>'
        '<a class="skip" href="#main">To the text</a><div class="book">'
        '<nav class="side" aria-label="Chapters">'
        f'<a class="title" href="index.html">The knowledge of Backtalk</a>{find}'
        f'<ol>{links}</ol></nav><main id="main"><h1>{escape(title)}</h1>{body}</main>'
        "</div></body></html>\n"
    )
