"""Every number that a person can read is the number of the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import knowledge
from knowledge.expressions import AtLeast, Between, Expression
from knowledge.files import read_yaml
from knowledge.library import load_library
from rendering.loading import LOCALES, SPOKEN

TYPED = read_yaml(Path(__file__).parent / "typed_numbers.yml")
OURS = {place for places in TYPED["ours"].values() for place in places}

# The words of each locale for a number; "one" and its like count nothing.
WORDS = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
PARTS = {
    "en": "half twice thirds? hundred thousand dozen twenty thirty fifty",
    "es": "mitad medio cien mil docena veinte treinta cincuenta tercios?",
}
# Names, not figures: nerve roots, a blood test, studies by their year; and "both".
NAMES = re.compile(
    r"\b(?:L[1-5]|S[1-4]|HLA-B27|Park 20(?:16|19)|the two|l[ao]s dos)\b", re.I
)
UNITS = {"day": 1, "día": 1, "week": 7, "semana": 7, "month": 30.4, "mes": 30.4}
UNITS |= {"year": 365, "año": 365}
# Words to type or to be read by the program are no statements.
NOT_TEXT = frozenset({"references", "keys", "locale"})


def texts(locale: str) -> Iterator[tuple[str, str]]:
    """Every text of a locale as written, with its file and place."""
    for path in sorted((LOCALES / locale).rglob("*.yml")):
        file = path.relative_to(LOCALES / locale).with_suffix("").as_posix()
        yield from _texts(read_yaml(path), (file,))


def _texts(value: object, place: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield ".".join(place), value
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            if key not in NOT_TEXT:
                yield from _texts(entry, (*place, str(key)))
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _texts(entry, (*place, str(number)))


def numbers(text: str, locale: str) -> list[float]:
    """The numbers that are typed in a text; a part such as "half" counts as 0."""
    said = NAMES.sub("", re.sub(r"\{[a-z_]+\}", "", text)).lower()
    words = WORDS[locale].split()
    found = [float(n.replace(",", "")) for n in re.findall(r"\d+(?:[.,]\d+)?", said)]
    found += [
        float(value)
        for value, word in enumerate(words, start=2)
        for _ in re.findall(rf"\b{word}\b", said)
    ]
    parts = re.findall(rf"\b(?:{'|'.join(PARTS[locale].split())})\b", said)
    return sorted(found) + [0.0] * len(parts)


@cache
def facts() -> tuple[knowledge.KnowledgeBase, object]:
    kb = knowledge.load()
    return kb, load_library(kb)


def of_the_data(entry: Mapping[str, str]) -> list[float]:
    """The numbers that a sentence has to hold."""
    kb, library = facts()
    if "claim" in entry:
        figure = library.claims[entry["claim"]].figures[entry["figure"]]
        value = [figure.value] if figure.value is not None else []
        return sorted(value or [figure.low, figure.high])
    rules = {rule.id: rule.when for rule in kb.triage_rules}
    limits = _limits(rules[entry["rule"]], entry["finding"])
    return sorted(set(limits))


def _limits(when: Expression, finding: str) -> Iterator[float]:
    if isinstance(when, Between) and when.finding == finding:
        yield from (limit for limit in (when.low, when.high) if limit is not None)
    elif isinstance(when, AtLeast):
        for part in when.parts:
            yield from _limits(part, finding)


def is_a_duration(place: str) -> bool:
    return place.startswith("questions.duration.options.")


@pytest.mark.parametrize("locale", SPOKEN)
def test_no_number_is_typed_that_neither_the_data_gives_nor_a_reason_excuses(locale):
    excused = OURS | TYPED["from_data"].keys()
    typed = {
        place: text
        for place, text in texts(locale)
        if numbers(text, locale)
        if place not in excused and not is_a_duration(place)
    }
    assert typed == {}


@pytest.mark.parametrize("place", TYPED["from_data"])
@pytest.mark.parametrize("locale", SPOKEN)
def test_a_number_that_is_typed_is_the_number_of_the_data(locale, place):
    text = dict(texts(locale)).get(place)
    if text is None and locale != "en":
        pytest.skip("not in this locale: said as in English")
    assert numbers(text, locale) == of_the_data(TYPED["from_data"][place]), text


@pytest.mark.parametrize("locale", SPOKEN)
def test_the_words_for_a_length_of_time_hold_the_weeks_they_stand_for(locale):
    options = [(place, text) for place, text in texts(locale) if is_a_duration(place)]
    assert options
    for place, text in options:
        weeks = float(place.rsplit(".", 1)[1])
        unit = next(days for word, days in UNITS.items() if word in text.lower()) / 7
        said = [number * unit for number in numbers(text, locale)] or [unit]
        assert said[0] * 0.5 <= weeks, (place, text)
        assert len(said) == 1 or weeks <= said[-1], (place, text)


def test_every_excuse_is_needed():
    english = dict(texts("en"))
    for place in OURS | TYPED["from_data"].keys():
        assert numbers(english[place], "en"), place
