"""The look of a page: plain HTML, light and dark, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

STYLE = """
:root { color-scheme: light dark; --line: #8886; --soft: #8882; }
body { font: 1.05rem/1.6 system-ui, sans-serif; margin: 0 auto; max-width: 62rem;
  padding: 1rem; }
nav a { margin-right: .9rem; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .5rem; text-align: left;
  vertical-align: top; }
th { background: var(--soft); }
section { margin: 2.2rem 0; }
.note { color: GrayText; font-size: .92em; }
input { font: inherit; padding: .4rem; width: 100%; box-sizing: border-box; }
@media print { nav, input { display: none; } }
"""

SEARCH = """
const box = document.getElementById("find");
const rows = [...document.querySelectorAll("#all li")];
box.addEventListener("input", () => {
  const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  }
});
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the book: its anchor, its heading and its content as HTML."""

    anchor: str
    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the book."""

    name: str
    title: str
    lead: str
    entries: Sequence[Entry]


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph of plain text."""
    attribute = f' class="{kind}"' if kind else ""
    return f"<p{attribute}>{escape(text)}</p>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of plain texts."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    lines = (
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return (
        f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    )


def chapter_page(chapter: Chapter, chapters: Sequence[Chapter]) -> str:
    """A chapter as a whole HTML page."""
    entries = "\n".join(
        f'<section id="{escape(entry.anchor)}"><h2>{escape(entry.heading)}</h2>'
        f"{entry.body}</section>"
        for entry in chapter.entries
    )
    return _page(chapter.title, paragraph(chapter.lead) + entries, chapters)


def index_page(chapters: Sequence[Chapter], lead: str) -> str:
    """The first page: what is in the book, and a search over all headings."""
    lines = "\n".join(
        f'<li><a href="{chapter.name}.html#{escape(entry.anchor)}">'
        f"{escape(entry.heading)}</a> "
        f'<span class="note">{escape(chapter.title)}</span></li>'
        for chapter in chapters
        for entry in chapter.entries
    )
    body = (
        f'{paragraph(lead)}<label for="find">Find</label>'
        '<input id="find" type="search">'
        f'<ul id="all">{lines}</ul><script>{SEARCH}</script>'
    )
    return _page("The knowledge of Backtalk", body, chapters)


def _page(title: str, body: str, chapters: Sequence[Chapter]) -> str:
    links = "".join(
        f'<a href="{chapter.name}.html">{escape(chapter.title)}</a>'
        for chapter in chapters
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        f'<nav aria-label="Chapters"><a href="index.html">Contents</a>{links}</nav>'
        f"<main><h1>{escape(title)}</h1>{body}</main></body></html>\n"
    )
