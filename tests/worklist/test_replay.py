"""Any case comes out byte for byte again on the version it was advised with."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import given, settings

import knowledge
from handover import Told, record, versions
from knowledge.model import Level
from rendering import Speaker, load_wording, with_levels
from tests.handover.people import records
from tests.worklist.made import KEY, SPEAKER, Clock, made, worklist
from worklist import Worklist, engine, erase
from worklist.command_line import UNUSABLE, WELL, WRONG, main
from worklist.replay import Outcome, replay
from worklist.tables import archive, log_content

ID = made().encounter.id


def outcomes(list_: Worklist) -> list[Outcome]:
    return [one.outcome for one in replay(list_)]


def test_any_record_replays_the_same(sqlite):
    list_ = worklist(sqlite)

    @settings(max_examples=40, deadline=None, database=None)
    @given(records())
    def add(one):
        list_.add(one, by="web")

    add()
    assert set(outcomes(list_)) == {Outcome.SAME}


def test_a_correction_replays_as_well_as_what_it_corrected(database):
    list_ = worklist(database)
    list_.add(made(level=Level.ROUTINE), by="web")
    list_.amend(made(level=Level.EMERGENCY), by="web")
    assert outcomes(list_) == [Outcome.SAME, Outcome.SAME]
    list_.engine.dispose()


def test_a_clinics_own_levels_and_facts_are_replayed_too(sqlite):
    flag = next(f for f in SPEAKER.voice.kb.red_flags if f.level is Level.SAME_DAY)
    clinic = replace(
        SPEAKER.voice.clinic,
        emergency_number="112",
        levels={flag.id: Level.EMERGENCY},
    )
    kb = with_levels(knowledge.load(), clinic)
    speaker = Speaker(kb, load_wording(kb), clinic)
    list_ = Worklist(speaker, sqlite, key=KEY, now=Clock())
    one = record(speaker, made().case, made().encounter)
    assert "112" in one.told[0].text
    list_.add(one, by="web")
    assert outcomes(list_) == [Outcome.SAME]
    # Whoever replays it later has other settings.
    assert outcomes(worklist(sqlite)) == [Outcome.SAME]


def test_what_staff_read_aloud_is_not_called_different(sqlite):
    list_ = worklist(sqlite)
    one = made()
    told = [Told(about="script", text="Please hold.")]
    list_.add(record(SPEAKER, one.case, one.encounter, told=told), by="anna")
    assert outcomes(list_) == [Outcome.SAME]


def test_a_record_of_another_version_is_kept_and_said_to_be_not_replayable(sqlite):
    list_ = worklist(sqlite)
    one = made()
    list_.add(replace(one, versions={**one.versions, "knowledge": "older"}), by="web")
    assert outcomes(list_) == [Outcome.NOT_ARCHIVED]


def test_advice_that_does_not_follow_from_the_answers_is_found(sqlite):
    list_ = worklist(sqlite)
    one = made()
    triage = replace(one.triage, level=Level.ROUTINE)
    list_.add(replace(one, triage=triage), by="web")
    assert outcomes(list_) == [Outcome.DIFFERENT]


def test_another_program_is_not_blamed_on_the_case(sqlite):
    list_ = worklist(sqlite)
    one = made()
    other = {**one.versions, "engine": "another"}
    list_.add(replace(one, versions=other, told=()), by="web")
    assert outcomes(list_) == [Outcome.OTHER_ENGINE]


def test_a_case_that_comes_out_the_same_still_tells_which_engine_made_it(
    sqlite, capsys, monkeypatch
):
    monkeypatch.setenv("BACKTALK_AUDIT_KEY", KEY.decode())
    list_ = worklist(sqlite)
    one = made()
    list_.add(replace(one, versions={**one.versions, "engine": "another"}), by="web")
    assert outcomes(list_) == [Outcome.SAME]
    code, said = run(capsys, sqlite, "replay")
    assert code == WELL and "1 made by engine another; this one is" in said


def test_the_engine_of_a_record_leads_to_its_commit(
    sqlite, capsys, monkeypatch, tmp_path
):
    monkeypatch.setenv("BACKTALK_AUDIT_KEY", KEY.decode())
    for package in versions.ENGINE:
        (tmp_path / package).mkdir()
        (tmp_path / package / "code.py").write_text(f"# {package}\n")
    (tmp_path / "knowledge" / "data.yml").write_text("not: code\n")
    blobs = {
        f"{package}/code.py": versions._blob(f"# {package}\n".encode())
        for package in versions.ENGINE
    }
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True)
    head = subprocess.run(
        [*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True
    ).stdout.strip()
    monkeypatch.setattr(engine, "ROOT", tmp_path)
    code, said = run(capsys, sqlite, "engine", versions.engine_of(blobs))
    assert code == WELL and said.startswith(head)
    code, said = run(capsys, sqlite, "engine", "0123456789ab")
    assert code == WRONG and "No commit" in said
    monkeypatch.setattr(engine, "ROOT", tmp_path / "nowhere")
    code, said = run(capsys, sqlite, "engine", "0123456789ab")
    assert code == UNUSABLE and "git clone" in said
    code, said = run(capsys, sqlite, "engine")
    assert code == WELL and said.strip() == made().versions["engine"]


def test_what_was_erased_is_not_replayed(sqlite):
    list_ = worklist(sqlite)
    list_.add(made(), by="web")
    erase(list_, ID, by="admin", why="asked for")
    assert outcomes(list_) == [Outcome.ERASED]


def test_the_archive_holds_each_version_once_and_nobody_s_words(sqlite):
    list_ = worklist(sqlite)
    for number in range(3):
        list_.add(made(number), by="web")
    with list_.engine.connect() as connection:
        (row,) = connection.execute(sa.select(archive)).all()
    with zipfile.ZipFile(io.BytesIO(row.files)) as files:
        names = files.namelist()
        assert "knowledge/findings.yml" in names and "wording/en/phrases.yml" in names
        assert not any(b"Surname" in files.read(name) for name in names)
    assert len(row.files) < 2_000_000


def run(
    capsys: pytest.CaptureFixture[str], url: str, *arguments: str
) -> tuple[int, str]:
    code = main(["--database", url, *arguments])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def test_the_commands_say_that_all_is_well(sqlite, capsys, monkeypatch):
    monkeypatch.setenv("BACKTALK_AUDIT_KEY", KEY.decode())
    worklist(sqlite).add(made(), by="web")
    code, said = run(capsys, sqlite, "verify")
    assert code == WELL and "1 entries, as it was written. Head: 1:" in said
    head = said.strip().rpartition(" ")[2]
    assert run(capsys, sqlite, "verify", "--head", head)[0] == WELL
    assert run(capsys, sqlite, "replay")[0] == WELL
    assert run(capsys, sqlite, "replay", ID)[0] == WELL
    code, said = run(capsys, sqlite, "log")
    assert json.loads(said)["action"] == "added" and "Surname" not in said
    assert "Surname" in run(capsys, sqlite, "log", "--contents")[1]
    assert run(capsys, sqlite, "run", "--once")[0] == WELL
    code, said = run(capsys, sqlite, "erase", ID, "--by", "admin", "--why", "asked")
    assert code == WELL and "erased" in said
    assert run(capsys, sqlite, "verify", "--head", head)[0] == WELL


def test_the_commands_say_what_is_wrong(sqlite, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("BACKTALK_AUDIT_KEY", KEY.decode())
    list_ = worklist(sqlite)
    list_.add(made(), by="web")
    with list_.engine.begin() as connection:
        connection.execute(log_content.update().values(content='"nothing"'))
    code, said = run(capsys, sqlite, "verify")
    assert code == WRONG and "entry 1: its content was changed" in said
    code, said = run(capsys, sqlite, "replay")
    assert code == WRONG and "different" in said
    with list_.engine.begin() as connection:
        connection.execute(log_content.update().values(content="no JSON"))
    assert run(capsys, sqlite, "verify")[0] == WRONG
    code, said = run(capsys, sqlite, "replay")
    assert code == UNUSABLE and "was altered" in said
    code, said = run(capsys, sqlite, "verify", "--head", "5:abc")
    assert code == WRONG and "the noted head is not in it" in said
    code, said = run(capsys, sqlite, "verify", "--head", "abc")
    assert code == UNUSABLE and "must look like" in said
    code, said = run(capsys, sqlite, "erase", "x", "--by", "a", "--why", "b")
    assert code == UNUSABLE and "no item 'x'" in said
    code, said = run(capsys, "nonsense", "verify")
    assert code == UNUSABLE and "BACKTALK_DATABASE_URL must be" in said
    settings_file = tmp_path / "s.yml"
    settings_file.write_text("colour: red")
    code, said = run(capsys, sqlite, "--settings", str(settings_file), "verify")
    assert code == UNUSABLE and "colour" in said
    monkeypatch.setenv("BACKTALK_AUDIT_KEY", "another key, as long as it should be")
    code, said = run(capsys, sqlite, "verify")
    assert code == UNUSABLE and "does not fit" in said
