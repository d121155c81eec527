"""Two versions of the knowledge are compared in clinical words."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from book.__main__ import main
from book.differences import Difference, differences
from book.versions import VersionError, read_version

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The knowledge and its words in a folder that may be edited."""
    for part in ("knowledge/data", "rendering/wording"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path


def edit(copy: Path, file: str, old: str, new: str) -> None:
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def changes(copy: Path) -> list[Difference]:
    return differences(read_version(str(ROOT)), read_version(str(copy)))


def test_a_version_differs_from_itself_in_nothing(copy, capsys):
    assert changes(copy) == []
    assert main(["diff", str(ROOT), str(copy)]) == 0
    assert "Nothing clinical has changed." in capsys.readouterr().out


def test_a_lowered_red_flag_is_said_first_and_in_words(copy, capsys):
    flags = "knowledge/data/red_flags/nerve_and_cord.yml"
    edit(copy, flags, "level: same_day", "level: soon")
    edit(copy, "knowledge/data/grades.yml", "common: 0.4", "common: 0.5")
    first, *rest = changes(copy)
    assert first.urgency
    assert (first.kind, first.subject) == ("red_flags", "“foot drop”")
    assert first.sentence == "urgency lowered from same day to soon."
    assert [d.kind for d in rest] == ["grades"]
    assert main(["diff", str(ROOT), str(copy)]) == 1
    assert "1 can alter how soon people are seen" in capsys.readouterr().out


def test_evidence_is_named_with_its_pattern_and_its_findings(copy):
    pattern = "knowledge/data/conditions/piriformis_syndrome.yml"
    edit(
        copy,
        pattern,
        "when: deep_buttock_tenderness, strength: moderate",
        "when: worse_sitting, strength: strong",
    )
    found = changes(copy)
    assert {d.subject for d in found} == {
        "“sore deep in the buttock” of piriformis syndrome"
    }
    sentences = " ".join(d.sentence for d in found)
    assert (
        "was a sore spot deep in the buttock, now more pain when sitting" in sentences
    )
    assert "strength: was moderate, now strong." in sentences
    assert not any(d.urgency for d in found)


def test_what_is_new_and_what_is_gone_is_told_whole(copy):
    care = "knowledge/data/self_care.yml"
    edit(copy, care, "id: back_pocket, conditions", "id: no_wallet, conditions")
    new, gone = sorted(changes(copy), key=lambda d: d.sentence, reverse=True)[:2]
    told = {new.sentence[:7], gone.sentence[:7]}
    assert told == {"is new.", "is gone"}


def test_words_that_people_read_are_compared(copy):
    edit(
        copy,
        "rendering/wording/en/phrases.yml",
        'greeting: "Hello."',
        'greeting: "Hi."',
    )
    [only] = changes(copy)
    assert only.sentence == "reads “Hi.”, before: “Hello.”."


def test_a_git_revision_is_a_version_too():
    asked = ["git", "rev-parse", "--is-inside-work-tree"]
    if subprocess.run(asked, cwd=ROOT, capture_output=True, check=False).returncode:
        pytest.skip("the sources were unpacked without their history")
    version = read_version("HEAD")
    assert "foot_drop" in version.records["red_flags"]


def test_an_older_version_that_lacks_files_is_still_read(copy):
    (copy / "knowledge/data/self_care.yml").unlink()
    assert any(d.kind == "self_care" for d in changes(copy))


@pytest.mark.parametrize("name", ["no-such-revision", "/"])
def test_what_is_no_version_is_refused_with_what_to_give(name, capsys):
    with pytest.raises(VersionError, match="git revision"):
        read_version(name)
    assert main(["diff", name, str(ROOT)]) == 2
    assert "git revision" in capsys.readouterr().err
