"""Everything the sources say is there, as printed, and accounted for."""

import re
import shutil
from pathlib import Path

import pytest

from knowledge.coverage import missing, table
from knowledge.errors import KnowledgeError
from knowledge.library import load_library
from knowledge.loading import DATA
from tests.knowledge.cases import KB

LIBRARY = load_library(KB)
ROOT = Path(__file__).parents[2]


def test_every_fact_of_the_inventory_is_told_or_has_a_reason_not_to_be():
    assert LIBRARY.inventory == {"A": 223, "B": 58, "C": 39, "D": 8}
    assert missing(LIBRARY) == []


def test_nothing_is_lost_on_loading():
    assert LIBRARY.counts() == {
        "references": 119,
        "claims": 436,
        "clinical_tests": 14,
        "surgical_studies": 18,
        "disagreements": 28,
        "topics": 372,
    }


def test_the_coverage_page_is_up_to_date():
    assert (ROOT / "docs" / "coverage.md").read_text() == table(LIBRARY)


def test_every_claim_has_a_source_that_is_known():
    for claim in LIBRARY.claims.values():
        assert claim.references, claim.id
        assert set(claim.references) <= set(LIBRARY.references), claim.id


# Table I of the review, line by line: prevalence, or sensitivity and specificity.
PRINTED = {
    "A109": ("PS", 73, (41, 33, 50)),
    "A110": ("DGS", 74, (0.15, 0.05, 0.33), (0.95, 0.68, 1.00)),
    "A111": ("PS", 73, (34, 26, 42)),
    "A112": ("PS", 73, (31, 23, 39)),
    "A113": ("PS", 73, (11, 5, 17)),
    "A114": ("PS", 73, (33, 22, 43)),
    "A115": ("DGS", 74, (0.78, 0.58, 0.90), (0.80, 0.49, 0.94)),
    "A116": ("DGS", 74, (0.52, 0.33, 0.71), (0.90, 0.60, 0.98)),
    "A117": ("DGS", 74, (0.91, 0.73, 0.98), (0.80, 0.49, 0.94)),
    "A118": ("IFI", 64, (0.82, 0.56, 0.95), (0.85, 0.54, 0.97)),
    "A119": ("IFI", 64, (0.94, 0.69, 0.99), (0.85, 0.54, 0.97)),
    "A120": ("IFI", 64, (0.76, 0.50, 0.93), (0.85, 0.54, 0.98)),
    "A121": ("PHS", 75, (0.84, 0.66, 0.93), (0.97, 0.76, 0.99)),
    "A122": ("PHS", 75, (0.55, 0.37, 0.72), (0.73, 0.48, 0.89)),
}


def test_the_table_of_tests_is_as_printed():
    rows = {}
    for test in LIBRARY.clinical_tests.values():
        cells = [test.prevalence, test.sensitivity, test.specificity]
        shares = [(c.value, c.low, c.high) for c in cells if c is not None]
        rows[test.fact] = (test.subtype, test.source_number, *shares)
    assert rows == PRINTED


@pytest.mark.parametrize(
    ("row", "present", "absent"),
    [
        ("lasegue_in_dgs", 3.0, 0.89),
        ("active_or_seated_in_dgs", 4.55, 0.11),
        ("long_stride_in_ifi", 6.27, 0.07),
        ("active_hamstring_in_phs", 28.0, 0.16),
    ],
)
def test_likelihood_ratios_are_computed_from_the_table(row, present, absent):
    test = LIBRARY.clinical_tests[row]
    assert test.ratio(positive=True).value == pytest.approx(present, abs=0.01)
    assert test.ratio(positive=False).value == pytest.approx(absent, abs=0.01)


def test_a_row_with_prevalence_alone_has_no_ratio():
    test = LIBRARY.clinical_tests["pace_in_ps"]
    assert test.ratio(positive=True) is None
    assert test.ratio(positive=False) is None


def test_the_table_of_operations_has_eleven_open_and_seven_keyhole_studies():
    approaches = [study.approach for study in LIBRARY.surgical_studies.values()]
    assert approaches.count("open") == 11
    assert approaches.count("endoscopic") == 7
    assert [s.fact for s in LIBRARY.surgical_studies.values()] == [
        f"A{number}" for number in range(164, 182)
    ]


def test_a_printed_share_agrees_with_its_counts():
    for claim in LIBRARY.claims.values():
        for name, figure in claim.figures.items():
            if figure.count is None or figure.unit != "percent":
                continue
            share = 100 * figure.count / figure.of
            assert figure.value == pytest.approx(share, abs=0.5), (claim.id, name)


def test_an_interval_holds_its_value():
    for claim in LIBRARY.claims.values():
        for name, figure in claim.figures.items():
            if None not in (figure.value, figure.low, figure.high):
                assert figure.low <= figure.value <= figure.high, (claim.id, name)


def test_every_disagreement_of_the_inventory_is_ruled_on():
    ruled = {fact for d in LIBRARY.disagreements.values() for fact in d.facts}
    assert {f"A{number}" for number in range(199, 224)} <= ruled
    for dispute in LIBRARY.disagreements.values():
        assert set(dispute.sides) <= set(LIBRARY.references), dispute.id


BROKEN = [
    (
        "topics/questions.yml",
        "tells: [silent_bed]",
        "tells: [silent_bet]",
        "is no claim",
    ),
    ("claims/not_told.yml", "A62", "A224", "'A224' is no fact of the inventory"),
    ("claims/references.yml", "id: CYCBI", "id: CYCBX", "is in no references.yml"),
    ("claims/by_subject/anatomy.yml", "unit: mm", "unit: inch", "is not allowed"),
    ("tables/clinical_tests.yml", "value: 0.15", "value: 15", "greater than"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), BROKEN)
def test_a_mistake_in_a_claim_is_told(tmp_path, file, old, new, said):
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    text = (folder / file).read_text()
    assert re.search(re.escape(old), text)
    (folder / file).write_text(text.replace(old, new, 1))
    with pytest.raises(KnowledgeError, match=re.escape(said)):
        load_library(KB, folder)
