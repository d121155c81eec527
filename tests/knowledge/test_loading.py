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
        "references": 71,
        "findings": 135,
        "questions": 33,
        "red_flags": 54,
        "triage_rules": 9,
        "elsewhere": 13,
        "conditions": 14,
        "evidence": 174,
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
        "references: [CESCARD, NHSBP, CESBP, CESYORK]",
        "references: [CESCARD, NHSBB]",
        ["cauda_equina.yml: bladder_change.references", "Did you mean 'NHSBP'"],
    ),
    (
        "red_flags/cauda_equina.yml",
        "  references: [CESCARD, NHSBP, CESYORK]\n",
        "",
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
    (
        "findings.yml",
        "- {id: fever,",
        "- {id: fever, kind: boolean, family: general_health}\n- {id: fever,",
        ["findings.yml: fever: is the id of two"],
    ),
    (
        "questions.yml",
        "- {id: onset,",
        "- {id: radiation,",
        ["questions.yml: radiation: is the id of two"],
    ),
    (
        "references.yml",
        "- {id: KON12,",
        "- {id: STYN18,",
        ["references.yml: STYN18: is the id of two"],
    ),
    (
        "conditions/hip_joint.yml",
        "id: hip_joint",
        "id: piriformis_syndrome",
        ["hip_joint.yml: id: is 'piriformis_syndrome'", "'hip_joint'"],
    ),
    (
        "conditions/piriformis_syndrome.yml",
        "shares: [deep_gluteal]",
        "shares: [deep_glutea]",
        ["shares: 'deep_glutea' is not in evidence_sets.yml", "deep_gluteal"],
    ),
    (
        "questions.yml",
        "kind: choice, findings: [radiation]",
        "kind: choice, findings: [fever]",
        ["radiation: a choice question asks for choice findings", "'fever'"],
    ),
    (
        "questions.yml",
        "values: [0.4,",
        "values: [-4,",
        ["duration.values: -4 is outside 0 to 5200 weeks"],
    ),
    (
        "questions.yml",
        "at_least: 12, less_than: 56",
        "at_least: 56, less_than: 12",
        ["sex.when", "`at_least` of 'age_years' is not below"],
    ),
    (
        "red_flags/fracture.yml",
        "at_least: 3",
        "at_least: 9",
        ["several_fracture_signs.when: at least 9 of 4 can never hold"],
    ),
    (
        "red_flags/fracture.yml",
        "at_least: 70}",
        "at_least: 700}",
        ["fracture.yml", "outside 0 to 120 years"],
    ),
    (
        "red_flags/cauda_equina.yml",
        "clarify: [both_legs_course,",
        "clarify: [onset,",
        ["both_legs.clarify: 'onset' asks for nothing that `unless` looks at"],
    ),
    (
        "conditions/spinal_stenosis.yml",
        "value: 6.4, low: 4.1, high: 9.9",
        "value: 6.4, low: 9.1, high: 9.9",
        ["evidence.leaning_forward_relieves: 6.4 is not within"],
    ),
    (
        "findings.yml",
        "unit: years, minimum: 0, maximum: 120",
        "unit: years, minimum: 120, maximum: 0",
        ["findings.yml: age_years: minimum 120 is not below 0"],
    ),
    (
        "grades.yml",
        "fits_well: 0.4, fits_partly: 0.1",
        "fits_well: 0.1, fits_partly: 0.4",
        ["grades.yml: bands: `fits_partly` is not below"],
    ),
    (
        "grades.yml",
        "strong: {present: 7.0",
        "strong: {present: 2.0",
        ["grades.yml: strengths: a stronger grade says less"],
    ),
    (
        "grades.yml",
        "present: 7.0",
        "present: .nan",
        ["grades.yml: strengths.strong.present: nan is no number"],
    ),
    (
        "red_flags/vascular.yml",
        "when: collapse,",
        "when: &a {any: [*a]},",
        ["vascular.yml: [1].when.any[0]: contains itself"],
    ),
    ("triage.yml", "rules:", "\x07rules:", ["triage.yml: unacceptable character"]),
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


def test_a_file_that_is_not_utf8_is_told_with_its_line(folder):
    file = folder / "triage.yml"
    file.write_bytes(file.read_bytes() + "# caf\u00e9\n".encode("latin-1"))
    with pytest.raises(KnowledgeError, match=r"triage\.yml: line \d+: is not UTF-8"):
        load(folder)


@pytest.mark.parametrize("content", ["", "# nothing\n", "- a\n", "word\n"])
@pytest.mark.parametrize("file", ["triage.yml", "conditions/hip_joint.yml"])
def test_a_file_of_another_shape_is_told_by_name(folder, file, content):
    (folder / file).write_text(content)
    with pytest.raises(KnowledgeError, match=f"{Path(file).name}: .*of type 'object'"):
        load(folder)


def test_a_red_flag_that_no_question_leads_to_is_refused(folder):
    file = folder / "questions.yml"
    file.write_text(file.read_text().replace("calf_swelling, cold", "cold", 1))
    with pytest.raises(KnowledgeError, match="no question asks"):
        load(folder)


def test_the_public_interface_is_small():
    assert len(knowledge.__all__) <= 20
