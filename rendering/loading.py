"""Loads the wording of a locale, once, and refuses it when it is not complete."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from knowledge.errors import Problem
from knowledge.files import read_yaml
from knowledge.model import KnowledgeBase
from rendering.checks import check
from rendering.reading import check_shape, read_all, refuse
from rendering.wording import (
    CardWords,
    CareWords,
    ConditionWords,
    DispositionWords,
    DrawingWords,
    Emergency,
    FindingWords,
    QuestionWords,
    SignList,
    Span,
    SuspectedWords,
    Wording,
)

LOCALES = Path(__file__).parent / "wording"
PHRASE_SOURCES: Mapping[str, list[str]] = read_yaml(
    Path(__file__).parent / "phrase_sources.yml"
)
"""Where the fixed sentences are from that say something about health."""
DEFAULT_LOCALE = "en"
SPOKEN = tuple(sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))
"""The locales there is wording for."""
FILES = (
    "findings",
    "questions",
    "conditions",
    "red_flags",
    "triage",
    "dispositions",
    "suspected",
    "safety_net",
    "cards",
    "self_care",
    "emergencies",
    "phrases",
)


def load_wording(
    kb: KnowledgeBase, locale: str = DEFAULT_LOCALE, folder: Path = LOCALES
) -> Wording:
    """The wording of one locale, checked against the knowledge in both directions.

    What another locale leaves out is said in the default one: a warning in a foreign
    language is better than none.

    Raises:
        WordingError: with every problem found; the wording must not be used.
    """
    problems: list[Problem] = []
    raw = read_all(folder / locale, FILES, problems)
    if locale != DEFAULT_LOCALE and not problems:
        usual = read_all(folder / DEFAULT_LOCALE, FILES, problems)
        raw = {
            name: {
                key: _completed(raw[name].get(key), usual[name][key]) for key in file
            }
            for name, file in usual.items()
        }
    refuse(problems)
    check_shape(raw, "wording")
    wording = _built(locale, raw)
    refuse(list(check(kb, wording)))
    return wording


def _completed(given: Any, usual: Any) -> Any:
    """What is given, with what it leaves out."""
    if isinstance(given, dict) and isinstance(usual, dict):
        return {
            **given,
            **{key: _completed(given.get(key), usual[key]) for key in usual},
        }
    return usual if given is None else given


def _built(locale: str, raw: Mapping[str, Any]) -> Wording:
    return Wording(
        locale=locale,
        findings={key: _finding(entry) for key, entry in raw["findings"].items()},
        questions={k: QuestionWords(**entry) for k, entry in raw["questions"].items()},
        conditions={
            key: ConditionWords(**entry) for key, entry in raw["conditions"].items()
        },
        red_flags=raw["red_flags"],
        triage=raw["triage"],
        dispositions={
            key: DispositionWords(**entry) for key, entry in raw["dispositions"].items()
        },
        suspected={
            key: SuspectedWords(**entry) for key, entry in raw["suspected"].items()
        },
        safety_net={k: _signs(entry) for k, entry in raw["safety_net"].items()},
        cards={key: _card(entry) for key, entry in raw["cards"].items()},
        self_care=_care(raw["self_care"]),
        emergencies={
            key: Emergency(**entry) for key, entry in raw["emergencies"].items()
        },
        phrases=raw["phrases"],
    )


def _finding(entry: Mapping[str, Any]) -> FindingWords:
    spans = tuple(Span(**span) for span in entry.get("spans", ()))
    return FindingWords(**{**entry, "spans": spans})


def _signs(entry: Mapping[str, Any]) -> SignList:
    return SignList(
        heading=entry["heading"],
        signs=tuple(entry["signs"]),
        references=tuple(entry["references"]),
    )


def _card(entry: Mapping[str, Any]) -> CardWords:
    lists = {key: tuple(entry[key]) for key in ("signs", "references")}
    return CardWords(**{**entry, **lists})


def _care(entry: Mapping[str, Any]) -> CareWords:
    drawings = {key: DrawingWords(**words) for key, words in entry["drawings"].items()}
    return CareWords(**{**entry, "drawings": drawings})
