"""The desk in the terminal: exit statuses, files of answers, set-up, whole calls."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from frontdesk import command_line
from frontdesk.command_line import INCOMPLETE, STATUS, WRONG_USE
from frontdesk.desk import Desk
from frontdesk.script import Screens
from frontdesk.terminal import Terminal
from knowledge import KnowledgeBase, Level, Status
from knowledge.model import Kind
from rendering import Speaker
from tests.frontdesk.made import PASSWORD, QUICK, Clock, database, made

ROUTINE_CALL = """\
Ada Byron
27 3 1985
07700 900123
12 High Street
1
pain deep in my left buttock for three weeks, worse when I sit

2
n
n
n
n
n
n
n
"""


def run(*arguments: str) -> int:
    return command_line.main(arguments)


@pytest.mark.parametrize("port", ["0", "-1", "65536", "70000", "five"])
def test_a_port_that_there_is_not_is_wrong_use_that_says_which_there_are(
    port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("serve", f"--port={port}")

    assert stopped.value.code == WRONG_USE
    assert "from 1 to 65535" in capsys.readouterr().err


def all_denied(kb: KnowledgeBase, **said: object) -> dict[str, object]:
    """Answers to everything, "no" where nothing else is given."""
    answers: dict[str, object] = {}
    for finding in kb.findings.values():
        no = Status.ABSENT if finding.kind is Kind.BOOLEAN else Status.UNSURE
        answers[finding.id] = no.value
    return {
        **answers,
        "age_years": 38,
        "duration_weeks": 2,
        "main_site": "low_back",
    } | {
        "site_low_back": "present",
        **said,
    }


def written(folder: Path, answers: object) -> str:
    file = folder / "answers.json"
    file.write_text(json.dumps(answers))
    return str(file)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ({}, Level.SELF_CARE),
        ({"radiation": "foot"}, Level.ROUTINE),
        ({"age_years": 12}, Level.SOON),
        ({"fever": "present"}, Level.SAME_DAY),
        ({"saddle_numbness": "unsure"}, Level.SAME_DAY),
        ({"bladder_change": "present"}, Level.EMERGENCY),
    ],
)
def test_the_exit_status_tells_the_urgency(
    kb: KnowledgeBase, tmp_path: Path, said: dict[str, object], level: Level
) -> None:
    assert run("assess", written(tmp_path, all_denied(kb, **said))) == STATUS[level]


def test_answers_that_do_not_suffice_are_no_self_care(tmp_path: Path) -> None:
    assert run("assess", written(tmp_path, {"age_years": 38})) == INCOMPLETE


def test_an_emergency_is_told_however_little_else_is_known(tmp_path: Path) -> None:
    file = written(tmp_path, {"bladder_change": "present"})

    assert run("assess", file) == STATUS[Level.EMERGENCY]


@pytest.mark.parametrize("given", ['{"age_years": 380}', '{"age_years":'])
def test_a_mistake_in_the_standard_input_is_told_by_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(given))

    assert run("assess", "-") == WRONG_USE
    assert "the standard input" in capsys.readouterr().err


def test_csv_and_json_say_the_same(
    kb: KnowledgeBase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = all_denied(kb, side="left", fever="unsure")
    rows = ["finding,status,value"]
    for finding, said in answers.items():
        is_status = said in [status.value for status in Status]
        rows.append(f"{finding},{said}," if is_status else f"{finding},present,{said}")
    table = tmp_path / "answers.csv"
    table.write_text("\n".join(rows))
    statuses = [
        run("assess", "--json", str(table)),
        run("assess", "--json", written(tmp_path, answers)),
    ]
    first, second = capsys.readouterr().out.splitlines()

    assert statuses[0] == statuses[1] == STATUS[Level.SOON]
    assert first == second


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.json", '{"feveer": "present"}', ["feveer", "no finding"]),
        ("a.json", '{"fever": "maybe"}', ["fever", "'maybe'", "present, absent"]),
        ("a.json", '{"side": "up"}', ["side", "left, right, both"]),
        ("a.json", '{"age_years": 300}', ["age_years", "0 to 120"]),
        ("a.json", '{"age_years": true}', ["age_years", "true"]),
        ("a.json", "[1]", ["give an object"]),
        ("a.json", "{,}", ["line 1"]),
        ("a.csv", "finding,status\nfever,perhaps", ["line 2", "perhaps"]),
        ("a.csv", "finding,status,value\nfever,absent,yes", ["line 2", "yes"]),
        ("a.csv", "name,said\nfever,absent", ["finding,status,value"]),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_place_and_what_is_allowed(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: str,
    told: list[str],
) -> None:
    (tmp_path / name).write_text(content)

    assert run("assess", str(tmp_path / name)) == WRONG_USE
    error = capsys.readouterr().err
    assert all(part in error for part in told), error


def test_a_file_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("assess", "nowhere.json") == WRONG_USE
    assert "nowhere.json cannot be read" in capsys.readouterr().err


def test_help_teaches_statuses_and_formats(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("--help")

    told = capsys.readouterr().out
    for level, status in STATUS.items():
        assert str(status) in told, level
    assert "finding,status,value" in told


def test_every_finding_is_listed_with_what_can_be_said(
    kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("findings") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == list(kb.findings)


def test_cards_are_written(tmp_path: Path) -> None:
    file = tmp_path / "new" / "cards.html"

    assert run("cards", str(file)) == 0
    assert "<h1>" in file.read_text(encoding="utf-8")


# --- set-up -------------------------------------------------------------------------


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.access.accounts.PasswordHasher", lambda: QUICK)


def test_the_first_administrator_is_made_once(
    tmp_path: Path,
    quick: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"ada\n{PASSWORD}\n"))

    assert run("--data", str(tmp_path), "setup") == 0
    assert run("--data", str(tmp_path), "setup", "--name", "eve", "--generate") == 1
    assert "There is an administrator already" in capsys.readouterr().err


def test_a_generated_password_is_shown_once_and_long(
    tmp_path: Path, quick: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--data", str(tmp_path), "setup", "--name", "ada", "--generate") == 0

    password = capsys.readouterr().out.splitlines()[0].split(": ")[1]
    assert len(password) >= 20


def test_a_weak_password_is_refused(
    tmp_path: Path,
    quick: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))

    assert run("--data", str(tmp_path), "setup", "--name", "ada") == 1
    assert "12 to 200 characters" in capsys.readouterr().err


# --- calls --------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path, speaker: Speaker, screens: Screens) -> Desk:
    return made(database(tmp_path), speaker, screens, Clock())


def typed(desk: Desk, text: str) -> tuple[Level, str]:
    """The urgency a call in the terminal comes to, and what was written."""
    out = io.StringIO()
    outcome = Terminal(desk, "kim", io.StringIO(text), out).take()
    return outcome.level, out.getvalue()


def test_a_whole_call_goes_in_the_terminal(desk: Desk) -> None:
    ending = "1\n" * 20  # the last questions, the offer, the signs, the read-back
    level, out = typed(desk, ROUTINE_CALL + ending)

    assert level.rank >= Level.ROUTINE.rank
    assert "Read it back" in out and "Handed over" in out
    assert [item.kind for item in desk.worklist.items()] == ["handed_over"]


def test_several_signs_are_marked_in_one_line(desk: Desk) -> None:
    start = "\n".join(ROUTINE_CALL.splitlines()[:8])
    with pytest.raises(KeyboardInterrupt):
        typed(desk, f"{start}\n9\n2? 4- n\n")

    (kept,) = desk.calls.open()
    status = kept.call.case.status
    assert status("bladder_change") is Status.UNSURE
    assert status("sexual_dysfunction") is Status.DECLINED
    assert status("saddle_numbness") is Status.ABSENT


def test_an_emergency_in_the_terminal_waits_for_what_was_done(desk: Desk) -> None:
    start = "\n".join(ROUTINE_CALL.splitlines()[:5])
    numb = "my back hurts and I am numb between the legs"
    level, out = typed(desk, f"{start}\n{numb}\nb\nw\n4\nDr Gray\n")

    assert level is Level.EMERGENCY
    assert "Emergency: act now" in out


def test_a_call_stopped_in_the_terminal_is_kept(desk: Desk) -> None:
    with pytest.raises(KeyboardInterrupt):
        typed(desk, "Ada Byron\n27 3 1985\n")

    (kept,) = desk.calls.open()
    assert kept.call.facts["name"] == "Ada Byron"
