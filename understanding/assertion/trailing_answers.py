"""Answers that stand behind what they are about: "numbness? no", "fever - none"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from understanding.mentions import Mention
from understanding.model import ABSENT, PRESENT, UNSURE
from understanding.text.utterance import COMMA, Mark, Utterance

_ANSWERS = ("not_after", "yes_after", "unsure_after", "fine_after")
_SEVERAL = 2
# Words from what is reported to the denial behind it.
_NEAR = 14
# What is counted with a "no." behind a comma is hardly more.
_COUNTED = frozenset(map(str, range(1, 21)))


class TrailingAnswers:
    """Reads the answers that trail in one message."""

    def __init__(self, utterance: Utterance) -> None:
        self._utterance = utterance
        self._everywhere: dict[int, bool] = {}

    def answered(self, mention: Mention) -> Mention | None:
        """The mention as the answer behind it means it; None when there is none."""
        utterance = self._utterance
        _, last = utterance.sentence(mention.end - 1)
        trailing = self.everywhere(mention.start)
        asks = utterance.is_question(mention.start)
        starts = [mention.end]
        if asks and last < len(utterance.words):
            starts.append(last)
        starts += [after for at in starts if (after := self._past_fillers(at)) != at]
        for at in starts:
            for mark in utterance.starting_at(at):
                closed = (
                    trailing
                    or mark.end == len(utterance.words)
                    or utterance.pauses[mark.end] >= COMMA
                )
                opened = (
                    at == mention.end
                    or utterance.pause_between(mention.end - 1, at) >= COMMA
                )
                if not (closed and opened) or self._counts(mark):
                    continue
                if self._only_repeats(mention, at):
                    return mention
                if mark.concept == "not_after" and self._is_itself_denied(mention):
                    return mention
                if mark.concept == "not_after":
                    # "I can hold it, no problem" is not "Can I hold it? No."
                    fine = mention.status == ABSENT and not asks
                    return mention if fine else mention.flipped()
                if mark.concept == "yes_after":
                    return mention
                if mark.concept == "unsure_after":
                    return Mention(mention.finding, UNSURE, mention.start, mark.end)
        return None

    def _only_repeats(self, mention: Mention, at: int) -> bool:
        """Whether it says a denial once more: "I can't feel it neither"."""
        utterance = self._utterance
        return (
            utterance.is_term("said_again", at)
            and utterance.pauses[at] < COMMA
            and utterance.any_term(
                "denials", utterance.words[mention.start : mention.end]
            )
        )

    def _counts(self, mark: Mark) -> bool:
        """Whether a "no" is a number's: "chest infection no. 3"."""
        utterance = self._utterance
        following = utterance.words[mark.end : mark.end + 1]
        # "Pyrexia: no. 45F", unlike "a chest infection, no. 3".
        apart = utterance.pauses[mark.start] >= COMMA
        return (
            utterance.is_term("bare_no", mark.start)
            and any(
                word.isdecimal() and (not apart or word in _COUNTED)
                for word in following
            )
            and not utterance.is_term("counted", mark.end + 1)
        )

    def _is_itself_denied(self, mention: Mention) -> bool:
        """Whether a "none" behind it repeats its own "no": "no feeling there, none"."""
        utterance = self._utterance
        return (
            mention.status == PRESENT
            and not utterance.is_question(mention.start)
            and utterance.is_term("denials", mention.start)
        )

    def _past_fillers(self, at: int) -> int:
        """Where the answer begins after "hmm", "well", "luckily"."""
        while self._utterance.is_term("answer_fillers", at):
            at += 1
        return at

    def only_reported(self, mention: Mention) -> Mention | None:
        """What others say or one only thought, and then denied: "but I'm not".

        The denial is inferred, so a red flag is asked about first.
        """
        if mention.status != PRESENT or mention.value is not None:
            return None
        utterance = self._utterance
        first, last = utterance.sentence(mention.start)
        near = min(last, mention.end + _NEAR)
        denied = any(
            mark.end == last or utterance.pauses[mark.end] >= COMMA
            for mark in utterance.within(mention.end, near, "denied_after")
        )
        denied = denied or any(
            utterance.pauses[mark.start] >= COMMA
            and (mark.end == last or utterance.pauses[mark.end] >= COMMA)
            for mark in utterance.within(mention.end, near, "denied_flatly_after")
        )
        if denied and any(map(self._reports_another, range(first, mention.start))):
            return replace(mention.flipped(), certain=False)
        return None

    def _reports_another(self, at: int) -> bool:
        """Whether it tells what others say, or a thought: not "I said", one's own."""
        utterance = self._utterance
        if not utterance.is_term("reported", at):
            return False
        own = at > 0 and utterance.is_term("speakers", at - 1)
        return not (own and utterance.is_term("own_word", at))

    def everywhere(self, at: int) -> bool:
        """Whether the sentence names, then answers: "fever no weight loss yes"."""
        number = self._utterance.sentence_of[at]
        if number not in self._everywhere:
            self._everywhere[number] = self._all_trail(*self._utterance.sentence(at))
        return self._everywhere[number]

    def _all_trail(self, first: int, last: int) -> bool:
        utterance = self._utterance
        answers = utterance.within(first, last, *_ANSWERS)
        several = _apart(answers) >= _SEVERAL
        if not several or answers[0].start == first:
            return False
        if any(self._leads(mark, last) for mark in answers):
            return False
        closed = any(mark.end == last for mark in answers)
        words = utterance.words[first:last]
        return closed and not utterance.any_term("subjects", words)

    def _leads(self, answer: Mark, last: int) -> bool:
        """Whether it stands before what it is said of: "…, no fall, …"."""
        pauses = self._utterance.pauses
        return pauses[answer.start] >= COMMA and not (
            answer.end == last or pauses[answer.end] >= COMMA
        )


def _apart(answers: Iterable[Mark]) -> int:
    """How many there are; "no change" and its "no" are one."""
    count = end = 0
    for mark in answers:
        count += mark.start >= end
        end = max(end, mark.end)
    return count
