"""Draws the screen of a call: what to read aloud, what to do, what can be chosen.

Only what a receptionist may see is in it: no names of conditions, no likelihoods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from frontdesk.script.asking import pending
from frontdesk.script.call import Alarm, Call, Outcome
from frontdesk.script.conduct import FOR_FINDING_THEM, Script
from frontdesk.script.endings import is_listed
from frontdesk.script.flow import INTERVIEW, Step
from frontdesk.script.reading_back import read_back, said_once
from frontdesk.script.screen import Blank, Choice, Group, Line, Screen, keyed
from knowledge import Answer, Case, Status
from knowledge.model import Kind, Level
from knowledge.results import Ask
from rendering.desk import AlarmWords, DeskWording, reading_back
from rendering.voice import Voice

NOT_KNOWN = (Status.UNSURE, Status.DECLINED)
MARKS = (Status.PRESENT, Status.ABSENT, *NOT_KNOWN)


class Screens:
    """Draws the screen of a call, in one locale and for one clinic."""

    def __init__(self, script: Script, words: DeskWording, voice: Voice) -> None:
        self.script = script
        self.words = words
        self._voice = voice
        self._reading_back = reading_back(voice, words.heard)

    def draw(self, call: Call, *, listed: bool = True) -> Screen:
        """What stands on the screen now.

        `listed`: whether a call that ended has reached the work list.
        """
        if call.outcome is not None:
            waits = not listed and is_listed(self.script.flow, call)
            return self._done(call, call.outcome, waits=waits)
        if call.alarm is not None:
            return self._alarm(call, call.alarm)
        step = self.script.flow.steps[call.step]
        if step.kind == "interview":
            ask = pending(self.script.kb, call)
            if ask is not None:
                return self._question(call, ask)
        return self._step(call, step)

    def branches(self, call: Call) -> tuple[Choice, ...]:
        """What else can be happening, at any moment but in an emergency."""
        if call.outcome is not None or call.alarm is not None:
            return ()
        steps = [step for step in self.script.flow.branches if step != call.step]
        return keyed((step, self._fill(self.words.steps[step].title)) for step in steps)

    def phrase(self, phrase: str, **values: object) -> str:
        """One of the fixed sentences of the desk."""
        return self.fill(self.words.phrases[phrase], **values)

    def fill(self, text: str, **values: object) -> str:
        """The text with the clinic's facts and the given values filled in."""
        return self._voice.fill(text, **values)

    def level(self, level: Level) -> str:
        """How soon somebody must act, as staff say it."""
        return self.phrase(f"level_{level.value}")

    def outcome(self, outcome: str) -> str:
        """How a call ended."""
        return self.words.outcomes[outcome].title

    def read_aloud(self, call: Call) -> Iterator[tuple[str, str]]:
        """What the caller was told of what happens next, word for word.

        Each with what it is about: what_next, safety_net or emergency.
        """
        flow = self.script.flow
        endings = (*flow.steps[INTERVIEW].by_level.values(), "sooner", "net")
        for step in dict.fromkeys(call.trail):
            words = self.words.steps.get(step)
            if step in endings and words and words.say:
                signs = self._groups(call, flow.steps[step]) if step == "net" else ()
                lines = [f"{g.heading} {'; '.join(g.lines)}." for g in signs]
                about = "safety_net" if step == "net" else "what_next"
                yield about, "\n".join((self._fill(words.say, call), *lines))
        for kind in call.outcome.alarm if call.outcome else ():
            yield "emergency", self._fill(self._alarm_words(kind).say)

    def said(self, case: Case) -> tuple[Group, ...]:
        """What is noted, by what was said of it; denials are many, and folded away."""
        groups = []
        noted = said_once(case.current.values())
        for mark in (Status.PRESENT, *NOT_KNOWN, Status.ABSENT):
            answers = [a for a in noted if a.status is mark]
            is_open = mark in NOT_KNOWN
            lines = tuple(
                self._voice.label(a.finding) if is_open else self._said(a)
                for a in answers
            )
            heading = self.phrase(f"said_{mark.value}", count=len(lines))
            folded = mark is Status.ABSENT
            groups.append(Group(heading=heading, lines=lines, folded=folded))
        return tuple(group for group in groups if group.lines)

    # --- the kinds of screens -----------------------------------------------------

    def _step(self, call: Call, step: Step) -> Screen:
        words = self.words.steps[step.id]
        options = [(key, option.label) for key, option in words.options.items()]
        return Screen(
            kind=step.kind,
            id=step.id,
            title=self._fill(words.title, call),
            say=tuple(self._fill(text, call) for text in [words.say] if text),
            do=tuple(self._fill(text, call) for text in [words.do] if text),
            plain=words.plain,
            hints=words.hints,
            notice=self._notice(call),
            blanks=tuple(
                Blank(
                    id=key,
                    label=words.fields[key].label,
                    hint=words.fields[key].hint,
                    value=call.facts.get(key, ""),
                )
                for key in step.fields
            ),
            words=Blank(id="words", label=words.words.label) if words.words else None,
            choices=keyed((key, self._fill(label, call)) for key, label in options),
            lines=self._heard(call) if step.kind == "read_back" else (),
            groups=tuple(self._groups(call, step)),
            can_go_back=bool(call.trail),
        )

    def _question(self, call: Call, ask: Ask) -> Screen:
        words = self.words.questions[ask.question.id]
        kind = ask.question.kind
        several = kind == "multiple"
        return Screen(
            kind="question",
            id=ask.question.id,
            title=self.phrase("progress", number=ask.asked + 1, left=ask.about_left),
            say=(words.say,),
            do=(self.phrase("list_how"),) if several else (),
            plain=words.plain,
            hints=words.hints,
            notice=self._notice(call),
            lines=self._signs(call, ask) if several else (),
            choices=() if several else self._answers(ask),
            marks=keyed(self._marks(MARKS)) if several else (),
            rest=Choice(id="absent", label=self.phrase("rest_absent"), key="n")
            if several
            else None,
            finding="" if several else ask.question.findings[0],
            number=kind == "number",
            words=Blank(
                id="words",
                label=self.phrase("own_words"),
                hint=self.phrase("own_words_hint"),
            ),
            can_go_back=bool(call.trail),
        )

    def _alarm(self, call: Call, alarm: Alarm) -> Screen:
        spoken = [self._alarm_words(kind) for kind in alarm.kinds]
        if alarm.refusing:
            spoken = [self.words.refusing]
        heard = [
            self._said(call.provisional.current[finding])
            for finding in alarm.findings
            if finding in call.provisional.current
        ]
        heading = self.phrase("read_back_line")
        exits = self.script.flow.exits
        return Screen(
            kind="alarm",
            id="alarm",
            title=self._fill(spoken[0].title),
            say=tuple(self._fill(words.say) for words in spoken),
            do=tuple(
                dict.fromkeys(self._fill(t) for words in spoken for t in words.do)
            ),
            groups=(Group(heading=heading, lines=tuple(heard)),) if heard else (),
            choices=keyed((k, self._fill(self.words.exits[k].label)) for k in exits),
            blanks=tuple(self._missing(call)),
            words=Blank(id="words", label=self.phrase("own_words")),
        )

    def _done(self, call: Call, outcome: Outcome, *, waits: bool) -> Screen:
        """How the call ended; while it `waits` to be listed, nobody is said to know."""
        words = self.words.outcomes[outcome.id]
        level = self.phrase("urgency", level=self.level(outcome.level))
        told = self.phrase("not_listed") if waits else words.told
        title = self.phrase("not_listed_title") if waits else words.title
        return Screen(
            kind="done",
            id=outcome.id,
            title=self._fill(title),
            do=(*(self._fill(text) for text in (words.do, told) if text), level),
            notice=self._notice(call),
        )

    # --- their parts --------------------------------------------------------------

    def _signs(self, call: Call, ask: Ask) -> tuple[Line, ...]:
        texts = [(finding, self.words.findings[finding]) for finding in ask.findings]
        known = call.case.current if call.reopened else {}
        return tuple(
            Line(
                id=choice.id,
                text=choice.label,
                key=choice.key,
                mark=known[choice.id].status.value if choice.id in known else "",
            )
            for choice in keyed(texts)
        )

    def _answers(self, ask: Ask) -> tuple[Choice, ...]:
        if ask.question.kind == "single":
            return keyed(self._marks(MARKS))
        (finding,) = ask.question.findings
        words = self._voice.wording
        own = words.questions[ask.question.id].options
        record = self.script.kb.findings[finding]
        values = [f"{value:g}" for value in ask.question.values]
        if record.kind is Kind.CHOICE:
            values = list(record.choices)
        labels = words.findings[finding].choices
        offered = [(value, own.get(value) or labels[value]) for value in values]
        return keyed((*offered, *self._marks(NOT_KNOWN)))

    def _marks(self, marks: Iterable[Status]) -> Iterator[tuple[str, str]]:
        return ((m.value, self.phrase(f"option_{m.value}")) for m in marks)

    def _heard(self, call: Call) -> tuple[Line, ...]:
        heard = read_back(call)
        voice = self._reading_back
        said = ((a.finding, voice.said(a.finding, a.status, a.value)) for a in heard)
        words = {answer.finding: answer.words for answer in heard}
        return tuple(
            Line(id=c.id, text=c.label, key=c.key, words=words[c.id])
            for c in keyed(said)
        )

    def _groups(self, call: Call, step: Step) -> Iterator[Group]:
        if step.shows == "said":
            yield from self.said(call.case)
        if step.shows == "net":
            for signs in self.words.warning_signs.values():
                lines = tuple(self._fill(sign) for sign in signs.signs)
                yield Group(heading=self._fill(signs.heading), lines=lines)

    def _missing(self, call: Call) -> Iterable[Blank]:
        labels = {
            key: field.label
            for step in self.words.steps.values()
            for key, field in step.fields.items()
        }
        return (
            Blank(id=key, label=labels[key])
            for key in FOR_FINDING_THEM
            if not call.facts.get(key)
        )

    def _alarm_words(self, kind: str) -> AlarmWords:
        if kind == "any":
            return self.words.any_alarm
        return self.words.alarms.get(kind, self.words.alarms["other"])

    def _said(self, answer: Answer) -> str:
        return self._voice.said(answer.finding, answer.status, answer.value)

    def _notice(self, call: Call) -> str | None:
        return self.phrase(call.notice) if call.notice else None

    def _fill(self, text: str, call: Call | None = None) -> str:
        facts = call.facts if call else {}
        number = facts.get("callback_number") or self.phrase("no_known_number")
        return self._voice.fill(text, callback_number=number)
