"""The words of the answers: one text for each claim, caveat, disagreement and topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.claims import Figure, Library, SourceClaim
from knowledge.errors import KnowledgeError, Problem
from knowledge.files import read_yaml

FOLDER = Path(__file__).parents[1] / "rendering" / "wording"


@dataclass(frozen=True, slots=True)
class Words:
    """Everything an answer can say in one locale, by id, figures filled in."""

    claims: Mapping[str, str]
    caveats: Mapping[str, str]
    titles: Mapping[str, str]


def words_of(locale: str, folder: Path = FOLDER) -> Iterator[Path]:
    """The files that the words of a locale are in."""
    yield from sorted((folder / locale / "answers").glob("*.yml"))


def load_words(
    library: Library,
    facts: Mapping[str, str],
    locale: str = "en",
    folder: Path = FOLDER,
) -> Words:
    """The words of the answers, complete in both directions.

    Args:
        library: what is told.
        facts: numbers to call and other facts of the clinic, by name.
        locale: whose words to use.
        folder: where the words of all locales are.

    Raises:
        KnowledgeError: with every text that is missing, left over or lacks a figure.
    """
    raw = {path.stem: read_yaml(path) for path in words_of(locale, folder)}
    caveats: dict[str, str] = raw.pop("caveats")
    titles: dict[str, str] = raw.pop("topics")
    disputes: dict[str, Any] = raw.pop("disagreements")
    stretch: str = raw.pop("figures")["range"]
    texts = {claim: text for family in raw.values() for claim, text in family.items()}
    texts |= {name: _told(dispute) for name, dispute in disputes.items()}
    wanted = {claim.caveat for claim in library.claims.values() if claim.caveat}
    problems = [
        *_differences("claims", set(texts), set(library.claims)),
        *_differences("caveats", set(caveats), wanted),
        *_differences("topics", set(titles), set(library.topics)),
    ]
    filled: dict[str, str] = {}
    for claim in library.claims.values():
        try:
            filled[claim.id] = fill(texts.get(claim.id, ""), claim, facts, stretch)
        except KeyError as missing:
            problems.append(Problem("answers", claim.id, f"has no figure {missing}"))
    if problems:
        raise KnowledgeError(problems)
    return Words(
        claims=filled,
        caveats=caveats,
        titles={topic: title.format_map(facts) for topic, title in titles.items()},
    )


def fill(
    text: str,
    claim: SourceClaim,
    facts: Mapping[str, str],
    stretch: str = "{low} to {high}",
) -> str:
    """The text with the claim's own figures and the clinic's facts for their names.

    `stretch` is how a figure between two numbers is said in the locale.

    Raises:
        KeyError: for a name that is neither.
    """
    shown = {
        **facts,
        **{
            name: said
            for key, figure in claim.figures.items()
            for name, said in _shown(key, figure, stretch)
        },
    }
    return text.format_map(shown)


def _shown(name: str, figure: Figure, stretch: str) -> Iterator[tuple[str, str]]:
    sign = "%" if figure.unit == "percent" else ""
    if figure.value is not None:
        yield name, f"{figure.value:g}{sign}"
    else:
        between = stretch.format(low=f"{figure.low:g}", high=f"{figure.high:g}")
        yield name, f"{between}{sign}"
    if figure.low is not None and figure.high is not None:
        yield f"{name}_low", f"{figure.low:g}{sign}"
        yield f"{name}_high", f"{figure.high:g}{sign}"
    if figure.count is not None and figure.of is not None:
        yield f"{name}_count", f"{figure.count:g}"
        yield f"{name}_of", f"{figure.of:g}"


def _told(dispute: Mapping[str, Any]) -> str:
    return " ".join([*dispute["sides"].values(), dispute["ruling"]])


def _differences(kind: str, said: set[str], known: set[str]) -> Iterator[Problem]:
    for name in sorted(known - said):
        yield Problem(f"answers/{kind}", name, "has no words; add them")
    for name in sorted(said - known):
        yield Problem(f"answers/{kind}", name, "is nothing that is told; remove it")
