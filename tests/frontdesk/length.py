"""How long routine calls take, and how many keys: `python -m tests.frontdesk.length`.

Timed is every word that is read aloud, every answer, and the typing of the story.
Booking the appointment itself is not part of it.
"""

from __future__ import annotations

import random
import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frontdesk.script import Act, Reply, Screen, Screens, Script
from frontdesk.script.screen import Choice
from knowledge import Level
from tests.frontdesk.walking import FIELDS, begun, played, routine

WORDS_A_MINUTE = 165
"""Somebody who reads a script aloud to a caller, pauses between sentences included."""
SECONDS_A_FIELD = 3.0
"""A name, a date, a number or a place, said and typed."""
STORY_WORDS_A_MINUTE = 50
"""The caller's story, typed as it is told."""
SECONDS_AN_ANSWER = 2.0
"""Any other answer: yes, no, none of these, a day of the week."""

ROUTINE = (Level.ROUTINE, Level.SELF_CARE)
PLACES = (
    "My lower back has been aching",
    "My back hurts",
    "I have a pain in my left buttock",
    "It hurts in the right hip",
    "I have pain down my leg to below the knee",
    "I have pain in my buttock and the back of my thigh",
)
TIMES = ("", " for a few days", " for two weeks", " for three months", " for a year")
MORE = ("", ", worse when I sit", ", worst when I get up", ", after a long drive")
YES = 0.2
"""How often a sign that is no warning sign is answered with yes."""
# Digits are said one by one; letters before and after an apostrophe are one word.
_WORD = re.compile(r"\d|[^\W\d_]+(?:[’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Length:
    """One call: seconds, words read aloud, and keys beside free text, by screen."""

    seconds: float
    keys: int
    aloud: dict[str, int]


def routine_calls(script: Script, screens: Screens, count: int) -> list[Length]:
    """Random calls of callers without a warning sign that end in a routine level."""
    lengths: list[Length] = []
    seed = 0
    while len(lengths) < count:
        caller, seed = _Caller(script, seed), seed + 1
        call, seen = played(script, screens, begun(script), caller.act)
        if call.outcome is not None and call.outcome.level in ROUTINE:
            lengths.append(_length(seen, caller))
    return lengths


def words_aloud(screen: Screen) -> int:
    """How many words of a screen the receptionist reads to the caller."""
    read = [group for group in screen.groups if not group.folded]
    signs = [text for group in read for text in (group.heading, *group.lines)]
    lines = [line.text for line in screen.lines]
    return sum(_words(text) for text in (*screen.say, *lines, *signs))


class _Caller:
    """Somebody with a random story, and what they answer."""

    def __init__(self, script: Script, seed: int) -> None:
        self._rng = random.Random(seed)
        self._red_flags = script.kb.red_flag_findings
        parts = (PLACES, TIMES, MORE)
        self.story = "".join(self._rng.choice(part) for part in parts)
        self._born = f"27 3 {self._rng.randint(1942, 2007)}"
        self.marked = 0

    def act(self, screen: Screen, _: Sequence[Choice]) -> Act:
        """What the receptionist records of them on this screen."""
        if screen.kind == "question":
            return self._reply(screen)
        fields = {"date_of_birth": self._born}
        return routine(screen, {}, self.story, FIELDS | fields)

    def _reply(self, screen: Screen) -> Reply:
        if screen.number:
            return Reply(screen.id, {screen.finding: str(self._rng.randint(1, 60))})
        if screen.choices:
            known = [c.id for c in screen.choices if c.id not in ("unsure", "declined")]
            return Reply(screen.id, {screen.finding: self._rng.choice(known)})
        harmless = [li.id for li in screen.lines if li.id not in self._red_flags]
        yes = {sign: "present" for sign in harmless if self._rng.random() < YES}
        self.marked += len(yes)
        return Reply(screen.id, yes, rest="absent")


def _length(seen: Iterable[Screen], caller: _Caller) -> Length:
    seconds, keys, aloud = 0.0, caller.marked, {}
    for screen in seen:
        if screen.kind == "done":
            continue
        aloud[screen.id] = words_aloud(screen)
        answering = len(screen.blanks) * SECONDS_A_FIELD or SECONDS_AN_ANSWER
        if screen.kind == "words":
            answering = _words(caller.story) / STORY_WORDS_A_MINUTE * 60
        seconds += aloud[screen.id] / WORDS_A_MINUTE * 60 + answering
        # Tab between fields, and one key that sends.
        keys += max(1, len(screen.blanks)) + bool(screen.number)
    return Length(seconds, keys, aloud)


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def summary(lengths: Sequence[Length]) -> str:
    """The figures in words."""
    seconds = sorted(length.seconds for length in lengths)
    count = [sum(length.aloud.values()) for length in lengths]
    under = sum(s < 180 for s in seconds)
    return (
        f"{len(lengths)} routine calls: median {statistics.median(seconds):.0f} s, "
        f"95% within {seconds[int(0.95 * (len(seconds) - 1))]:.0f} s, "
        f"longest {seconds[-1]:.0f} s, {under} under three minutes; "
        f"words aloud: median {statistics.median(count):.0f}, most {max(count)}; "
        f"keys: median {statistics.median(le.keys for le in lengths):.0f}, "
        f"most {max(length.keys for length in lengths)}"
    )


def main() -> None:
    """Prints the figures of 300 random routine calls."""
    import knowledge
    from frontdesk.script import load_flow
    from rendering import Speaker
    from rendering.desk import load_desk_wording
    from understanding import Listener

    kb = knowledge.load()
    script = Script(kb=kb, flow=load_flow(kb), listener=Listener.load())
    voice = Speaker.load(kb).voice
    lengths = routine_calls(script, Screens(script, load_desk_wording(kb), voice), 300)
    print(summary(lengths))
    longest = max(lengths, key=lambda length: length.seconds)
    print("words of the longest:", longest.aloud)


if __name__ == "__main__":
    main()
