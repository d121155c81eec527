"""What stands on the screens of the front desk: words to read aloud, and for staff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from knowledge.errors import Problem
from knowledge.model import Kind, KnowledgeBase
from rendering.loading import DEFAULT_LOCALE, LOCALES
from rendering.reading import check_shape, read, read_all, refuse
from rendering.voice import Voice

FILES = (
    "steps",
    "questions",
    "findings",
    "heard",
    "warning_signs",
    "alarms",
    "outcomes",
    "phrases",
    "pages",
    "clinical",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A field or an option."""

    label: str
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What callers say, and what to do then."""

    they: str
    you: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """One step of the script. `say` is read aloud, `do` is for staff alone."""

    title: str
    say: str | None = None
    do: str | None = None
    plain: str | None = None
    hints: tuple[Hint, ...] = ()
    words: Labelled | None = None
    fields: Mapping[str, Labelled] = field(default_factory=dict)
    options: Mapping[str, Labelled] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenQuestion:
    """A question of the engine as it is read aloud."""

    say: str
    plain: str
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmWords:
    """An emergency: what to say and what to do."""

    title: str
    say: str
    do: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenSigns:
    """Warning signs under one heading, read aloud at the end of a call."""

    heading: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeWords:
    """How a call ended.

    `do` is what staff do then, `told` what they are told once it is on the work list.
    """

    title: str
    do: str | None = None
    told: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWording:
    """Everything on the desk's screens; `clinical` is for clinicians alone.

    `heard` has findings, or their choices (`side.left`), as they are read back.
    """

    steps: Mapping[str, StepWords]
    questions: Mapping[str, SpokenQuestion]
    findings: Mapping[str, str]
    heard: Mapping[str, str]
    warning_signs: Mapping[str, SpokenSigns]
    any_alarm: AlarmWords
    alarms: Mapping[str, AlarmWords]
    refusing: AlarmWords
    not_so_note: str
    exits: Mapping[str, Labelled]
    outcomes: Mapping[str, OutcomeWords]
    phrases: Mapping[str, str]
    pages: Mapping[str, str]
    clinical: Mapping[str, str]


def load_desk_wording(
    kb: KnowledgeBase, locale: str = DEFAULT_LOCALE, folder: Path = LOCALES
) -> DeskWording:
    """The words of the desk, checked against the questions that it reads aloud.

    Raises:
        WordingError: with every problem found.
    """
    problems: list[Problem] = []
    raw = read_all(folder / locale / "desk", FILES, problems)
    refuse(problems)
    check_shape(raw, "desk", folder="desk/")
    refuse(list(_missing(kb, raw)))
    alarms = raw["alarms"]
    return DeskWording(
        steps={key: _step(entry) for key, entry in raw["steps"].items()},
        questions={
            key: SpokenQuestion(**{**entry, "hints": _hints(entry)})
            for key, entry in raw["questions"].items()
        },
        findings=raw["findings"],
        heard=raw["heard"],
        warning_signs={
            key: SpokenSigns(heading=entry["heading"], signs=tuple(entry["signs"]))
            for key, entry in raw["warning_signs"].items()
        },
        any_alarm=_alarm(alarms["any"]),
        alarms={key: _alarm(entry) for key, entry in alarms["kinds"].items()},
        refusing=_alarm(alarms["refusing"]),
        not_so_note=alarms["not_so_note"],
        exits=_labelled(alarms["exits"]),
        outcomes={key: OutcomeWords(**e) for key, e in raw["outcomes"].items()},
        phrases=raw["phrases"],
        pages=raw["pages"],
        clinical=raw["clinical"],
    )


def reading_back(voice: Voice, heard: Mapping[str, str]) -> Voice:
    """The voice in which staff read back what a caller has just told."""
    worded = dict(voice.wording.findings)
    for key, text in heard.items():
        finding, _, choice = key.partition(".")
        words = worded[finding]
        if choice:
            worded[finding] = replace(words, choices={**words.choices, choice: text})
        else:
            worded[finding] = replace(words, present=text)
    return replace(voice, wording=replace(voice.wording, findings=worded))


def load_pages(locale: str = DEFAULT_LOCALE, folder: Path = LOCALES) -> dict[str, str]:
    """The words around the script, for what runs without the knowledge.

    Raises:
        WordingError: when they cannot be read.
    """
    problems: list[Problem] = []
    pages = read(folder / locale / "desk" / "pages.yml", problems)
    refuse(problems)
    return dict(pages)


def _missing(kb: KnowledgeBase, raw: Mapping[str, Any]) -> Iterator[Problem]:
    several = [
        finding
        for question in kb.questions.values()
        if question.kind == "multiple"
        for finding in question.findings
        if kb.findings[finding].kind is Kind.BOOLEAN
    ]
    yield from _both_ways("desk/questions.yml", kb.questions, raw["questions"])
    yield from _both_ways("desk/findings.yml", several, raw["findings"])
    for key in sorted(set(raw["heard"]) - set(_tellable(kb))):
        yield Problem("desk/heard.yml", key, "is no finding or choice; mend the id")


def _tellable(kb: KnowledgeBase) -> Iterator[str]:
    """Findings, and each choice of one behind a point."""
    for finding in kb.findings.values():
        yield finding.id
        yield from (f"{finding.id}.{choice}" for choice in finding.choices)


def _both_ways(
    file: str, known: Iterable[str], worded: Mapping[str, object]
) -> Iterator[Problem]:
    ids = set(known)
    for missing in sorted(ids - worded.keys()):
        yield Problem(file, missing, "has no words to read aloud; write them")
    for extra in sorted(worded.keys() - ids):
        yield Problem(file, extra, "is asked in no question; remove it or mend the id")


def _step(entry: Mapping[str, Any]) -> StepWords:
    words = entry.get("words")
    return StepWords(
        title=entry["title"],
        say=entry.get("say"),
        do=entry.get("do"),
        plain=entry.get("plain"),
        hints=_hints(entry),
        words=Labelled(**words) if words else None,
        fields=_labelled(entry.get("fields", {})),
        options=_labelled(entry.get("options", {})),
    )


def _alarm(entry: Mapping[str, Any]) -> AlarmWords:
    return AlarmWords(title=entry["title"], say=entry["say"], do=tuple(entry["do"]))


def _hints(entry: Mapping[str, Any]) -> tuple[Hint, ...]:
    return tuple(Hint(**hint) for hint in entry.get("hints", ()))


def _labelled(entries: Mapping[str, Any]) -> dict[str, Labelled]:
    return {key: Labelled(**entry) for key, entry in entries.items()}
