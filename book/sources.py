"""The part of the book that the engine weighs none of: claims, tables, sources."""

from __future__ import annotations

from answering.wording import Words
from book.page import Chapter, Entry, Html, basis, cited, paragraph, table
from knowledge.claims import Figure, Library, SourceClaim, SurgicalStudy
from knowledge.model import Reference


def claims(library: Library, words: Words) -> Chapter:
    """Everything that is told to people, with its figures and sources."""
    families = dict.fromkeys(claim.family for claim in library.claims.values())
    return Chapter(
        name="claims",
        title="Claims",
        lead="Every statement that people are told, its facts, figures and sources.",
        entries=[
            Entry(
                anchor=family,
                heading=family.replace("_", " ").capitalize(),
                body="".join(
                    claim_body(claim, words)
                    for claim in library.claims.values()
                    if claim.family == family
                ),
            )
            for family in families
        ],
    )


def tests(library: Library) -> Chapter:
    """The review's table of tests with the ratios computed from it."""
    rows = []
    for test in library.clinical_tests.values():
        present, absent = test.ratio(positive=True), test.ratio(positive=False)
        figures = dict(test.figures())
        rows.append(
            (
                test.test.replace("_", " "),
                test.subtype,
                *(_shown(figures.get(n)) for n in ("reported", "found", "false_alarm")),
                f"{present.value:.2g}" if present else "–",
                f"{absent.value:.2g}" if absent else "–",
            )
        )
    heads = ("test", "subtype", "reported in", "found", "false alarms", "LR+", "LR-")
    entry = Entry("all", "All tests", table(heads, rows))
    return Chapter(
        "tests",
        "Examination tests",
        "Shares with 95% intervals; ratios computed.",
        [entry],
    )


def studies(library: Library, words: Words) -> Chapter:
    """The review's table of operations, study by study."""
    return Chapter(
        "studies",
        "Operations",
        "Every study the review found, with its result as printed.",
        [_study(study, words) for study in library.surgical_studies.values()],
    )


def disagreements(library: Library, words: Words) -> Chapter:
    """Where the sources differ and what is done about it."""
    return Chapter(
        "disagreements",
        "Where sources differ",
        "What each says, whom we follow, and why.",
        [
            Entry(
                dispute.id,
                dispute.id.replace("_", " ").capitalize(),
                paragraph(words.claims[dispute.id])
                + paragraph(
                    Html(
                        f"Followed: {dispute.follow.replace('_', ' ')}. "
                        f"{cited(dispute.references)}"
                    ),
                    "note",
                ),
            )
            for dispute in library.disagreements.values()
        ],
    )


def references(library: Library) -> Chapter:
    """Every source and how much of it was read."""
    return Chapter(
        "sources",
        "Sources",
        "Read depth: full, abstract, excerpt, or a copy of the text on another site.",
        [_reference(reference) for reference in library.references.values()],
    )


def claim_body(claim: SourceClaim, words: Words) -> str:
    """What a claim tells, and where from."""
    told = paragraph(words.claims[claim.id])
    if claim.caveat:
        told += paragraph(words.caveats[claim.caveat])
    facts = f"{', '.join(claim.facts)} " if claim.facts else ""
    note = f"{claim.id}: {facts}{basis(claim.basis.value)} {cited(claim.references)}"
    return told + paragraph(Html(note), "note")


def _study(study: SurgicalStudy, words: Words) -> Entry:
    heads = ("level", "people", "diagnosis", "treatment")
    row = (
        f"{study.evidence_level} ({study.design})",
        str(study.people),
        study.diagnosis,
        study.treatment,
    )
    figures = [(name.replace("_", " "), _shown(f)) for name, f in study.results.items()]
    return Entry(
        study.id,
        f"{study.authors} {study.year} ({study.approach})",
        table(heads, [row])
        + table(("result", "figure"), figures)
        + paragraph(words.claims[study.id]),
    )


def _reference(reference: Reference) -> Entry:
    body = paragraph(reference.citation)
    body += paragraph(f"Read: {reference.read_depth}", "note")
    if reference.url:
        body += paragraph(reference.url, "note")
    return Entry(reference.id, reference.id, body)


def _shown(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    unit = "%" if figure.unit == "percent" else f" {figure.unit}"
    bounds = (
        f"{figure.low:g} to {figure.high:g}"
        if figure.low is not None and figure.high is not None
        else ""
    )
    if figure.value is None:
        return f"{bounds}{unit}"
    counted = f", {figure.count} of {figure.of}" if figure.count is not None else ""
    return f"{figure.value:g}{unit}{f' ({bounds})' if bounds else ''}{counted}"
