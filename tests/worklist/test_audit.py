"""The log shows every alteration, and stays whole when the law has contents erased."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from handover import connect
from knowledge import Level
from tests.worklist.made import KEY as WORKLIST_KEY
from tests.worklist.made import Clock, made, worklist
from worklist import Erased, NoSuchItem, State, erase, retain
from worklist.audit import AuditLog
from worklist.command_line import WELL, WRONG, main
from worklist.tables import calls, items, log, log_content, log_head, metadata
from worklist.verification import verify

KEY = b"k" * 32
ENTRIES = 8
TABLES = {table.name: table for table in (log, log_content, log_head)}


def written(erased: tuple[int, ...] = ()) -> tuple[AuditLog, sa.engine.Engine]:
    """A log of a few entries, some of whose contents are erased."""
    engine = sa.create_engine("sqlite://", future=True, poolclass=sa.pool.StaticPool)
    metadata.create_all(engine)
    audit = AuditLog(KEY)
    with engine.begin() as connection:
        audit.prepare(connection)
        for number in range(ENTRIES):
            audit.append(
                connection,
                at=f"2026-03-01T09:0{number}:00.000+00:00",
                actor="anna",
                action="noted",
                item=str(number % 3),
                content={"said": number},
            )
        if erased:
            audit.erase(connection, erased, at="2026", actor="admin", why="asked for")
    return audit, engine


def faults(audit: AuditLog, engine: sa.engine.Engine) -> list[str]:
    with engine.connect() as connection:
        return [fault.what for fault in verify(connection, audit.seal).faults]


def rows(engine: sa.engine.Engine) -> dict[str, list[dict]]:
    with engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            for name, table in TABLES.items()
        }


def put_back(engine: sa.engine.Engine, content: dict[str, list[dict]]) -> None:
    with engine.begin() as connection:
        for name, table in TABLES.items():
            connection.execute(table.delete())
            if content[name]:
                connection.execute(table.insert(), content[name])


def test_an_untouched_log_has_no_faults():
    assert faults(*written()) == []
    assert faults(*written(erased=(2, 3, 7))) == []


def altered(content: dict[str, list[dict]], choose: random.Random) -> str:
    """Changes the rows in one of the ways somebody might; says how."""
    name = choose.choice(list(TABLES))
    kept = content[name]
    row = choose.randrange(len(kept))
    way = choose.choice(["change", "delete", "swap", "cut", "copy"])
    if way == "change":
        column = choose.choice([c for c in kept[row] if c not in ("only",)])
        value = kept[row][column]
        kept[row][column] = (
            value + 1000 if isinstance(value, int) else _one_letter(value, choose)
        )
        return f"{name}.{column} of row {row}"
    if way == "delete":
        del kept[row]
    elif way == "cut" and name != "log_head":
        # The end of the log is cut off everywhere, and the head made to look right.
        end = choose.randrange(len(content["log"]))
        for table in ("log", "log_content"):
            content[table] = [r for r in content[table] if r["number"] <= end]
        if end:
            last = content["log"][-1]
            content["log_head"][0] |= {"number": end, "digest": last["digest"]}
    elif way == "swap" and len(kept) > 1:
        other = (row + 1) % len(kept)
        numbers = kept[row]["number"], kept[other]["number"]
        kept[other]["number"], kept[row]["number"] = numbers
    elif name != "log_head":
        extra = dict(kept[row]) | {"number": 500}
        kept.append(extra)
    else:
        kept[row]["seal"] = "0" * 64
    return f"{way} in {name} at row {row}"


def _one_letter(text: str, choose: random.Random) -> str:
    if not text:
        return "x"
    place = choose.randrange(len(text))
    return text[:place] + ("b" if text[place] == "a" else "a") + text[place + 1 :]


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([(), (1,), (3, 4)]))
def test_any_alteration_is_detected(seed, erased):
    audit, engine = written(erased)
    content = rows(engine)
    before = json.dumps(content)
    how = altered(content, random.Random(seed))
    assert json.dumps(content) != before, how
    put_back(engine, content)
    assert faults(audit, engine), how


def test_a_log_rewritten_without_the_key_is_detected():
    audit, engine = written()
    with engine.begin() as connection:
        for table in TABLES.values():
            connection.execute(table.delete())
        forged = AuditLog(b"f" * 32)
        forged.prepare(connection)
        forged.append(connection, at="2026", actor="anna", action="noted", content=1)
    assert faults(audit, engine)


def test_with_the_key_in_the_wrong_hands_a_noted_head_still_tells():
    audit, engine = written()
    with engine.connect() as connection:
        verified = verify(connection, audit.seal)
    noted = (verified.entries, verified.head)
    with engine.connect() as connection:
        assert verify(connection, audit.seal, noted).faults == ()
    with engine.begin() as connection:
        for table in TABLES.values():
            connection.execute(table.delete())
        audit.prepare(connection)
        for _ in range(ENTRIES + 1):
            audit.append(connection, at="2026", actor="x", action="noted", content=1)
        assert verify(connection, audit.seal).faults == ()
        assert verify(connection, audit.seal, noted).faults


def test_what_was_erased_cannot_be_put_back_unnoticed():
    audit, engine = written()
    before = rows(engine)["log_content"]
    with engine.begin() as connection:
        audit.erase(connection, [2], at="2026", actor="admin", why="asked for")
        connection.execute(log_content.insert(), before[1])
    assert faults(audit, engine) == ["it was erased and has a content"]


def test_a_guess_at_what_was_erased_cannot_be_checked():
    _, engine = written(erased=(1,))
    with engine.connect() as connection:
        salts = connection.execute(sa.select(log_content.c.salt)).scalars().all()
    assert len(set(salts)) == ENTRIES and all(len(salt) == 64 for salt in salts)


ID = made().encounter.id


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def list_(database, clock):
    opened = worklist(database, clock)
    yield opened
    opened.engine.dispose()


def test_erasing_takes_the_words_and_leaves_what_happened(list_):
    list_.add(made(), by="web")
    list_.add(made(2), by="web")
    list_.accept(ID, by="dr lee")
    list_.close(ID, by="dr lee", outcome="refused", note="Patient 1 Surname left")
    erase(list_, ID, by="admin", why="the patient asked")
    with pytest.raises(Erased):
        list_.record(ID)
    assert list_.item(ID).outcome == "refused"
    entries = list_.history(ID)
    assert [e.action for e in entries] == ["added", "accepted", "closed", "erased"]
    assert [e.content for e in entries[:3]] == [None] * 3
    assert entries[3].content["why"] == "the patient asked"
    assert list_.record(made(2).encounter.id) == made(2)
    assert list_.verify().faults == ()
    assert "Patient 1 Surname" not in str(list_.history())


def test_what_is_erased_is_not_in_the_file_any_more(sqlite, tmp_path):
    opened = worklist(sqlite)
    opened.add(made(), by="web")
    erase(opened, ID, by="admin", why="the patient asked")
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    opened.engine.dispose()
    assert b"Patient 1 Surname" not in kept


@contextmanager
def somebody_reading(database: str) -> Iterator[None]:
    """Another program that has begun to read and is not done."""
    reader = connect(database)
    with reader.connect() as connection:
        connection.execute(sa.select(log.c.number)).all()
        yield
    reader.dispose()


def test_while_somebody_reads_what_was_erased_is_said_to_be_left_in_the_file(
    sqlite, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr("handover.database.BUSY_SECONDS", 0.1)
    monkeypatch.setenv("BACKTALK_AUDIT_KEY", WORKLIST_KEY.decode())
    opened = worklist(sqlite)
    opened.add(made(), by="web")
    command = ["--database", sqlite, "erase", ID, "--by", "ada", "--why", "asked for"]
    with somebody_reading(sqlite):
        assert main(command) == WRONG
        told = capsys.readouterr().out
        assert main(["--database", sqlite, "verify"]) == WELL
        verified = capsys.readouterr().out
        kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Patient 1 Surname" in kept
    assert "is erased" in told and "as it was written" in verified
    for said in (told, verified):
        assert "write-ahead log" in said

    assert main(["--database", sqlite, "verify"]) == WELL
    assert "write-ahead log" not in capsys.readouterr().out
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Patient 1 Surname" not in kept
    opened.engine.dispose()


def test_retention_tells_when_something_is_left_and_takes_it_away_the_next_time(
    sqlite, tmp_path, clock, caplog, monkeypatch
):
    monkeypatch.setattr("handover.database.BUSY_SECONDS", 0.1)
    opened = worklist(sqlite, clock)
    said = {"words": [{"at": "story", "text": "Patient 1 Surname"}]}
    opened.log("called", by="kim", id_="a" * 32, content=said)
    clock.minutes(366 * 24 * 60)
    with somebody_reading(sqlite):
        assert retain(opened) == 1
    assert "write-ahead log" in caplog.text
    assert retain(opened) == 0
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Patient 1 Surname" not in kept
    opened.engine.dispose()


def test_a_contact_that_never_became_an_item_is_erased_as_well(list_, clock):
    said = {"words": [{"at": "story", "text": "Patient 1 Surname"}]}
    list_.log("called", by="kim", id_="a" * 32, content=said)
    list_.log("called", by="kim", id_="b" * 32, content=said)

    erase(list_, "a" * 32, by="admin", why="the patient asked")
    assert [e.content for e in list_.history("a" * 32)][:1] == [None]
    with pytest.raises(NoSuchItem):
        erase(list_, "c" * 32, by="admin", why="the patient asked")
    clock.minutes(366 * 24 * 60)
    assert (retain(list_), retain(list_)) == (1, 0)
    assert "Patient 1 Surname" not in str(list_.history())
    assert list_.verify().faults == ()


def test_a_call_that_nobody_ended_is_erased_by_its_id_and_by_age(list_, clock):
    def call(id_: str, *, ended: bool = False) -> dict:
        said = {"clerk": "kim", "content": "Patient 1 Surname", "version": 0}
        times = {"opened": clock.time, "changed": clock.time}
        return {"id": id_, **said, **times, "ended": ended, "listed": False}

    with list_.engine.begin() as connection:
        connection.execute(calls.insert(), [call("a"), call("b")])
        connection.execute(calls.insert(), call("ended", ended=True))
    assert erase(list_, "a", by="admin", why="the patient asked")
    clock.minutes(366 * 24 * 60)
    assert (retain(list_), retain(list_)) == (1, 0)

    with list_.engine.connect() as connection:
        assert connection.execute(sa.select(calls.c.id)).scalars().all() == ["ended"]
    assert [(e.action, e.item) for e in list_.history()] == [
        ("erased", "a"),
        ("erased", "b"),
    ]
    assert list_.verify().faults == ()


def test_what_was_kept_long_enough_is_erased_once(list_, clock):
    for number in (1, 2):
        list_.add(made(number), by="web")
        list_.accept(made(number).encounter.id, by="dr lee")
    list_.close(ID, by="dr lee", outcome="refused")
    clock.minutes(364 * 24 * 60)
    assert retain(list_) == 0
    clock.minutes(2 * 24 * 60)
    assert (retain(list_), retain(list_)) == (1, 0)
    assert list_.verify().faults == ()
    assert [item.id for item in list_.items(State.ACCEPTED)] == [made(2).encounter.id]


def test_what_was_erased_is_not_brought_back_by_an_amendment(list_):
    list_.add(made(), by="web")
    erase(list_, ID, by="admin", why="the patient asked")

    for change in (list_.add, list_.amend):
        with pytest.raises(Erased, match=r"erased.*new encounter"):
            change(made(level=Level.ROUTINE), by="web")
    assert "Patient 1 Surname" not in str(list_.history())
    assert [e.action for e in list_.history(ID)] == ["added", "erased"]
    assert list_.verify().faults == ()


def test_what_others_write_while_the_log_is_verified_is_no_fault(list_, database):
    list_.add(made(), by="web")
    other = worklist(database)
    others = iter(range(2, 100))

    @sa.event.listens_for(list_.engine, "after_cursor_execute")
    def somebody_writes(*_):
        other.add(made(next(others)), by="web")

    assert list_.verify().faults == ()
    assert next(others) > 3
    other.engine.dispose()


def test_a_log_from_before_records_said_what_staff_raised_verifies(sqlite):
    opened = worklist(sqlite)
    opened.add(made(level=Level.ROUTINE), by="web")
    noted = {"outcome": "staff_worried", "level": "same_day", "facts": {}}
    opened.log("called", by="kim", id_=ID, content=noted)
    raise_to(opened, "same_day")
    assert opened.verify().faults == ()

    raise_to(opened, "emergency")
    (fault,) = opened.verify().faults
    assert "urgency is 'emergency', by the log 'same_day'" in fault.what


def raise_to(opened, level: str) -> None:
    with opened.engine.begin() as connection:
        connection.execute(items.update().values(urgency=level))


@pytest.mark.parametrize("content", [None, [], ["said"], "said", 7, {}, {"triage": []}])
@pytest.mark.parametrize(
    "action", ["added", "amended", "called", "closed", "judged", "accepted", "new"]
)
def test_an_entry_of_any_shape_is_read_or_named_and_stops_nothing(
    sqlite, action, content
):
    opened = worklist(sqlite)
    opened.add(made(), by="web")
    opened.log(action, by="kim", id_=ID, content=content)

    assert all(ID in fault.what for fault in opened.verify().faults)


@pytest.mark.parametrize(
    "altered",
    [
        {"owner": "somebody else"},
        {"state": "waiting"},
        {"outcome": "ambulance_called"},
        {"verdict": "self_care"},
        {"entry": 1},
        {"urgency": "routine"},
        None,
    ],
)
def test_a_list_that_was_altered_does_not_agree_with_its_log(sqlite, altered):
    opened = worklist(sqlite)
    opened.add(made(level=Level.ROUTINE), by="web")
    opened.add(made(), by="web")
    opened.accept(ID, by="dr lee")
    opened.close(ID, by="dr lee", outcome="refused")
    assert opened.verify().faults == ()
    with opened.engine.begin() as connection:
        change = items.delete() if altered is None else items.update().values(**altered)
        connection.execute(change.where(items.c.id == ID))
    (fault,) = opened.verify().faults
    assert ID in fault.what
