"""The part of the book that the engine weighs none of: claims, tables, sources."""

from __future__ import annotations

from html import escape

from answering.wording import Words
from book.page import Chapter, Entry, Html, basis, cited, paragraph, table
from knowledge.claims import Figure, Library, Ratio, SourceClaim, SurgicalStudy
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


def tests(library: Library, words: Words) -> Chapter:
    """The review's table of tests with the ratios computed from it, and in words."""
    rows = []
    for test in library.clinical_tests.values():
        figures = dict(test.figures())
        rows.append(
            (
                _named(test.test),
                test.subtype,
                *(
                    _shown(figures.get(name)).replace(" ", "\u00a0")
                    for name in ("reported", "found", "false_alarm")
                ),
                _ratio(test.ratio(positive=True)),
                _ratio(test.ratio(positive=False)),
            )
        )
    heads = ("test", "of", "reported in", "found", "false alarms", "LR+", "LR-")
    how_to_read = paragraph(
        "PS: piriformis syndrome; DGS: deep gluteal syndrome; IFI: ischiofemoral "
        "impingement; PHS: proximal hamstring syndrome. Found: of 100 people with the "
        "syndrome, how many the test finds (sensitivity). False alarms: of 100 people "
        "without it, how many it picks all the same (1 - specificity). LR: by what a "
        "positive or a negative result multiplies the odds; its bounds take the ends "
        "of both intervals at once.",
        "note",
    )
    told = "".join(
        f"<h3>{escape(_named(test.test))} ({test.subtype})</h3>"
        f"{claim_body(library.claims[test.id], words)}"
        for test in library.clinical_tests.values()
    )
    return Chapter(
        "tests",
        "Examination tests",
        "The review's Table I: how often each test finds a syndrome, and how often it "
        "is wrong. For people who examine; never a score for a patient.",
        [
            Entry("all", "All tests", how_to_read + table(heads, rows)),
            Entry("told", "What people are told about them", told),
        ],
    )


def _named(name: str) -> str:
    words = name.replace("_", " ")
    return "FAIR" if words == "fair" else words[:1].upper() + words[1:]


def _ratio(ratio: Ratio | None) -> str:
    if ratio is None:
        return "–"
    high = f"to {ratio.high:.2g}" if ratio.high is not None else "and more"
    return f"{ratio.value:.2g} ({ratio.low:.2g} {high})".replace(" ", "\u00a0")


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
