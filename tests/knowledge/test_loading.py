"""The loader reads everything, and says what is wrong so that it can be mended."""

import shutil
from pathlib import Path

import pytest

import knowledge
from knowledge.errors import KnowledgeError
from knowledge.loading import DATA, SCHEMAS, load
from tests.knowledge.cases import KB


def test_everything_in_the_files_is_loaded_and_nothing_is_lost():
    assert KB.counts() == {
        "references": 61,
        "findings": 124,
        "questions": 23,
        "red_flags": 51,
        "triage_rules": 8,
        "conditions": 14,
        "evidence": 171,
        "care_steps": 22,
    }


def test_loading_twice_gives_the_same_version():
    assert load().version == KB.version


def test_every_kind_of_file_has_a_schema_that_refuses_unknown_keys():
    for schema in SCHEMAS.glob("*.schema.json"):
        assert "additionalProperties" in schema.read_text(), schema.name


BROKEN = [
    # file, what to replace, by what, what the message must say
    (
        "findings.yml",
        "kind: boolean, family: person}",
        "kind: boolean, kind: boolean, family: person}",
        ["findings.yml", "duplicate key"],
    ),
    (
        "findings.yml",
        "{id: pregnancy, kind: boolean,",
        "{id: pregnancy, kind: yesno,",
        ["findings.yml", "'yesno' is not allowed", "boolean, choice, number"],
    ),
    (
        "findings.yml",
        "{id: pregnancy, kind: boolean, family: person}",
        "{id: pregnancy, kind: boolean, family: person, sort: x}",
        ["findings.yml", "'sort' was unexpected", "allowed: choices, family"],
    ),
    (
        "red_flags/cauda_equina.yml",
        "references: [CESCARD, NHSBP, CESBP]",
        "references: [CESCARD, NHSBB]",
        ["cauda_equina.yml: bladder_change.references", "Did you mean 'NHSBP'"],
    ),
    (
        "red_flags/cauda_equina.yml",
        ", references: [CESCARD, NHSBP], basis: published}",
        ", basis: published}",
        ["cauda_equina.yml", "'references' is a required property"],
    ),
    (
        "red_flags/cauda_equina.yml",
        "level: emergency, if_unsure: same_day, suspected: cauda_equina,\n"
        "   references: [NHSSCI]",
        "level: soon, if_unsure: same_day, suspected: cauda_equina,\n"
        "   references: [NHSSCI]",
        ["both_legs_weak", "`if_unsure` is more urgent than `level`"],
    ),
    (
        "red_flags/vascular.yml",
        "when: collapse,",
        "when: colapse,",
        ["vascular.yml: collapse.when", "Did you mean 'collapse'"],
    ),
    (
        "red_flags/vascular.yml",
        "when: collapse, level: emergency",
        "when: no, level: emergency",
        ["vascular.yml: collapse.when", "'no' is not in findings.yml"],
    ),
    (
        "red_flags/vascular.yml",
        "when: collapse, level: emergency",
        "when: {finding: collapse, in: [yes]}, level: emergency",
        ["'collapse' is a boolean finding", "needs a choice one"],
    ),
    (
        "conditions/disc_radiculopathy.yml",
        "strength: moderate, group: leg, references: [KON12, STYN18]",
        "group: leg, references: [KON12, STYN18]",
        ["disc_radiculopathy.yml", "needs either `strength` or `lr_present`"],
    ),
    (
        "conditions/disc_radiculopathy.yml",
        "{finding: radiation, in: [below_knee, foot]}",
        "{finding: radiation, in: [under_knee, foot]}",
        ["under_knee: no choice of 'radiation'", "above_knee, below_knee, foot"],
    ),
    (
        "conditions/disc_radiculopathy.yml",
        "frequency: fairly_common",
        "frequency: usual",
        ["'usual' is not allowed", "common, fairly_common"],
    ),
    (
        "references.yml",
        "- {id: KON12,",
        '- {id: NEW99, read_depth: full, citation: "A source that nobody cites."}\n'
        "- {id: KON12,",
        ["references.yml: NEW99", "is cited nowhere"],
    ),
    (
        "questions.yml",
        "{id: onset, stage: pattern, kind: choice, findings: [onset],",
        "{id: onset, stage: pattern, kind: choice, findings: [onset, side],",
        ["questions.yml: onset", "asks for exactly one finding"],
    ),
    (
        "grades.yml",
        "basis: inference",
        "basis: published",
        ["grades.yml: basis", "inference"],
    ),
    ("triage.yml", "rules:", "rules: [", ["triage.yml: line"]),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge that may be broken."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.mark.parametrize(
    ("file", "old", "new", "said"), BROKEN, ids=lambda value: str(value)[:30]
)
def test_a_mistake_in_a_file_is_told_with_place_and_remedy(
    folder, file, old, new, said
):
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    for words in said:
        assert words in str(caught.value)


def test_all_mistakes_of_a_run_are_told_at_once(folder):
    for file, old, new, _ in (BROKEN[3], BROKEN[6], BROKEN[10]):
        text = (folder / file).read_text()
        (folder / file).write_text(text.replace(old, new, 1))
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    assert len(caught.value.problems) >= 3


def test_a_missing_file_is_told_by_name(folder):
    (folder / "grades.yml").unlink()
    with pytest.raises(KnowledgeError, match=r"grades\.yml: is missing"):
        load(folder)


def test_a_red_flag_that_no_question_leads_to_is_refused(folder):
    file = folder / "questions.yml"
    file.write_text(file.read_text().replace("calf_swelling, cold", "cold", 1))
    with pytest.raises(KnowledgeError, match="no question asks"):
        load(folder)


def test_the_public_interface_is_small():
    assert len(knowledge.__all__) <= 20
