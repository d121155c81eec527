"""What was heard: the records the rest of the product reads."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.case import Value

PRESENT = "present"
ABSENT = "absent"
UNSURE = "unsure"
DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Statement:
    """One finding as the person put it.

    `start` and `end` are character positions in the message. `certain` is False when
    the statement was inferred ("bladder ok") rather than said in so many words.
    """

    finding: str
    status: str
    value: Value = None
    start: int = 0
    end: int = 0
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """The pending question, with its options as (id, title) in the order last shown."""

    question: str
    kind: str
    findings: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A likely misspelling that would change a red flag: to be asked, not assumed."""

    written: str
    meant: str
    finding: str
    status: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything one message said.

    `contradicted` names the red flags that it both reports and denies in so many words
    without putting itself right; their statement is the more cautious reading.
    `half_heard` is what the message says of the rest of the list asked for while a part
    of it was not understood: no statement yet, but to be asked once more.

    The rest is what words that no pattern foresees add. `perhaps` names the red flags
    that it may tell of in such words, the likeliest first, `likely` those that it all
    but surely does: to be asked back, never recorded before that. `guessed` are other
    facts and any denials that it all but surely tells of: they count only where nothing
    is known.
    """

    statements: tuple[Statement, ...] = ()
    reply: str | None = None
    emergencies: tuple[str, ...] = ()
    about_other: bool = False
    suggestions: tuple[Suggestion, ...] = ()
    contradicted: tuple[str, ...] = ()
    half_heard: tuple[Statement, ...] = ()
    guessed: tuple[Statement, ...] = ()
    likely: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
