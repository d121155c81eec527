"""Tokens: signed, expiring, and never without a secret where others can reach."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.channels.sessions import (
    LIFETIME_SECONDS,
    NoSecret,
    SessionEnded,
    Sessions,
    secret_for,
)

SECRET = "s" * 32


def test_a_token_leads_to_its_own_session() -> None:
    sessions = Sessions(SECRET)
    one, two = sessions.mint(), sessions.mint()
    assert sessions.session_of(one) != sessions.session_of(two)
    assert Sessions(SECRET).session_of(one) == sessions.session_of(one)


def test_a_token_of_another_secret_is_refused() -> None:
    with pytest.raises(SessionEnded):
        Sessions("t" * 32).session_of(Sessions(SECRET).mint())


def test_a_token_runs_out() -> None:
    now = [1000.0]
    sessions = Sessions(SECRET, now=lambda: now[0])
    token = sessions.mint()
    now[0] += LIFETIME_SECONDS
    assert sessions.session_of(token)
    now[0] += 1
    with pytest.raises(SessionEnded):
        sessions.session_of(token)


def test_the_end_of_a_token_cannot_be_moved() -> None:
    session, ends, signature = Sessions(SECRET).mint().split(".")
    with pytest.raises(SessionEnded):
        Sessions(SECRET).session_of(f"{session}.{int(ends) + 1}.{signature}")


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(NoSecret, match="32 characters"):
        Sessions("short")


def test_on_this_machine_a_secret_is_made_and_kept_for_its_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BACKTALK_SECRET", raising=False)
    data = tmp_path / "data"
    secret = secret_for("127.0.0.1", data)
    assert secret_for("localhost", data) == secret
    assert secret_for("127.0.0.1", tmp_path / "other") != secret
    assert stat.S_IMODE((data / "secret").stat().st_mode) == 0o600


def test_where_others_can_reach_no_secret_is_made_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BACKTALK_SECRET", raising=False)
    with pytest.raises(NoSecret, match="Set BACKTALK_SECRET"):
        secret_for("0.0.0.0", tmp_path)
    monkeypatch.setenv("BACKTALK_SECRET", SECRET)
    assert secret_for("0.0.0.0", tmp_path) == SECRET
