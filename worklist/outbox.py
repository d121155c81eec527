"""What is to be sent, written down in the same transaction as what it is about.

A message has a key that stays the same however often it is tried, so that whoever
receives it twice can tell. Its body is erased once it has arrived.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from handover.about_advice import level_words
from handover.database import begin
from handover.fhir import bundle
from handover.record import Record, canonical
from handover.words import words_of
from rendering import Speaker
from worklist.item import Item
from worklist.settings import Integration
from worklist.tables import outbox

LEASE_SECONDS = 120.0
FIRST_WAIT = 5.0
LONGEST_WAIT = 3600.0


class Delivery(str, Enum):
    """A message waits for its (next) try, has arrived, or needs a person's look."""

    WAITING = "waiting"
    SENT = "sent"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened to an item; the record where that is what is new."""

    event: str
    item: Item
    record: Record | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message for one integration. `key` is the same at every try."""

    key: str
    target: str
    event: str
    item: str
    body: str
    tries: int


def put(
    connection: Connection,
    targets: Iterable[Integration],
    news: News,
    speaker: Speaker,
    now: float,
) -> None:
    """Writes down one message for each integration."""
    for target in targets:
        compose = _letter if target.kind == "mail" else _message
        row = {
            "key": secrets.token_hex(16),
            "target": target.name,
            "event": news.event,
            "item": news.item.id,
            "body": compose(news, speaker),
            "state": Delivery.WAITING.value,
            "tries": 0,
            "due": now,
        }
        connection.execute(outbox.insert(), row)


def claim(engine: Engine, targets: Iterable[str], now: float) -> Parcel | None:
    """The next message that is due; nobody else gets it while the lease lasts.

    Whoever dies with a message in hand leaves it to be tried again. News of one item
    arrives in its order: a message waits for the one before it.
    """
    before = outbox.alias()
    in_turn = ~sa.exists().where(
        before.c.state == Delivery.WAITING.value,
        before.c.target == outbox.c.target,
        before.c.item == outbox.c.item,
        before.c.number < outbox.c.number,
    )
    with begin(engine) as connection:
        row = connection.execute(
            sa.select(outbox)
            .where(
                outbox.c.state == Delivery.WAITING.value,
                outbox.c.due <= now,
                outbox.c.target.in_(list(targets)),
                in_turn,
            )
            .order_by(outbox.c.due, outbox.c.number)
            .limit(1)
            .with_for_update(skip_locked=True, of=outbox)
        ).first()
        if row is None:
            return None
        _change(connection, row.key, due=now + LEASE_SECONDS, tries=row.tries + 1)
    return Parcel(
        key=row.key,
        target=row.target,
        event=row.event,
        item=row.item,
        body=row.body,
        tries=row.tries + 1,
    )


def arrived(engine: Engine, parcel: Parcel) -> None:
    """Notes that a message has arrived, and erases its body."""
    with begin(engine) as connection:
        state = Delivery.SENT.value
        _change(connection, parcel.key, state=state, body="", problem=None)


def failed(
    engine: Engine, parcel: Parcel, problem: str, due: float, *, stuck: bool
) -> None:
    """Notes why a message has not arrived, and when to try again."""
    state = (Delivery.STUCK if stuck else Delivery.WAITING).value
    with begin(engine) as connection:
        _change(connection, parcel.key, state=state, problem=problem[:200], due=due)


def retry_stuck(engine: Engine, now: float) -> int:
    """Tries again whatever was given up; how many messages that are."""
    stuck = outbox.c.state == Delivery.STUCK.value
    values = {"state": Delivery.WAITING.value, "due": now}
    with begin(engine) as connection:
        done: int = connection.execute(
            outbox.update().where(stuck).values(**values)
        ).rowcount
    return done


def count(engine: Engine) -> dict[Delivery, int]:
    """How many messages are in which state."""
    query = sa.select(outbox.c.state, sa.func.count()).group_by(outbox.c.state)
    with engine.connect() as connection:
        found = dict(connection.execute(query).all())
    return {state: found.get(state.value, 0) for state in Delivery}


def erase(connection: Connection, item: str) -> None:
    """Erases every message about an item, sent or not."""
    connection.execute(outbox.delete().where(outbox.c.item == item))


def wait(key: str, tries: int) -> float:
    """Seconds until the next try: doubling, and spread so that not all come at once."""
    spread = hashlib.sha256(f"{key}:{tries}".encode()).digest()[0] / 255
    longest = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(tries - 1, 30))
    return longest * (0.5 + spread / 2)


def _message(news: News, speaker: Speaker) -> str:
    """The bundle where there is a record; otherwise what happened, and no words."""
    if news.record is not None:
        return canonical(bundle(speaker.voice, news.record)).decode()
    item = news.item
    return json.dumps(
        {
            "event": news.event,
            "item": item.id,
            "urgency": item.urgency.value,
            "state": item.state.value,
            "step": item.step,
            "outcome": item.outcome,
        }
    )


def _letter(news: News, speaker: Speaker) -> str:
    """Subject and text of a mail, with nothing of the patient in them."""
    words = words_of(speaker.voice)
    level = level_words(words, news.item.urgency)
    subject = words.say(f"mail_subject_{news.event}", level=level)
    text = words.say(
        "mail_text", subject=subject, step=news.item.step, item=news.item.id
    )
    return json.dumps({"subject": subject, "text": text})


def _change(connection: Connection, key: str, **values: object) -> None:
    connection.execute(outbox.update().where(outbox.c.key == key).values(**values))
