"""How a call moves on: a pure step from one state to the next for each act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from frontdesk.script import alarms, moving
from frontdesk.script.acts import (
    Act,
    Acted,
    Back,
    Branch,
    Confirm,
    Fill,
    Reply,
    Say,
    refused,
)
from frontdesk.script.asking import pending, since_when
from frontdesk.script.call import Alarm, Call
from frontdesk.script.dates import age, date_of_birth
from frontdesk.script.endings import ended
from frontdesk.script.flow import INTERVIEW, READ_BACK, RESUME, Flow, Option, Step
from frontdesk.script.hearing import LONGEST, Hears, take_in
from frontdesk.script.replying import confirmed, replied
from knowledge import Answer, Case, How, KnowledgeBase, Status
from knowledge.results import Ask

AGE = "age_years"
REFUSES = "refuses"
FOR_FINDING_THEM = ("name", "callback_number", "location")


@dataclass(frozen=True, slots=True)
class Script:
    """The script with what it runs on. Nothing in it changes."""

    kb: KnowledgeBase
    flow: Flow
    listener: Hears

    def begin(
        self,
        call_id: str,
        *,
        clerk: str,
        route: str,
        opened: float,
        chat: Case | None = None,
        emergencies: Iterable[str] = (),
    ) -> Call:
        """A new call; `chat` is what the patient told elsewhere before.

        `emergencies` are those heard there that are not about the pain: they sound.
        """
        call = Call(
            id=call_id, clerk=clerk, route=route, opened=opened, step=self.flow.start
        )
        if chat is None:
            return call
        call = alarms.sounded(self.kb, replace(call, case=chat, from_chat=True))
        return alarms.sounded_elsewhere(call, emergencies)

    def act(self, call: Call, act: Act, today: date) -> Call:
        """The call after one act.

        Raises:
            Refused: when the act does not fit the screen or its fields; nothing is
                changed then.
        """
        alarmed = call.alarm is not None
        if call.outcome is not None or (alarmed and not isinstance(act, (Acted, Say))):
            raise refused("", "no_option")
        call = replace(call, notice=None)
        match act:
            case Acted():
                return self._acted(call, act)
            case Say(text=text):
                if alarmed:
                    return self._say(call, text, since_when(self.kb, call))
                asks = call.step == INTERVIEW
                return self._say(call, text, pending(self.kb, call) if asks else None)
            case Fill():
                return self._fill(call, act, today)
            case Reply():
                call, ask = replied(self.kb, call, act)
                if act.words.strip():
                    return self._say(call, act.words, ask)
                return self._go(call, INTERVIEW)
            case Confirm():
                return self._go(confirmed(call, act), RESUME)
            case Branch(step=step):
                if step not in self.flow.branches or step == call.step:
                    raise refused("", "no_option")
                return moving.branched(call, step)
            case Back():
                if not call.trail:
                    raise refused("", "no_option")
                return moving.gone_back(call)

    def _go(self, call: Call, to: str) -> Call:
        return moving.go(self.kb, self.flow, call, to)

    def _say(self, call: Call, text: str, ask: Ask | None) -> Call:
        """Takes the words in, and goes on to reading back what was heard in them."""
        call = take_in(self.kb, self.listener, call, text, ask)
        step = self.flow.steps[call.step]
        if step.kind == "words":
            call, after = moving.left(call), step.to or RESUME
        elif step.id == READ_BACK:
            return call
        else:
            after = step.id
        if not call.heard and call.alarm is None:
            call = replace(call, notice="not_heard")
        return self._go(call, after)

    def _fill(self, call: Call, act: Fill, today: date) -> Call:
        step = self.flow.steps[call.step]
        if act.step != step.id or step.kind not in ("form", "choice"):
            raise refused("", "no_option")
        call = self._written(call, step, act, today)
        if call.alarm is not None:
            return call
        option = step.options.get(act.option or "")
        if step.options and option is None:
            raise refused("", "no_option")
        call = moving.left(call)
        return self._take(call, option) if option else self._go(call, step.to or RESUME)

    def _written(self, call: Call, step: Step, act: Fill, today: date) -> Call:
        """The call with the fields of a form; words among them are heard."""
        for key, field in step.fields.items():
            text = act.fields.get(key, "").strip()
            if len(text) > LONGEST:
                raise refused(key, "too_long", most=LONGEST)
            if not text and field.required:
                raise refused(key, field.required)
            if not text:
                continue
            call = replace(call, facts={**call.facts, key: text})
            if field.kind == "date":
                call = _aged(call, age(date_of_birth(key, text, today), today))
            if field.heard:
                call = take_in(self.kb, self.listener, call, text, None)
        return call

    def _take(self, call: Call, option: Option) -> Call:
        call = call.marked(option.mark).at_least(option.floor)
        if option.said_by is not None:
            call = replace(call, said_by=option.said_by)
        if option.outcome is not None:
            return ended(self.kb, self.flow, call, option.outcome)
        if option.alarm is not None:
            return replace(call, alarm=Alarm(kinds=(option.alarm,)))
        if option.after is not None:
            call = replace(call, stack=(*call.stack, option.after))
        return self._go(call, option.to or RESUME)

    def _acted(self, call: Call, act: Acted) -> Call:
        alarm, way_out = call.alarm, self.flow.exits.get(act.exit)
        if alarm is None or way_out is None:
            raise refused("", "no_option")
        name = act.taken_over_by.strip()[:LONGEST]
        if way_out.name and not name:
            raise refused("taken_over_by", "no_clinician")
        missing = {
            key: act.fields[key].strip()[:LONGEST]
            for key in FOR_FINDING_THEM
            if act.fields.get(key, "").strip()
        }
        call = replace(call, facts={**call.facts, **missing})
        if way_out.outcome is None:
            return self._taken_back(call, alarm)
        if act.exit == REFUSES and not alarm.refusing:
            # Said once more, in other words, before it is recorded.
            return replace(call, alarm=replace(alarm, refusing=True))
        return ended(
            self.kb, self.flow, call, way_out.outcome, how=act.exit, name=name or None
        )

    def _taken_back(self, call: Call, alarm: Alarm) -> Call:
        """Asks directly for what the alarm rested on; the urgency stays raised."""
        ours = (f for f in alarm.findings if alarms.can_ask(self.kb, f))
        again = tuple(dict.fromkeys((*call.again, *ours)))
        kept = tuple(a for a in call.heard if a.finding not in alarm.findings)
        call = replace(call, alarm=None, heard=kept, again=again)
        call = call.marked("taken_back").at_least(self.flow.taken_back)
        if again:
            return replace(call, step=INTERVIEW)
        return self._go(call, RESUME if call.step == READ_BACK else call.step)


def _aged(call: Call, years: int) -> Call:
    """The call with the age that a date of birth gives."""
    if call.case.value(AGE) == years:
        return call
    answer = Answer(
        finding=AGE,
        status=Status.PRESENT,
        value=float(years),
        said_by=call.said_by,
        how=How.STAFF,
        turn=len(call.words),
    )
    return replace(call, case=call.case.add(answer))
