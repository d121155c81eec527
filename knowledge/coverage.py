"""Which fact of the sources is told where: `python -m knowledge.coverage`."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.claims import Library
from knowledge.library import load_library
from knowledge.loading import load

SECTIONS = {
    "A": "the two documents",
    "B": "what a story tells",
    "C": "warning signs",
    "D": "advice",
}


def missing(library: Library) -> list[str]:
    """The facts of the inventory that are neither told nor listed as not told."""
    accounted = set(library.told()) | set(_reasons(library))
    return [fact for fact in _facts(library) if fact not in accounted]


def table(library: Library) -> str:
    """The coverage as Markdown: a summary, then every fact."""
    return "\n".join([*_summary(library), "", *_rows(library), ""])


def _facts(library: Library) -> Iterator[str]:
    for section, count in library.inventory.items():
        yield from (f"{section}{number}" for number in range(1, count + 1))


def _reasons(library: Library) -> dict[str, str]:
    return {fact: entry.reason for entry in library.not_told for fact in entry.facts}


def _summary(library: Library) -> Iterator[str]:
    told, reasons = library.told(), _reasons(library)
    yield "# Coverage of the sources"
    yield ""
    yield "Made by `make coverage`; do not edit."
    yield ""
    yield "| section | facts | told | not told, with a reason | missing |"
    yield "|---|---|---|---|---|"
    for section, count in library.inventory.items():
        facts = [f"{section}{number}" for number in range(1, count + 1)]
        here = sum(fact in told for fact in facts)
        without = sum(fact in reasons and fact not in told for fact in facts)
        name = f"{section}: {SECTIONS[section]}"
        yield f"| {name} | {count} | {here} | {without} | {count - here - without} |"


def _rows(library: Library) -> Iterator[str]:
    told, reasons = library.told(), _reasons(library)
    yield "| fact | claims | references |"
    yield "|---|---|---|"
    for fact in _facts(library):
        if fact in told:
            claims = [library.claims[claim] for claim in told[fact]]
            names = ", ".join(f"`{claim.id}`" for claim in claims)
            cited = dict.fromkeys(r for claim in claims for r in claim.references)
            yield f"| {fact} | {names} | {', '.join(cited)} |"
        else:
            reason = reasons.get(fact, "missing").replace("_", " ")
            yield f"| {fact} | not told: {reason} | |"


if __name__ == "__main__":
    print(table(load_library(load())), end="")
