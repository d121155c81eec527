"""Puts the book together and writes it into a folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import knowledge
import rendering
from answering.wording import load_words
from book import engine, sources
from book.awaiting import awaiting
from book.care import self_care
from book.page import ASSETS, Chapter, chapter_page, index_page, search_entries
from book.patterns import patterns
from knowledge.library import load_library
from rendering.clinic import load_clinic
from rendering.loading import load_wording
from rendering.voice import Voice

DRAWINGS = Path(rendering.__file__).parent / "drawings"


def write(folder: Path) -> list[Path]:
    """Writes every page into `folder` and says which."""
    kb = knowledge.load()
    found = chapters(kb)
    lead = (
        "Everything the checker knows and tells, with its sources, made from the data "
        f"it runs on. Version {kb.version}."
    )
    pages = {"index": index_page(found, lead)}
    pages |= {chapter.name: chapter_page(chapter, found) for chapter in found}
    folder.mkdir(parents=True, exist_ok=True)
    for asset in sorted(ASSETS.iterdir()):
        shutil.copy(asset, folder / asset.name)
    shutil.copytree(DRAWINGS, folder / "drawings", dirs_exist_ok=True)
    (folder / "entries.js").write_text(search_entries(found), encoding="utf-8")
    written = []
    for name, html in pages.items():
        path = folder / f"{name}.html"
        path.write_text(html, encoding="utf-8")
        written.append(path)
    return written


def chapters(kb: knowledge.KnowledgeBase) -> list[Chapter]:
    """Every page of the book but the first."""
    wording, clinic, library = load_wording(kb), load_clinic(kb), load_library(kb)
    voice, words = Voice(kb, wording, clinic), load_words(library, clinic.facts())
    return [
        engine.deciding(kb, voice),
        engine.red_flags(kb, voice),
        patterns(kb, wording, library, words),
        engine.questions(kb, wording),
        self_care(voice),
        sources.claims(library, words),
        sources.disagreements(library, words),
        sources.tests(library, words),
        sources.studies(library, words),
        sources.references(library),
        awaiting(kb, voice, library, words),
    ]
