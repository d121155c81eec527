"""A sheet as a page: to read on a screen, to print, and through WeasyPrint as a PDF."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from handover.entries import Entry, Field
from handover.sheets import Section, Sheet

STYLESHEET = Path(__file__).parent / "page.css"
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})


class NoPdf(Exception):
    """WeasyPrint, or what it needs of the system, is not installed."""


def page(sheet: Sheet, stylesheet: str | None = None) -> str:
    """The sheet as an HTML document.

    Args:
        sheet: what to show.
        stylesheet: the address under which `STYLESHEET` is served, for servers whose
            policy forbids inline styles; without it the page holds its style itself.
    """
    css = STYLESHEET.read_text(encoding="utf-8")
    style = (
        f'<link rel="stylesheet" href="{escape(stylesheet)}">'
        if stylesheet
        else f"<style>{css}</style>"
    )
    direction = "rtl" if sheet.locale.split("-")[0] in _RIGHT_TO_LEFT else "ltr"
    return (
        f'<!doctype html><html lang="{escape(sheet.locale)}" dir="{direction}"><head>'
        '<meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{escape(sheet.title)}</title>{style}</head><body>{article(sheet)}"
        "</body></html>"
    )


def article(sheet: Sheet) -> str:
    """The sheet alone, to stand in a page of somebody else."""
    sections = "".join(_section(section, sheet.nothing) for section in sheet.sections)
    return (
        f'<main class="sheet sheet-{sheet.kind.value}"><h1>{escape(sheet.title)}</h1>'
        f"{sections}<footer>{escape(sheet.footer)}</footer></main>"
    )


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF; nothing is fetched from anywhere for it.

    Raises:
        NoPdf: when WeasyPrint is not there.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        raise NoPdf(
            "PDF needs WeasyPrint: uv sync --extra pdf, and of the system libpango "
            "(Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0)."
        ) from error
    made: bytes = HTML(string=page(sheet), url_fetcher=_nothing).write_pdf()
    return made


def _nothing(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"a sheet refers to nothing outside itself, not to {url!r}")


def _section(section: Section, nothing: str) -> str:
    heading = f"<h2>{escape(section.heading)}</h2>" if section.heading else ""
    fields = "".join(_field(field, nothing) for field in section.fields)
    return f"<section>{heading}<dl>{fields}</dl></section>"


def _field(field: Field, nothing: str) -> str:
    return (
        f'<div class="field field-{field.id}"><dt>{escape(field.label)}</dt>'
        f"<dd>{_entries(field, nothing)}</dd></div>"
    )


def _entries(field: Field, nothing: str) -> str:
    if field.runs_on or not field.entries:
        said = "; ".join(_span(entry) for entry in field.entries)
        return said or escape(nothing)
    if len(field.entries) == 1:
        return _span(field.entries[0]) + _detail(field.entries[0])
    lines = (f"<li>{_span(entry)}{_detail(entry)}</li>" for entry in field.entries)
    return f"<ul>{''.join(lines)}</ul>"


def _span(entry: Entry) -> str:
    return f'<span dir="auto" data-id="{escape(entry.id)}">{escape(entry.words)}</span>'


def _detail(entry: Entry) -> str:
    if not entry.detail:
        return ""
    return f'<div class="told" dir="auto">{escape(entry.detail)}</div>'
