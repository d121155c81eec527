"""How long routine calls take, and how many keys: `python -m tests.frontdesk.length`.

Timed is every word that is read aloud, every answer, and the typing of the story.
Booking the appointment itself is not part of it.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.script import Act, Reply, Screen, Screens, Script
from frontdesk.script.screen import Choice
from knowledge import Level
from tests.frontdesk.walking import FIELDS, begun, played, routine


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a call goes.

    `words_a_minute` is somebody who reads a script aloud, pauses between sentences
    included; `a_field` and `an_answer` are seconds for a name, a date, a number or a
    place, said and typed, and for any other answer: yes, no, none of these, a day of
    the week. The caller's story is typed as it is told, `typed_a_minute` words.
    """

    words_a_minute: float = 165
    a_field: float = 3.0
    an_answer: float = 2.0
    typed_a_minute: float = 50

    def seconds(self, length: Length) -> float:
        """How long a call of this length takes."""
        return (
            60 * sum(length.aloud.values()) / self.words_a_minute
            + 60 * length.typed / self.typed_a_minute
            + length.fields * self.a_field
            + length.answers * self.an_answer
        )


BRISK = Pace()
SLOW = Pace(words_a_minute=130, a_field=6.0, an_answer=4.0)
"""Somebody who is read to slowly, and takes twice as long for every answer."""

THREE_MINUTES = 180
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
    """One call: words read aloud by screen and typed, what is answered, and keys.

    `keys` are those beside free text.
    """

    keys: int
    aloud: Mapping[str, int]
    typed: int
    fields: int
    answers: int

    @property
    def seconds(self) -> float:
        """How long it takes at the usual pace."""
        return BRISK.seconds(self)


def routine_calls(
    script: Script, screens: Screens, count: int, seed: int = 0
) -> list[Length]:
    """Random calls of callers without a warning sign that end in a routine level."""
    lengths: list[Length] = []
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
    keys, typed, fields, answers = caller.marked, 0, 0, 0
    aloud: Counter[str] = Counter()
    for screen in seen:
        if screen.kind == "done":
            continue
        aloud[screen.id] += words_aloud(screen)
        if screen.kind == "words":
            typed += _words(caller.story)
        elif screen.blanks:
            fields += len(screen.blanks)
        else:
            answers += 1
        # Tab between fields, and one key that sends.
        keys += max(1, len(screen.blanks)) + bool(screen.number)
    return Length(keys=keys, aloud=aloud, typed=typed, fields=fields, answers=answers)


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def summary(lengths: Sequence[Length]) -> str:
    """The figures in words."""
    count = [sum(length.aloud.values()) for length in lengths]
    return (
        f"{len(lengths)} routine calls: {_paced(lengths, BRISK)}; "
        f"words aloud: median {statistics.median(count):.0f}, most {max(count)}; "
        f"keys: median {statistics.median(le.keys for le in lengths):.0f}, "
        f"most {max(length.keys for length in lengths)}\n"
        f"{SLOW.words_a_minute:.0f} words a minute, {SLOW.an_answer:.0f} s an answer, "
        f"{SLOW.a_field:.0f} s a field: {_paced(lengths, SLOW)}"
    )


def _paced(lengths: Sequence[Length], pace: Pace) -> str:
    seconds = sorted(pace.seconds(length) for length in lengths)
    under = sum(s < THREE_MINUTES for s in seconds)
    return (
        f"median {statistics.median(seconds):.0f} s, "
        f"95% within {seconds[int(0.95 * (len(seconds) - 1))]:.0f} s, "
        f"longest {seconds[-1]:.0f} s, {under} under three minutes"
    )


def main() -> None:
    """Prints the figures of random routine calls: how many, and from which seed on."""
    import knowledge
    from frontdesk.script import load_flow
    from rendering import Speaker
    from rendering.desk import load_desk_wording
    from understanding import Listener

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("count", type=int, nargs="?", default=300)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    kb = knowledge.load()
    script = Script(kb=kb, flow=load_flow(kb), listener=Listener.load(guessing=False))
    voice = Speaker.load(kb).voice
    screens = Screens(script, load_desk_wording(kb), voice)
    lengths = routine_calls(script, screens, options.count, options.seed)
    print(summary(lengths))
    longest = max(lengths, key=lambda length: length.seconds)
    print("words of the longest:", dict(longest.aloud))


if __name__ == "__main__":
    main()
