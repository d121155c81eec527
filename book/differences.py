"""What changed between two versions of the knowledge, in clinical words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from book.versions import Record, Version
from knowledge.model import Level

# What a reader should see first, and what each kind of record is called.
KINDS = {
    "red_flags": "Red flag",
    "triage": "Urgency rule",
    "evidence": "Evidence",
    "conditions": "Pattern",
    "grades": "Grade",
    "questions": "Question",
    "findings": "Finding",
    "self_care": "Self-care",
    "claims": "Claim",
    "disagreements": "Disagreement",
    "clinical_tests": "Examination test",
    "surgical_studies": "Operation study",
    "not_told": "Not told",
    "topics": "Topic",
    "references": "Source",
}
_LEVELS = frozenset(level.value for level in Level)
_QUIET = frozenset({"id", "fact", "facts"})
_FIELDS = {
    "when": "is raised or counts when",
    "unless": "is held back when",
    "if_unsure": "if left open",
    "strength": "strength",
    "favours": "speaks for it",
    "pre_test": "before any answer",
    "references": "sources",
    "basis": "basis",
    "findings": "asks about",
    "level": "urgency",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: the kind of thing, which one, and what about it, in a sentence.

    `urgency` says whether it can alter how soon somebody is seen.
    """

    kind: str
    subject: str
    sentence: str
    urgency: bool


def differences(old: Version, new: Version) -> list[Difference]:
    """Every change, those that can alter the urgency first."""
    found = [*_records(old, new), *_words(old, new)]
    order = list(KINDS)
    return sorted(
        found,
        key=lambda d: (
            not d.urgency,
            order.index(d.kind) if d.kind in order else len(order),
            d.subject,
        ),
    )


def told(found: list[Difference], old: str, new: str) -> str:
    """The changes as Markdown, to read, to discuss, and to put into a review."""
    lines = [f"# The knowledge: {old} to {new}", ""]
    if not found:
        return "\n".join([*lines, "Nothing clinical has changed."])
    urgent = [d for d in found if d.urgency]
    rest = [d for d in found if not d.urgency]
    counts = f"{len(found)} changes; {len(urgent)} can alter how soon people are seen."
    lines.append(counts)
    for heading, group in (
        ("What can alter how soon people are seen", urgent),
        ("Everything else", rest),
    ):
        if group:
            lines += ["", f"## {heading}", ""]
            lines += [f"- {_called(d)}: {d.sentence}" for d in group]
    return "\n".join(lines)


def _called(difference: Difference) -> str:
    if difference.kind in KINDS:
        return f"{KINDS[difference.kind]} {difference.subject}"
    return f"Words of {difference.kind}, {difference.subject}"


def _records(old: Version, new: Version) -> Iterator[Difference]:
    for kind in dict.fromkeys([*old.records, *new.records]):
        before, after = old.records.get(kind, {}), new.records.get(kind, {})
        for name in dict.fromkeys([*before, *after]):
            sentences = _record(new, old, before.get(name), after.get(name))
            for sentence, field in sentences:
                yield Difference(
                    kind=kind,
                    subject=_named(name),
                    sentence=sentence,
                    urgency=_is_urgent(kind, field),
                )


def _is_urgent(kind: str, field: str | None) -> bool:
    decides = kind in ("red_flags", "triage") and field not in ("references", "basis")
    return decides or (kind == "conditions" and field == "level")


def _record(
    new: Version, old: Version, before: Record | None, after: Record | None
) -> Iterator[tuple[str, str | None]]:
    """What happened to one record, and which field of it."""
    if before is None and after is not None:
        yield f"is new. {_summed_up(new, after)}", None
        return
    if after is None and before is not None:
        yield f"is gone. It said: {_summed_up(old, before)}", None
        return
    if before is None or after is None:
        return
    for field in dict.fromkeys([*before, *after]):
        if before.get(field) != after.get(field) and field != "id":
            yield _changed(old, new, field, before.get(field), after.get(field)), field


def _changed(old: Version, new: Version, field: str, before: Any, after: Any) -> str:
    if field in ("level", "if_unsure") and before in _LEVELS and after in _LEVELS:
        raised = Level(after).rank < Level(before).rank
        verb = "raised" if raised else "lowered"
        name = "urgency" if field == "level" else "urgency if left open"
        return f"{name} {verb} from {_plain(before)} to {_plain(after)}."
    name = _FIELDS.get(field, field.replace("_", " "))
    return f"{name}: was {_said(old, before)}, now {_said(new, after)}."


def _summed_up(version: Version, record: Record) -> str:
    parts = [
        f"{_FIELDS.get(field, field.replace('_', ' '))} {_said(version, value)}"
        for field, value in record.items()
        if field not in _QUIET
    ]
    return "; ".join(parts) + "."


def _said(version: Version, value: Any) -> str:
    """A value of a record with findings by their labels."""
    if value is None:
        return "not given"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _label(version, value)
    if isinstance(value, Mapping):
        return _statement(version, value)
    if isinstance(value, list):
        return ", ".join(_said(version, entry) for entry in value) or "nothing"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _statement(version: Version, value: Mapping[str, Any]) -> str:
    """An expression over findings, or any other record."""
    if set(value) == {"all"}:
        return f"({' and '.join(_said(version, part) for part in value['all'])})"
    if set(value) == {"any"}:
        return f"({' or '.join(_said(version, part) for part in value['any'])})"
    if set(value) == {"absent"}:
        return f"no {_said(version, value['absent'])}"
    if "of" in value and "at_least" in value:
        parts = "; ".join(_said(version, part) for part in value["of"])
        return f"at least {value['at_least']} of: {parts}"
    if "finding" in value:
        label = _said(version, value["finding"])
        limits = {"in": "is", "at_least": "from", "less_than": "below"}
        rest = [
            f"{word} {_said(version, value[key])}"
            for key, word in limits.items()
            if key in value
        ]
        return " ".join([label, *rest])
    return ", ".join(f"{_plain(k)} {_said(version, v)}" for k, v in value.items())


def _label(version: Version, name: str) -> str:
    words = version.words.get("findings", {}).get(name)
    return words["label"] if isinstance(words, Mapping) else _plain(name)


def _words(old: Version, new: Version) -> Iterator[Difference]:
    """Sentences that read differently now, or are new to somebody's eyes."""
    before = dict(_sentences(old))
    for place, text in _sentences(new):
        was = before.get(place)
        if was is not None and was != text:
            file, _, name = place.partition(": ")
            yield Difference(
                _plain(file),
                f"“{_plain(name)}”",
                f"reads “{text}”, before: “{was}”.",
                False,
            )


def _sentences(version: Version) -> Iterator[tuple[str, str]]:
    for file, content in version.words.items():
        yield from _texts(f"{file}: ", content)


def _texts(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place.rstrip("."), value.strip()
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _texts(f"{place}{key}.", entry)
    elif isinstance(value, list):
        for number, entry in enumerate(value, start=1):
            yield from _texts(f"{place}{number}.", entry)


def _named(name: str) -> str:
    owner, _, own = name.rpartition("/")
    return f"“{_plain(own)}” of {_plain(owner)}" if owner else f"“{_plain(own)}”"


def _plain(name: Any) -> str:
    return str(name).replace("_", " ")
