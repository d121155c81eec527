"""A talk is kept under a code that opens it once, for whoever was told the code."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from handover import CodeUnknown, CodeUnreadable, Shelf, TooManyTries
from handover.database import CannotOpen, connect
from handover.shelf import ALPHABET, TRIES_EACH, WINDOW_SECONDS

TALK = {"case": [{"finding": "site_buttock", "words": "my büttock hurts"}]}
NOBODY_HAS = "234-679-FHK"


class Clock:
    def __init__(self) -> None:
        self.time = 1_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/some/folder/shelf.db"


@pytest.fixture
def shelf(url: str, clock: Clock) -> Shelf:
    return Shelf(url, now=clock)


def test_what_was_put_is_taken_with_its_code(shelf):
    assert shelf.take(shelf.put(TALK)) == TALK


def test_a_code_opens_its_entry_only_once(shelf):
    code = shelf.put(TALK)
    shelf.take(code)
    with pytest.raises(CodeUnknown):
        shelf.take(code)


def test_an_owner_takes_back_everything_of_theirs_and_of_nobody_else(shelf, clock):
    mine, also_mine, other = (shelf.put(TALK, owner=o) for o in ("me", "me", "you"))
    shelf.take(mine)
    shelf.withdraw("me")
    with pytest.raises(CodeUnknown):
        shelf.take(also_mine)
    assert shelf.take(other) == TALK
    shelf.withdraw("nobody")


def test_whose_an_entry_was_is_forgotten_with_it(shelf, url):
    shelf.take(shelf.put(TALK, owner="somebody"))
    shelf.withdraw("nobody")
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        assert database.execute("SELECT * FROM shelf_owners").fetchall() == []


@pytest.mark.parametrize(
    "spoken", [str.lower, lambda c: c.replace("-", " "), lambda c: f" {c[:5]}–{c[5:]}."]
)
def test_a_code_may_be_typed_in_any_usual_way(shelf, spoken):
    assert shelf.take(spoken(shelf.put(TALK))) == TALK


def test_codes_have_no_characters_that_look_or_sound_alike():
    for alike in ("0OQD", "1IL", "5S", "8B", "2Z", "UV", "MN", "BCDEGPTVZ3"):
        assert sum(c in ALPHABET for c in alike) <= 1, alike
    assert not set("AEIOU") & set(ALPHABET)


def test_what_cannot_be_a_code_says_why_and_is_no_try(shelf):
    for _ in range(TRIES_EACH + 1):
        with pytest.raises(CodeUnreadable, match="'O0' is in no code"):
            shelf.take("O0F-HKL-MRW")
        with pytest.raises(CodeUnreadable, match="a code has 9"):
            shelf.take("234")


def test_a_code_runs_out(shelf, clock):
    code = shelf.put(TALK, timedelta(minutes=15))
    clock.time += 15 * 60
    with pytest.raises(CodeUnknown):
        shelf.take(code)


@pytest.mark.parametrize("ttl", [timedelta(0), timedelta(seconds=-1), timedelta(8)])
def test_nothing_is_kept_for_no_time_or_for_ever(shelf, ttl):
    with pytest.raises(ValueError, match="ttl must be"):
        shelf.put(TALK, ttl)


def test_who_guesses_must_wait_and_others_need_not(shelf, clock):
    code = shelf.put(TALK)
    for _ in range(TRIES_EACH):
        with pytest.raises(CodeUnknown):
            shelf.take(NOBODY_HAS, by="guesser")
    with pytest.raises(TooManyTries) as stopped:
        shelf.take(code, by="guesser")
    assert 0 < stopped.value.wait <= WINDOW_SECONDS
    assert shelf.take(code, by="desk") == TALK
    clock.time += stopped.value.wait
    with pytest.raises(CodeUnknown):
        shelf.take(NOBODY_HAS, by="guesser")


def test_many_guessers_together_must_wait(shelf, monkeypatch):
    monkeypatch.setattr("handover.shelf.TRIES_ALL", 12)
    for number in range(12):
        with pytest.raises(CodeUnknown):
            shelf.take(NOBODY_HAS, by=f"guesser {number // 4}")
    with pytest.raises(TooManyTries):
        shelf.take(NOBODY_HAS, by="a new one")


def test_wrong_tries_are_remembered_by_other_processes_and_after_a_restart(
    shelf, url, clock
):
    for _ in range(TRIES_EACH):
        with pytest.raises(CodeUnknown):
            shelf.take(NOBODY_HAS, by="guesser")
    with pytest.raises(TooManyTries):
        Shelf(url, now=clock).take(NOBODY_HAS, by="guesser")


def test_another_process_can_take_what_one_has_put(shelf, url, clock):
    code = shelf.put(TALK)
    assert Shelf(url, now=clock).take(code) == TALK


def test_of_many_who_ask_at_once_one_gets_it(url, clock):
    code = Shelf(url, now=clock).put(TALK)

    def ask(number: int) -> bool:
        try:
            return Shelf(url, now=clock).take(code, by=str(number)) == TALK
        except CodeUnknown:
            return False

    with ThreadPoolExecutor(8) as desks:
        assert sum(desks.map(ask, range(16))) == 1


def test_neither_code_nor_taken_words_are_in_the_file(shelf, url):
    code = shelf.put(TALK)
    file = Path(url.removeprefix("sqlite:///"))
    with sqlite3.connect(file) as connection:
        kept = str(connection.execute("SELECT * FROM shelf").fetchall())
    assert code not in kept and code.replace("-", "") not in kept
    shelf.take(code)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"hurts" not in b"".join(f.read_bytes() for f in file.parent.iterdir())


def test_the_file_is_for_its_owner_alone(shelf, url):
    assert Path(url.removeprefix("sqlite:///")).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "address", ["nonsense", "sqlite:////proc/nowhere/x.db", "mysql://x@y/z"]
)
def test_a_database_that_cannot_be_used_says_what_to_set(address):
    with pytest.raises(CannotOpen, match="BACKTALK_DATABASE_URL must be"):
        connect(address)
