"""The desk as one object: what its pages and its terminal work with."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.engine import Engine

import knowledge
from frontdesk.access import Accounts, Sessions
from frontdesk.calls import Calls, Kept
from frontdesk.errors import CannotStart
from frontdesk.handing_over import HandingOver
from frontdesk.script import Act, Call, FlowError, Screens, Script, load_flow
from frontdesk.tables import prepare
from handover import Record, Shelf
from rendering import (
    ClinicError,
    Speaker,
    WordingError,
    load_clinic,
    with_levels,
)
from rendering.desk import load_desk_wording
from understanding import LexiconError, Listener
from worklist import Settings, Worklist, WorklistError, load_settings

_EDITED_BY_PEOPLE = (
    knowledge.KnowledgeError,
    WordingError,
    ClinicError,
    FlowError,
    LexiconError,
    WorklistError,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Script, screens, stores and work list of one clinic.

    Its methods may be called from several threads: each call is moved on by whoever
    comes first, and the listener hears one text at a time.
    """

    script: Script
    screens: Screens
    speaker: Speaker
    calls: Calls
    shelf: Shelf
    worklist: Worklist
    handing_over: HandingOver
    accounts: Accounts
    sessions: Sessions
    now: Callable[[], float]
    _one_at_a_time: threading.Lock

    @classmethod
    def open(
        cls,
        engine: Engine,
        *,
        clinic: Path | None = None,
        settings: Path | None = None,
        now: Callable[[], float] = time.time,
    ) -> Desk:
        """The desk on a database, with a clinic's settings and its work list's.

        Raises:
            CannotStart: when something that people edit cannot be used.
        """
        try:
            kb = knowledge.load()
            kb = with_levels(kb, load_clinic(kb, clinic))
            speaker = Speaker.load(kb, clinic)
            # A person hears the caller and reads every sign aloud: nothing to guess.
            listener = Listener.load(guessing=False)
            script = Script(kb=kb, flow=load_flow(kb), listener=listener)
            screens = Screens(script, load_desk_wording(kb), speaker.voice)
            timers = load_settings(settings)
            return cls.over(engine, speaker, screens, settings=timers, now=now)
        except _EDITED_BY_PEOPLE as problem:
            raise CannotStart(str(problem)) from problem

    @classmethod
    def over(
        cls,
        engine: Engine,
        speaker: Speaker,
        screens: Screens,
        *,
        settings: Settings | None = None,
        now: Callable[[], float] = time.time,
        accounts: Accounts | None = None,
    ) -> Desk:
        """The desk on a database, with parts that are loaded already.

        What ended and did not reach the work list before is handed over now.
        """
        prepare(engine)
        worklist = Worklist(speaker, engine, settings=settings, now=now)
        calls = Calls(engine, now)
        desk = cls(
            script=screens.script,
            screens=screens,
            speaker=speaker,
            calls=calls,
            shelf=Shelf(engine, now=now),
            worklist=worklist,
            handing_over=HandingOver(speaker, screens, worklist, calls),
            accounts=accounts or Accounts(engine, now),
            sessions=Sessions(engine, now),
            now=now,
            _one_at_a_time=threading.Lock(),
        )
        desk.handing_over.catch_up()
        return desk

    def begin(self, clerk: str, route: str, code: str | None = None) -> Call:
        """Opens a call; with a code, one that a chat or another desk has begun.

        Raises:
            ShelfError: when the code is none, unknown or tried too often.
            RecordUnreadable: when something else was kept under the code.
        """
        chat = self._told(code, clerk) if code else None
        call = self.script.begin(
            secrets.token_hex(16),
            clerk=clerk,
            route=route,
            opened=self.now(),
            chat=chat.case if chat else None,
            emergencies=chat.emergencies if chat else (),
        )
        self.calls.add(call)
        return call

    def act(self, kept: Kept, act: Act) -> Call:
        """Moves a call on, keeps it, and hands it over when it ended.

        If that cannot be done at once, it is tried again until it is.

        Raises:
            Refused: when the act does not fit.
            Overtaken: when the call was moved on meanwhile.
        """
        today = date.fromtimestamp(self.now())
        with self._one_at_a_time:
            call = self.script.act(kept.call, act, today)
        self.calls.move(call, kept.version)
        if call.outcome is not None:
            self.handing_over.attempt(call.id)
        return call

    def _told(self, code: str, clerk: str) -> Record:
        return Record.from_json(self.shelf.take(code, by=clerk))
