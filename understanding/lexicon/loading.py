"""Reads a language's lexicon and reports every problem at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from understanding.errors import LexiconError
from understanding.lexicon.notation import NotationError, parse
from understanding.lexicon.patterns import PatternError, PatternParser
from understanding.lexicon.phrases import Phrasings
from understanding.lexicon.records import (
    NOT_CLAIMED,
    Activity,
    Effect,
    Frame,
    Lexicon,
)
from understanding.model import ABSENT, PRESENT

_HERE = Path(__file__).parent
_VOWELS = re.compile("[aeiou]")
_DOUBLED = re.compile(r"(.)\1")
_OUTCOMES = ("worse", "better", "fine", "less", "unhelped", "neutral")
_EFFECTS = _OUTCOMES


@lru_cache(maxsize=None)
def load_lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language, read once.

    Raises:
        LexiconError: naming file, entry and what is wrong, for all problems found.
    """
    return read_lexicon(_HERE / language)


def read_lexicon(folder: Path) -> Lexicon:
    """The lexicon in a folder; see `load_lexicon`."""
    return _Reader(folder).lexicon()


class _Reader:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._problems: list[str] = []
        self._files: dict[str, Mapping[str, Any]] = {}
        self._yaml = YAML(typ="safe", pure=True)

    def lexicon(self) -> Lexicon:
        words = self._read("values")
        people = self._read("findings")
        spelling = self._read("spelling")
        concepts = self._concepts()
        self._patterns = PatternParser(concepts)
        lexicon = Lexicon(
            language=self._folder.name,
            concepts=concepts,
            overlays=self._overlays(concepts),
            activities=self._activities(),
            effects=self._effects(),
            frames=tuple(self._frames()),
            emergencies=tuple(self._entries("emergencies")),
            postures=tuple(self._entries("postures")),
            topics=self._topics(),
            asked_topics=self._asked_topics(),
            terms={
                name: frozenset(str(words).split())
                for name, words in self._read("terms").items()
            },
            numbers=words.get("numbers", {}),
            ordinals=words.get("ordinals", {}),
            units=words.get("units", {}),
            vague_units=words.get("vague_units", {}),
            moments=words.get("moments", {}),
            calendar=words.get("calendar", {}),
            plain_moments=frozenset(words.get("plain_moments", ())),
            decades=words.get("decades", {}),
            spellings=_spellings(spelling),
            common_words=frozenset(spelling.get("common", "").split()),
            red_flags=frozenset(people.get("red_flags", ())),
            history=frozenset(people.get("history", ())),
            family=frozenset(people.get("family", ())),
            feared=frozenset(people.get("feared", ())),
            figurative=frozenset(people.get("figurative", ())),
            may_mean=dict(people.get("may_mean", {})),
            felt=frozenset(people.get("felt", ())),
            words=concepts.words(),
        )
        if self._problems:
            raise LexiconError(self._problems)
        return lexicon

    def _read(self, name: str) -> Mapping[str, Any]:
        if name not in self._files:
            self._files[name] = self._load(self._folder / f"{name}.yml")
        return self._files[name]

    def _load(self, path: Path) -> Mapping[str, Any]:
        try:
            return self._yaml.load(path) or {}
        except (OSError, YAMLError) as error:
            self._problems.append(f"{path.name}: cannot be read: {error}")
            return {}

    def _concepts(self) -> Phrasings:
        found: dict[str, tuple[str, ...]] = {}
        for file, prefix in _CONCEPT_FILES.items():
            for name, entry in self._read(file).items():
                notations = entry["words"] if isinstance(entry, Mapping) else entry
                if prefix + name in found:
                    self._problems.append(f"{file}.yml: {name}: is in another file too")
                found[prefix + name] = tuple(
                    notation
                    for notation in map(str, notations)
                    if self._tried(f"{file}.yml: {name}", parse, notation)
                )
        return Phrasings(found)

    def _overlays(self, concepts: Mapping[str, Any]) -> frozenset[str]:
        listed = {*self._read("overlays"), *self._read("replies")}
        return frozenset(c for c in concepts if c in listed or c.endswith("_after"))

    def _activities(self) -> dict[str, Activity]:
        found: dict[str, Activity] = {}
        for name, entry in self._read("activities").items():
            outcomes = {key: _statuses(entry.get(key)) for key in _OUTCOMES}
            for finding in outcomes["worse"]:
                if entry.get("fine") is None:
                    outcomes["fine"] = {**outcomes["fine"], finding: ABSENT}
            for finding in outcomes["better"]:
                if not entry.get("unhelped"):
                    outcomes["unhelped"] = {**outcomes["unhelped"], finding: ABSENT}
            if not outcomes["better"] and not entry.get("unhelped"):
                # Nobody coughs for relief: "coughing does nothing" is no trouble.
                outcomes["unhelped"] = outcomes["fine"]
            outcomes["neutral"] = outcomes["neutral"] or outcomes["fine"]
            thing = bool(entry.get("thing", False))
            found[f"act.{name}"] = Activity(f"act.{name}", **outcomes, thing=thing)
        return found

    def _effects(self) -> dict[str, Effect]:
        found: dict[str, Effect] = {}
        for name, entry in self._read("effects").items():
            means = entry.get("means", name)
            negated = entry.get("negated")
            if means not in _EFFECTS or negated not in (*_EFFECTS, "nothing"):
                self._problems.append(
                    f"effects.yml: {name}: means and negated must be one of "
                    f"{', '.join(_EFFECTS)}"
                )
            found[f"eff.{name}"] = Effect(
                f"eff.{name}", means, negated, entry.get("weak", False)
            )
        return found

    def _frames(self) -> Iterator[Frame]:
        for path in sorted((self._folder / "frames").glob("*.yml")):
            for finding, entry in self._read(f"frames/{path.stem}").items():
                where = f"frames/{path.name}: {finding}"
                for key, notations in entry.items():
                    if key in ("topics", "asked_topics"):
                        continue
                    yield from self._frame(where, finding, key, notations)

    def _frame(
        self, where: str, finding: str, key: str, notations: Any
    ) -> Iterator[Frame]:
        if isinstance(notations, Mapping):
            for value, inner in notations.items():
                for notation in inner:
                    for pattern in self._tried(where, self._patterns.parse, notation):
                        yield Frame(pattern, finding, PRESENT, value)
            return
        if key not in _STATUS:
            self._problems.append(f"{where}: {key!r} is not one of {list(_STATUS)}")
            return
        status, certain = _STATUS[key]
        for notation in notations:
            for pattern in self._tried(where, self._patterns.parse, notation):
                yield Frame(pattern, finding, status, None, certain)
                if status == PRESENT and not _UNABLE.isdisjoint(pattern[0].concepts):
                    can = (replace(pattern[0], **_ABLE), *pattern[1:])
                    yield Frame(can, finding, ABSENT, None, certain=False, able=True)

    def _entries(self, file: str) -> Iterator[Frame]:
        """The frames of a file whose names are no findings."""
        for name, entry in self._read(file).items():
            where = f"{file}.yml: {name}"
            if not isinstance(entry, Mapping):
                entry = {"present": entry}
            for key, notations in entry.items():
                yield from self._frame(where, name, key, notations)

    def _topics(self) -> dict[str, str]:
        return dict(self._standing_for("topics"))

    def _asked_topics(self) -> dict[str, tuple[str, ...]]:
        topics: dict[str, tuple[str, ...]] = {}
        for concept, finding in self._standing_for("asked_topics"):
            topics[concept] = (*topics.get(concept, ()), finding)
        return topics

    def _standing_for(self, key: str) -> Iterator[tuple[str, str]]:
        """The concepts listed under a key of the frames, each with its finding."""
        for path in sorted((self._folder / "frames").glob("*.yml")):
            for finding, entry in self._read(f"frames/{path.stem}").items():
                for concept in entry.get(key, ()):
                    yield concept, finding

    def _tried(self, where: str, make: Callable[..., Any], *given: Any) -> Any:
        try:
            return make(*given)
        except (NotationError, PatternError) as error:
            self._problems.append(f"{where}: {error}")
            return ()


