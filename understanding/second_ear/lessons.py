"""What the second ear learns from: messages, each with what it says.

Two kinds, a file a voice. `sentences/*.txt` tell of warning signs only, a line each:
`sign, sign | message`. `messages/*.yml` are labelled completely, each with what it
`means` as in the specification of `understanding`, and with what is `open`: findings
that a careful reader might take from it or not, which teach nothing. Where only what
the message is about was labelled that is `all`, and `not` may name what it is not
about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from understanding.errors import LexiconError
from understanding.model import ABSENT, PRESENT
from understanding.second_ear.classifier import FOLDER
from understanding.second_ear.readings import Reading

NOTHING = "-"
_ALL = "all"
_FIELDS = frozenset({"say", "means", "open", "not"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A message and what it says; `voice` is the file it is in.

    `about` are the findings looked for when it was labelled (None: all of them) beside
    those it says something of; `open` teach nothing.
    """

    text: str
    says: frozenset[Reading]
    voice: str
    about: frozenset[str] | None = None
    open: frozenset[str] = frozenset()

    def teaches(self, reading: Reading) -> bool | None:
        """Whether the message says so; None when its label does not tell."""
        if reading in self.says:
            return True
        if reading.finding in self.open:
            return None
        if self.about is None or reading.finding in {r.finding for r in self.says}:
            return False
        looked_for = reading.finding in self.about and not reading.is_denial
        return False if looked_for else None


def read_lessons(language: str) -> list[Lesson]:
    """All lessons of a language, by file and line.

    Raises:
        LexiconError: when a file is not in the format described above.
    """
    folder = FOLDER / language
    told = [
        line
        for path in sorted((folder / "sentences").glob("*.txt"))
        for line in _lines(path)
    ]
    signs = frozenset(sign for _, _, named in told for sign in named)
    lessons = [
        Lesson(text=text, says=frozenset(map(Reading, named)), voice=voice, about=signs)
        for voice, text, named in told
    ]
    for path in sorted((folder / "messages").glob("*.yml")):
        lessons += _messages(path)
    return lessons


def digest(lessons: Sequence[Lesson]) -> str:
    """What changes when the lessons do."""
    told = sorted(
        f"{','.join(sorted(map(str, lesson.says)))}|{','.join(sorted(lesson.open))}"
        f"|{lesson.text}"
        for lesson in lessons
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _lines(path: Path) -> Iterator[tuple[str, str, frozenset[str]]]:
    """The voice, message and signs of each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if not line or line.startswith("#"):
            continue
        signs, bar, text = (part.strip() for part in line.partition("|"))
        named = frozenset(sign.strip() for sign in signs.split(",")) - {NOTHING}
        if not bar or not text or not signs or "" in named:
            problem = (
                f"{path.name}, line {number}: must be `sign, sign | message`, or "
                f"`{NOTHING} | message` when the message tells of no warning sign"
            )
            raise LexiconError([problem])
        yield path.stem, text, named


def _messages(path: Path) -> Iterator[Lesson]:
    records = YAML(typ="safe").load(path)
    for number, record in enumerate(records, start=1):
        if not _is_message(record):
            problem = (
                f"{path.name}, message {number}: must have `say` (text), `means` "
                "(finding: true, false, a value or a list of values that are all "
                "right) and, if need be, `open` (a list of findings, or `all`) and "
                "`not` (a list of findings)"
            )
            raise LexiconError([problem])
        left = record.get("open", [])
        yield Lesson(
            text=record["say"],
            says=frozenset(_readings(record["means"])),
            voice=path.stem,
            about=frozenset(record.get("not", ())) if left == _ALL else None,
            open=frozenset(() if left == _ALL else left),
        )


def _is_message(record: object) -> bool:
    return (
        isinstance(record, dict)
        and {"say", "means"} <= record.keys() <= _FIELDS
        and isinstance(record["say"], str)
        and isinstance(record["means"], dict)
        and (isinstance(left := record.get("open", []), list) or left == _ALL)
        and isinstance(record.get("not", []), list)
    )


def _readings(means: Mapping[str, Any]) -> Iterator[Reading]:
    """What is said, without numbers: those are read, not guessed."""
    for finding, said in means.items():
        if isinstance(said, bool):
            yield Reading(finding, PRESENT if said else ABSENT)
        else:
            values = said if isinstance(said, list) else [said]
            yield from (Reading(finding, value=v) for v in values if isinstance(v, str))
