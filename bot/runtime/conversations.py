"""Keeps conversations on disk and the recent ones also live in memory.

Why: Rasa's SQL store reads the whole conversation back from the database, event by
event, at every turn, counts it again, and writes through the object mapper.
Replaces: `retrieve` and `save` of `SQLTrackerStore`, an extension point of Rasa's. The
database has the same table with the same rows, so either store can take over.

A turn's new events are written in one transaction, before its answer is sent. A live
conversation is taken out while a turn works on it and put back once it is written: a
turn that fails half-way leaves nothing behind. With several processes each sender must
always reach the same one, because a live conversation does not see another's writes.
"""

from __future__ import annotations

import itertools
import json
from collections import OrderedDict
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

from bot.runtime import speedups
from bot.runtime.errors import CannotStart
from bot.runtime.short_history import lightened, shortened

MOST_LIVE = 200  # at 0.75 MB for fifteen turns; the others are read from disk
_WRITTEN = "events_on_disk"  # attribute of a tracker


class ConversationStore(SQLTrackerStore):
    """An SQL tracker store with live conversations and erasure."""

    def __init__(
        self,
        domain: Domain | None = None,
        *,
        most_live: int | None = None,
        shorten: bool | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, **kwargs)
        self._events = self.SQLEvent.__table__
        faster = speedups.enabled()
        by_default = MOST_LIVE if "live" in faster else 0
        self._most_live = by_default if most_live is None else most_live
        self._shorten = "history" in faster if shorten is None else shorten
        self._live: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        if self.engine.dialect.name == "sqlite":
            self.engine = _kept_open(self.engine)
            self.sessionmaker = sessionmaker(bind=self.engine)

    @classmethod
    def in_file(cls, path: Path) -> ConversationStore:
        """The store in an SQLite file, made when it is missing.

        Raises:
            CannotStart: when the file cannot be used.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            store = cls(db=str(path))
            store.engine.execute(sa.select(store._events).limit(1)).close()
        except (OSError, DatabaseError) as error:
            raise CannotStart(
                f"The conversations in {path} cannot be read and written. Make the "
                "file usable, or move it away to begin with an empty one."
            ) from error
        return store

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The latest session of a conversation, taken out of memory if it is there."""
        live = self._live.pop(sender_id, None)
        if live is not None:
            return live
        read = await self.session(sender_id)
        return None if read is None else self._kept(read)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Writes what is new in one transaction, then keeps the conversation live."""
        await self.stream_events(tracker)
        with self.session_scope() as session:
            written = getattr(tracker, _WRITTEN, None)
            new = (
                list(self._additional_events(session, tracker))
                if written is None
                else list(itertools.islice(tracker.events, written, None))
            )
            if new:
                rows = [_row(tracker.sender_id, event) for event in new]
                session.execute(self._events.insert(), rows)
                session.commit()
        kept = self._kept(tracker)
        # A new session is read back once, as the stock store would: without the old.
        if new and not any(isinstance(event, SessionStarted) for event in new):
            self._live[tracker.sender_id] = kept
            while len(self._live) > self._most_live:
                self._live.popitem(last=False)

    def _kept(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        """A conversation all of which is on disk, as it is handed to Rasa."""
        kept = lightened(shortened(tracker)) if self._shorten else tracker
        setattr(kept, _WRITTEN, len(kept.events))
        return kept

    async def latest(self, sender_id: str) -> DialogueStateTracker | None:
        """The last turns, to look at and not to change; what is live stays so."""
        return self._live.get(sender_id) or await self.session(sender_id)

    async def session(self, sender_id: str) -> DialogueStateTracker | None:
        """The whole latest session, read from disk."""
        return await super().retrieve(sender_id)

    def erase(self, sender_id: str) -> None:
        """Deletes everything one person said and was told."""
        self._live.pop(sender_id, None)
        with self.session_scope() as session:
            session.execute(
                self._events.delete().where(self._events.c.sender_id == sender_id)
            )
            session.commit()
            if self.engine.dialect.name == "sqlite":
                # The log still holds what was written before it was erased.
                session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def erase_quiet_since(self, timestamp: float) -> int:
        """Deletes the conversations without a word since then; how many they were."""
        column = self._events.c
        quiet = (
            sa.select(column.sender_id)
            .group_by(column.sender_id)
            .having(sa.func.max(column.timestamp) < timestamp)
        )
        with self.session_scope() as session:
            senders = [sender_id for (sender_id,) in session.execute(quiet)]
        for sender_id in senders:
            self.erase(sender_id)
        return len(senders)


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    intent = data.get("parse_data", {}).get("intent", {})
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": intent.get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def _kept_open(engine: Engine) -> Engine:
    """The same SQLite database with connections that stay open between turns.

    SQLAlchemy opens a file anew each time, and closing the last connection writes the
    whole log back into it: that alone took longer than the rest of a turn.
    """
    if engine.url.database not in (None, "", ":memory:"):
        engine.dispose()  # the connection that made the table is not set up as below
        engine = sa.create_engine(
            engine.url,
            poolclass=QueuePool,
            connect_args={"check_same_thread": False},
        )
    sa.event.listen(engine, "connect", _configure_sqlite)
    return engine


def _configure_sqlite(connection: Any, _: Any) -> None:
    """One quick write to disk for a turn, and what is erased is overwritten."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
