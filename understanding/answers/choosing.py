"""Picking among the options of a question: "the second", "1 and 3", "lower back"."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from understanding.mentions import words_of
from understanding.model import ABSENT, DECLINED, PRESENT, UNSURE, Asked
from understanding.text.utterance import Utterance

Choice = tuple[str, str, str | float | None, bool]
_ALIKE = 92.0
_SHORT = 7
_STATUS = {
    "yes": PRESENT,
    "no": ABSENT,
    "none": ABSENT,
    "unsure": UNSURE,
    "declined": DECLINED,
}


def chosen_options(
    utterance: Utterance, asked: Asked, open_: Sequence[str]
) -> list[Choice] | None:
    """What the options picked say of the findings still open; None when none was."""
    picked = _by_number(utterance, asked) or _by_title(utterance, asked)
    if not picked:
        return _by_concept(utterance, asked, open_)
    choices: list[Choice] = []
    for option in picked:
        if option in _STATUS:
            return [(finding, _STATUS[option], None, True) for finding in open_]
        if asked.kind == "multiple" and option in asked.findings:
            choices.append((option, PRESENT, None, True))
        elif asked.kind in ("choice", "number") and open_:
            choices.append((open_[0], PRESENT, option, True))
    chosen = {choice[0] for choice in choices}
    if asked.kind == "multiple" and utterance.has("only_reply", "rest_absent"):
        choices += [(f, ABSENT, None, True) for f in open_ if f not in chosen]
    return choices or None


def _by_concept(
    utterance: Utterance, asked: Asked, open_: Sequence[str]
) -> list[Choice] | None:
    """Reads what counts only when asked: "pulling a pallet" for how it began."""
    if "onset" in open_:
        for concept, value in _BEGINNINGS.items():
            if utterance.has(concept) and not utterance.has("not"):
                return [("onset", PRESENT, value, False)]
    if "main_site" in open_:
        for mark in utterance.marks:
            site = mark.concept.removeprefix("site.")
            if site not in (mark.concept, "elsewhere") and not utterance.has("not"):
                return [("main_site", PRESENT, site, False)]
    return None


_BEGINNINGS = {
    "fall": "after_fall",
    "landed": "after_fall",
    "lifted": "after_lifting",
    "sprint": "after_sprint",
    "birth": "after_birth",
    "surgery": "after_surgery",
    "gradual": "gradual",
    "exercise_session": "after_exercise",
}


def _by_number(utterance: Utterance, asked: Asked) -> list[str]:
    words = utterance.words
    if asked.kind == "number" or len(words) > _SHORT or not asked.options:
        return []
    numbers: list[int] = []
    covered: set[int] = set()
    for mark in utterance.marks:
        if mark.concept.startswith("ordinal."):
            which = mark.concept.removeprefix("ordinal.")
            numbers.append(len(asked.options) if which == "last" else int(which))
            covered.update(range(mark.start, mark.end))
    for i, word in enumerate(words):
        # "2,3" is read as a decimal number.
        parts = word.split(".") if asked.kind == "multiple" else [word]
        if all(part.isdigit() for part in parts) and i not in covered:
            numbers += map(int, parts)
            covered.add(i)
    covered |= words_of(utterance.of("rest_absent"))
    rest = [word for i, word in enumerate(words) if i not in covered]
    last = len(asked.options)
    if not numbers or not utterance.all_terms("picking", rest):
        return []
    if any(not 1 <= number <= last for number in numbers):
        return []
    return [asked.options[n - 1][0] for n in dict.fromkeys(numbers)]


def _by_title(utterance: Utterance, asked: Asked) -> list[str]:
    written = " ".join(utterance.words)
    scored = [
        (fuzz.ratio(written, _plain(name)), option)
        for option, title in asked.options
        for name in (title, option.replace("_", " "))
    ]
    best = max(scored, default=(0.0, ""))
    return [best[1]] if best[0] >= _ALIKE else []


def _plain(title: str) -> str:
    kept = "".join(c if c.isalnum() or c == " " else "" for c in title.lower())
    return " ".join(kept.split())
