"""Loads what the sources say: claims, tables, disagreements and topics, all checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge.claims import (
    Accuracy,
    ClinicalTest,
    Disagreement,
    Figure,
    Library,
    NotTold,
    SourceClaim,
    SurgicalStudy,
    Topic,
)
from knowledge.errors import Problem
from knowledge.files import Folder
from knowledge.loading import DATA
from knowledge.model import Basis, KnowledgeBase, Reference

Raw = Mapping[str, Any]

_NONE: list[Any] = []
_EMPTY: dict[str, Any] = {}
_NO_CLAIMS: dict[str, Any] = {"claims": []}


def load_library(kb: KnowledgeBase, path: Path = DATA) -> Library:
    """Everything the sources say, beside the knowledge the engine reasons with.

    Raises:
        KnowledgeError: with every problem found; nothing of it must be told.
    """
    folder = Folder(path)
    raw = _read(folder)
    folder.stop_at_problems()
    library = _build(raw, kb.references)
    folder.problems.extend(_repeated("claims", [claim.id for claim in _told(raw)]))
    folder.problems.extend(_repeated("topics", [t["id"] for t in raw["topics"]]))
    folder.problems.extend(_unknown_facts(library))
    folder.problems.extend(_unknown_references(library))
    own = [reference["id"] for reference in raw["references"]]
    folder.problems.extend(_unused_references(library, own))
    folder.problems.extend(_broken_topics(library))
    folder.problems.extend(_unknown_conditions(library, kb))
    folder.stop_at_problems()
    return library


def _read(folder: Folder) -> Raw:
    return {
        "references": folder.file("claims/references.yml", "references", _NONE),
        "inventory": folder.file("claims/inventory.yml", "inventory", _EMPTY),
        "not_told": folder.file("claims/not_told.yml", "not_told", _NONE),
        "disputes": folder.file("claims/disagreements.yml", "disagreements", _NONE),
        "tests": folder.file("tables/clinical_tests.yml", "clinical_tests", _NONE),
        "subtypes": folder.file("tables/subtypes.yml", "subtypes", _EMPTY),
        "studies": folder.file(
            "tables/surgical_studies.yml", "surgical_studies", _NONE
        ),
        "claims": {
            file.stem: folder.read(file, "claims", _NO_CLAIMS)
            for file in folder.files("claims/by_subject")
        },
        "topics": [
            entry
            for file in folder.files("topics")
            for entry in folder.read(file, "topics", _NONE)
        ],
    }


def _told(raw: Raw) -> list[SourceClaim]:
    """Everything that can be told: written claims, table rows and disagreements."""
    return [
        *(c for family, entry in raw["claims"].items() for c in _claims(family, entry)),
        *(_clinical_test(entry).as_claim() for entry in raw["tests"]),
        *(_surgical_study(entry).as_claim() for entry in raw["studies"]),
        *(_disagreement(entry).as_claim() for entry in raw["disputes"]),
    ]


def _build(raw: Raw, references: Mapping[str, Reference]) -> Library:
    own = {entry["id"]: Reference(**entry) for entry in raw["references"]}
    return Library(
        references={**references, **own},
        claims={claim.id: claim for claim in _told(raw)},
        clinical_tests={t["id"]: _clinical_test(t) for t in raw["tests"]},
        surgical_studies={s["id"]: _surgical_study(s) for s in raw["studies"]},
        disagreements={d["id"]: _disagreement(d) for d in raw["disputes"]},
        not_told=tuple(
            NotTold(facts=tuple(entry["facts"]), reason=entry["reason"])
            for entry in raw["not_told"]
        ),
        topics={t["id"]: _topic(t) for t in raw["topics"]},
        subtypes={name: tuple(c) for name, c in raw["subtypes"].items()},
        inventory=raw["inventory"],
    )


def _figure(raw: Raw) -> Figure:
    return Figure(**raw)


def _figures(raw: Raw) -> dict[str, Figure]:
    return {name: _figure(entry) for name, entry in raw.items()}


def _sourced(entry: Raw, defaults: Raw) -> dict[str, Any]:
    """References and basis of an entry; what it does not say is as in its file."""
    return {
        "references": tuple(entry.get("references", defaults.get("references", ()))),
        "basis": Basis(entry.get("basis", defaults.get("basis", "published"))),
    }


def _claims(family: str, raw: Raw) -> Iterator[SourceClaim]:
    for entry in raw["claims"]:
        yield SourceClaim(
            id=entry["id"],
            family=family,
            facts=tuple(entry.get("facts", ())),
            figures=_figures(entry.get("figures", {})),
            caveat=entry.get("caveat"),
            **_sourced(entry, raw),
        )


def _clinical_test(entry: Raw) -> ClinicalTest:
    shares = ("sensitivity", "specificity")
    return ClinicalTest(
        **{key: value for key, value in entry.items() if key not in shares}
        | {key: Accuracy(**entry[key]) for key in shares if key in entry}
        | {
            "prevalence": _figure(entry["prevalence"])
            if "prevalence" in entry
            else None
        }
        | _sourced(entry, {})
    )


def _surgical_study(entry: Raw) -> SurgicalStudy:
    results = _figures(entry["results"])
    return SurgicalStudy(**{**entry, "results": results} | _sourced(entry, {}))


def _disagreement(entry: Raw) -> Disagreement:
    return Disagreement(
        id=entry["id"],
        facts=tuple(entry["facts"]),
        sides=tuple(entry["sides"]),
        follow=entry["follow"],
        figures=_figures(entry.get("figures", {})),
        **_sourced(entry, {}),
    )


def _topic(entry: Raw) -> Topic:
    return Topic(
        id=entry["id"],
        tells=tuple(entry["tells"]),
        next=tuple(entry.get("next", ())),
        about=entry.get("about"),
        aspect=entry.get("aspect"),
        compares=tuple(frozenset(pair) for pair in entry.get("compares", ())),
    )


def _repeated(place: str, ids: list[str]) -> Iterator[Problem]:
    for repeated in sorted({i for i in ids if ids.count(i) > 1}):
        yield Problem(place, repeated, "is the id of two entries; rename one")


def _unknown_facts(library: Library) -> Iterator[Problem]:
    cited = [(c.id, f) for c in library.claims.values() for f in c.facts]
    cited += [("not_told", f) for n in library.not_told for f in n.facts]
    for place, fact in cited:
        if int(fact[1:]) not in range(1, library.inventory.get(fact[0], 0) + 1):
            yield Problem("claims", place, f"{fact!r} is no fact of the inventory")


def _unknown_references(library: Library) -> Iterator[Problem]:
    for claim in library.claims.values():
        if not claim.references:
            yield Problem("claims", claim.id, "has no reference")
        for reference in claim.references:
            if reference not in library.references:
                message = f"{reference!r} is in no references.yml"
                yield Problem("claims", claim.id, message)


def _unused_references(library: Library, own: list[str]) -> Iterator[Problem]:
    cited = {r for claim in library.claims.values() for r in claim.references}
    for reference in own:
        if reference not in cited:
            message = "is cited nowhere; cite or remove it"
            yield Problem("claims/references.yml", reference, message)


def _unknown_conditions(library: Library, kb: KnowledgeBase) -> Iterator[Problem]:
    for subtype, conditions in library.subtypes.items():
        for condition in conditions:
            if condition not in kb.conditions:
                message = f"{condition!r} is no condition"
                yield Problem("tables/subtypes.yml", subtype, message)


def _broken_topics(library: Library) -> Iterator[Problem]:
    for topic in library.topics.values():
        for claim in topic.tells:
            if claim not in library.claims:
                yield Problem("topics", topic.id, f"{claim!r} is no claim")
        for following in topic.next:
            if following not in library.topics:
                yield Problem("topics", topic.id, f"{following!r} is no topic")
