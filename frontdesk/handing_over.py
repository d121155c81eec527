"""A call that ended goes to the work list as a record, with all that staff noted."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from frontdesk.calls import Calls
from frontdesk.script import Call, Screens
from frontdesk.script.alarms import OURS
from frontdesk.script.dates import born_on
from frontdesk.script.endings import is_listed
from handover import Contact, Encounter, Patient, Record, Told, record, turns_with
from rendering import Speaker
from worklist import Worklist

_log = logging.getLogger(__name__)
CALLED = "called"
"""What the log calls the entry of a call that ended."""


class HandingOver:
    """Puts calls on the work list, each once, also after a crash in between."""

    def __init__(
        self, speaker: Speaker, screens: Screens, worklist: Worklist, calls: Calls
    ) -> None:
        self._speaker = speaker
        self._screens = screens
        self._worklist = worklist
        self._calls = calls

    def hand_over(self, call: Call) -> None:
        """Adds an ended call; adding it again changes nothing."""
        assert call.outcome is not None  # noqa: S101 - called only then
        if is_listed(self._screens.script.flow, call):
            kind = call.outcome.id
            self._worklist.add(self.record(call), by=call.clerk, kind=kind)
        with self._worklist.step(call.clerk) as step:
            if self._calls.mark_listed(step.connection, call):
                step.log(CALLED, call.id, self.noted(call))

    def catch_up(self) -> None:
        """Hands over what has ended and is not on the list, each call by itself."""
        for late in self._calls.unlisted():
            self.attempt(late.id)

    def attempt(self, call_id: str) -> None:
        """Hands an ended call over, or leaves it to `catch_up` and says why in the log.

        One that fails, as when the database is away, must keep no other waiting; until
        it is handed over, pages say that it is not on the list.
        """
        try:
            self.hand_over(self._calls.get(call_id).call)
        except Exception as error:
            # Nothing but where it happened: messages may hold what a patient said.
            frames = traceback.extract_tb(error.__traceback__)
            where = " > ".join(f"{f.filename}:{f.lineno}" for f in frames[:4])
            kind = type(error).__name__
            _log.error("a call is not on the work list yet: %s at %s", kind, where)

    def record(self, call: Call) -> Record:
        """The record of a call, as urgent as it ended."""
        at = datetime.fromtimestamp(call.opened, timezone.utc)
        encounter = Encounter(
            id=call.id,
            at=at.isoformat(timespec="seconds"),
            route=call.route,
            patient=Patient(
                name=call.facts.get("name"),
                born=born_on(call.facts.get("date_of_birth")),
            ),
            contact=Contact(
                name=call.facts.get("caller_name"),
                relationship=call.facts.get("relationship"),
                call_back=call.facts.get("callback_number"),
                location=call.facts.get("location"),
                interpreter=call.facts.get("language"),
            ),
        )
        return record(
            self._speaker,
            call.case,
            encounter,
            turns=turns_with(call.case, _said(call), call.said_by),
            told=[Told(about=a, text=t) for a, t in self._screens.read_aloud(call)],
            emergencies=_emergencies(call),
            at_least=call.outcome.level if call.outcome else call.floor,
        )

    def noted_before(self, call_id: str) -> dict[str, Any] | None:
        """What `noted` gave when a call was handed over; None once it was erased."""
        for entry in reversed(self._worklist.history(call_id)):
            if entry.action == CALLED and entry.content:
                noted: dict[str, Any] = entry.content
                return noted
        return None

    def noted(self, call: Call) -> dict[str, Any]:
        """What staff recorded beside the answers: for the log and the clinician."""
        assert call.outcome is not None  # noqa: S101 - called only then
        return {
            "outcome": call.outcome.id,
            "level": call.outcome.level.value,
            "how": call.outcome.how,
            "taken_over_by": call.outcome.name,
            "marks": list(call.marks),
            "facts": dict(call.facts),
            "words": [{"at": said.at, "text": said.text} for said in call.words],
        }


def _said(call: Call) -> Iterator[tuple[int, str]]:
    """All that was said, also the words in which nothing was heard."""
    return ((number, said.text) for number, said in enumerate(call.words, 1))


def _emergencies(call: Call) -> Iterator[str]:
    """The emergencies that sounded and are not about this pain."""
    on_screen = call.alarm.kinds if call.alarm else ()
    ended_with = call.outcome.alarm if call.outcome else ()
    return (kind for kind in (*on_screen, *ended_with) if kind != OURS)
