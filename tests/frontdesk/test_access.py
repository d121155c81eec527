"""Accounts and sessions: nobody comes in by guessing, and nobody stays in for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from frontdesk.access import (
    AccountError,
    Accounts,
    Role,
    Sessions,
    TooMany,
    WrongPassword,
)
from frontdesk.access.accounts import TRIES_FOR_A_NAME, TRIES_FROM_A_PLACE
from frontdesk.tables import prepare
from tests.frontdesk.made import PASSWORD, QUICK, Clock, database


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = database(tmp_path)
    prepare(engine)
    return engine


@pytest.fixture
def accounts(engine: Engine, clock: Clock) -> Accounts:
    accounts = Accounts(engine, clock, QUICK)
    accounts.add("ada", Role.ADMIN, PASSWORD)
    return accounts


@pytest.fixture
def sessions(engine: Engine, clock: Clock) -> Sessions:
    return Sessions(engine, clock)


def test_there_is_no_account_before_one_is_made(engine: Engine, clock: Clock) -> None:
    assert Accounts(engine, clock, QUICK).all() == []


def test_passwords_are_kept_as_argon2id_only(engine: Engine, clock: Clock) -> None:
    Accounts(engine, clock).add("ada", Role.ADMIN, PASSWORD)

    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM desk_accounts").all()
    assert "$argon2id$" in str(rows)
    assert PASSWORD not in str(rows)


@pytest.mark.parametrize(
    ("name", "password", "sentence"),
    [
        ("lee", "short", "password_length"),
        ("lee", "aaaaaaaaaaaaaaa", "password_plain"),
        ("lee", "my-name-is-lee-ok", "password_plain"),
        ("", PASSWORD, "bad_account_name"),
        ("Lee; drop", PASSWORD, "bad_account_name"),
        ("ada", PASSWORD, "account_name_taken"),
        ("ADA ", PASSWORD, "account_name_taken"),
    ],
)
def test_weak_passwords_and_bad_names_are_refused_with_the_reason(
    accounts: Accounts, name: str, password: str, sentence: str
) -> None:
    with pytest.raises(AccountError) as error:
        accounts.add(name, Role.DESK, password)

    assert error.value.sentence == sentence


def test_the_right_password_signs_in_however_the_name_is_written(
    accounts: Accounts,
) -> None:
    assert accounts.sign_in(" Ada ", PASSWORD, "here").role is Role.ADMIN


@pytest.mark.parametrize("name", ["ada", "nobody"])
def test_a_wrong_password_and_an_unknown_name_fail_alike(
    accounts: Accounts, name: str
) -> None:
    with pytest.raises(WrongPassword):
        accounts.sign_in(name, "wrong horse battery", "here")


def test_after_some_wrong_tries_even_the_right_password_has_to_wait(
    accounts: Accounts, clock: Clock
) -> None:
    for _ in range(TRIES_FOR_A_NAME):
        with pytest.raises(WrongPassword):
            accounts.sign_in("ada", "wrong horse battery", "here")

    with pytest.raises(TooMany) as too_many:
        accounts.sign_in("ada", PASSWORD, "elsewhere")
    assert 0 < too_many.value.wait <= 900
    clock.minutes(15.1)
    assert accounts.sign_in("ada", PASSWORD, "here")


def test_one_place_cannot_try_name_after_name(accounts: Accounts) -> None:
    for number in range(TRIES_FROM_A_PLACE):
        with pytest.raises(WrongPassword):
            accounts.sign_in(f"guess{number}", "wrong horse battery", "here")

    with pytest.raises(TooMany):
        accounts.sign_in("ada", PASSWORD, "here")
    assert accounts.sign_in("ada", PASSWORD, "elsewhere")


def test_the_lock_outlasts_a_restart(
    accounts: Accounts, engine: Engine, clock: Clock
) -> None:
    for _ in range(TRIES_FOR_A_NAME):
        with pytest.raises(WrongPassword):
            accounts.sign_in("ada", "wrong horse battery", "here")

    with pytest.raises(TooMany):
        Accounts(engine, clock, QUICK).sign_in("ada", PASSWORD, "here")


def test_a_session_is_its_account_s_until_it_is_ended(
    accounts: Accounts, sessions: Sessions
) -> None:
    token = sessions.begin(accounts.all()[0])

    session = sessions.of(token)
    assert session is not None and session.account.name == "ada"
    sessions.end(token)
    assert sessions.of(token) is None


def test_the_token_itself_is_not_kept(
    accounts: Accounts, sessions: Sessions, engine: Engine
) -> None:
    token = sessions.begin(accounts.all()[0])

    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM desk_sessions").all()
    assert token not in str(rows)


def test_a_session_runs_out_when_idle_and_never_lasts_longer_than_a_shift(
    accounts: Accounts, sessions: Sessions, clock: Clock
) -> None:
    idle = sessions.begin(accounts.all()[0])
    clock.minutes(31)
    assert sessions.of(idle) is None

    busy = sessions.begin(accounts.all()[0])
    for _ in range(12 * 3):
        clock.minutes(19.9)
        assert sessions.of(busy) is not None
    clock.minutes(5)
    assert sessions.of(busy) is None


def test_a_new_password_or_a_closed_account_ends_every_session(
    accounts: Accounts, sessions: Sessions
) -> None:
    lee = accounts.add("lee", Role.DESK, PASSWORD)
    first = sessions.begin(lee)
    accounts.set_password("lee", "another good phrase")
    second = sessions.begin(lee)
    accounts.set_active("lee", active=False)

    assert sessions.of(first) is None
    assert sessions.of(second) is None
    with pytest.raises(WrongPassword):
        accounts.sign_in("lee", "another good phrase", "here")


def test_the_last_administrator_stays(accounts: Accounts) -> None:
    with pytest.raises(AccountError) as error:
        accounts.set_active("ada", active=False)

    assert error.value.sentence == "last_admin"


def test_a_role_includes_those_before_it() -> None:
    assert Role.CLINICIAN.may(Role.DESK)
    assert not Role.DESK.may(Role.CLINICIAN)
    assert not Role.CLINICIAN.may(Role.ADMIN)
