"""What a predicate behind a finding denies: "weakness is something I have never had".

Where the finding is the subject or the topic of such words, they deny it; where it has
a verb of its own ("my leg is weak, I never had that"), they do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from understanding.mentions import Mention, words_of
from understanding.model import PRESENT
from understanding.text.utterance import COMMA, Mark, Utterance

# Words from a finding to what is said of it.
_NEAR = 12
_ANY = "none_behind_after"
_SUBJECT = "denied_behind_after"


class ToldBehind:
    """The predicates behind the findings of one message."""

    def __init__(self, utterance: Utterance, framed: Iterable[Mention]) -> None:
        self._utterance = utterance
        self._carried = words_of(framed) | {
            i
            for mark in utterance.marks
            if mark.concept.startswith(("site.", "side."))
            for i in range(mark.start, mark.end)
        }

    def denied(self, mention: Mention) -> Mention | None:
        """The mention as absent, where the words behind it deny it; else None.

        It is an inferred denial, so that of a red flag is asked about before it counts.
        "Weakness that I never had" tells of a new one, and denies nothing.
        """
        if mention.status != PRESENT or mention.value is not None:
            return None
        utterance = self._utterance
        _, last = utterance.sentence(mention.end - 1)
        if utterance.is_question(mention.start) and last < len(utterance.words):
            _, last = utterance.sentence(last)
        near = min(last, mention.end + _NEAR)
        for mark in utterance.within(mention.end, near, _ANY, _SUBJECT):
            if not (self._closed(mark, last) and self._leads_to(mention.end, mark)):
                continue
            if utterance.is_any_term(("which_that", "to"), mark.start - 1):
                continue
            if mark.concept == _ANY or self._is_subject(mention, mark):
                return replace(mention.flipped(), certain=False)
        return None

    def _closed(self, mark: Mark, last: int) -> bool:
        """Whether the predicate ends here: "I don't have", not "I don't have time"."""
        utterance = self._utterance
        return (
            mark.end == last
            or utterance.pauses[mark.end] >= COMMA
            or utterance.is_term("and_or_but", mark.end)
            or utterance.all_terms("tail", utterance.words[mark.end : last])
        )

    def _leads_to(self, start: int, mark: Mark) -> bool:
        """Whether only places, fillers and other findings of a list stand between."""
        return all(
            i in self._carried or self._utterance.is_term("to_predicate", i)
            for i in range(start, mark.start)
        )

    def _is_subject(self, mention: Mention, mark: Mark) -> bool:
        """Whether the finding is only named, without a verb of its own, right here.

        "Numb foot, bowels no problem" says nothing of the foot.
        """
        utterance = self._utterance
        if any(
            i in self._carried and utterance.pause_between(mention.end - 1, i) >= COMMA
            for i in range(mention.end, mark.start)
        ):
            return False
        first, _ = utterance.sentence(mention.start)
        start = mention.start
        while start > first and utterance.pauses[start] < COMMA:
            start -= 1
        for topic in utterance.within(start, mention.start, "as_for"):
            start = topic.end
        words = utterance.words[start : mention.end]
        return not (
            utterance.any_term("predicated", words)
            or utterance.any_term("denials", words)
        )
