"""`python -m book FOLDER` writes the knowledge book."""

from __future__ import annotations

import sys
from pathlib import Path

import knowledge
from answering.wording import load_words
from book import engine, sources
from book.awaiting import awaiting
from book.page import chapter_page, index_page
from knowledge.library import load_library
from rendering.clinic import load_clinic
from rendering.loading import load_wording


def write(folder: Path) -> list[Path]:
    """Writes every page into `folder` and says which."""
    kb = knowledge.load()
    wording, library = load_wording(kb), load_library(kb)
    words = load_words(library, load_clinic(kb).facts())
    chapters = [
        engine.patterns(kb, wording),
        engine.red_flags(kb, wording),
        engine.questions(kb, wording),
        sources.claims(library, words),
        sources.tests(library),
        sources.studies(library, words),
        sources.disagreements(library, words),
        sources.references(library),
        awaiting(kb, wording, library, words),
    ]
    lead = f"Everything the checker knows and tells, version {kb.version}."
    pages = {"index": index_page(chapters, lead)}
    pages |= {chapter.name: chapter_page(chapter, chapters) for chapter in chapters}
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, html in pages.items():
        path = folder / f"{name}.html"
        path.write_text(html, encoding="utf-8")
        written.append(path)
    return written


if __name__ == "__main__":
    for page in write(Path(sys.argv[1] if len(sys.argv) > 1 else "results/book")):
        print(page)