_CONCEPT_FILES = {
    "concepts": "",
    "overlays": "",
    "triggers": "",
    "people": "",
    "replies": "",
    "times": "",
    "sites": "site.",
    "activities": "act.",
    "effects": "eff.",
}
# What one cannot do is the sign; what one can do denies it: "I can feel the paper".
_UNABLE = frozenset({"cannot", "dont_cant"})
_ABLE: Mapping[str, Any] = {
    "words": frozenset({"can", "able"}),
    "concepts": frozenset(),
    "keys": frozenset({"can", "able"}),
}
_STATUS = {
    "present": (PRESENT, True),
    "likely": (PRESENT, False),
    "absent": (ABSENT, True),
    "likely_absent": (ABSENT, False),
    NOT_CLAIMED: (NOT_CLAIMED, True),
}


def _statuses(entry: Any) -> dict[str, str]:
    if entry is None:
        return {}
    if isinstance(entry, Mapping):
        return dict(entry)
    return dict.fromkeys(entry, PRESENT)


def _spellings(entry: Mapping[str, Any]) -> dict[str, str]:
    written = {
        wrong: right
        for right, wrongs in entry.get("spellings", {}).items()
        for wrong in wrongs.split()
    }
    hurried = {
        short: word
        for word in entry.get("vowelless", "").split()
        for short in _without_vowels(word)
    }
    return hurried | written


def _without_vowels(word: str) -> set[str]:
    """How people text a word in a hurry: "blddr" and "bldr" for a bladder."""
    bare = word[0] + _VOWELS.sub("", word[1:])
    return {short for short in (bare, _DOUBLED.sub(r"\1", bare)) if len(short) > 2}
