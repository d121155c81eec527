"""Whether what is told belongs to the past: over, resolved, or what one once could."""

from __future__ import annotations

from understanding.assertion.scope import Scope
from understanding.mentions import Mention
from understanding.text.durations import REFERENCE_DATE
from understanding.text.utterance import COMMA, Mark, Utterance

_OPENING = 3
_OPERATIONS = ("surgery", "hip_surgery", "back_surgery")
_RESOLVED_WITHIN = 12
# Words in which "my …" has its verb.
_OWN_VERB = 6
_NOT_WITHIN = 5
_YEAR_WITHIN, _YEAR_DIGITS, _FIRST_YEAR = 8, 4, 1940
_RECENT_YEAR = REFERENCE_DATE.year - 1


class Past:
    """Reads in one message what is past."""

    def __init__(self, utterance: Utterance, scope: Scope) -> None:
        self._utterance = utterance
        self._scope = scope

    def is_over(self, mention: Mention) -> bool:
        """Whether it belongs to the past."""
        utterance = self._utterance
        first, last = utterance.sentence(mention.start)
        if utterance.within(first, last, "still"):
            return False
        before = utterance.within(first, mention.start, "past")[-1:]
        if any(
            self._scope.same_statement(mark.end, mention.start)
            and not self._tells_of_now(mark.end, mention.start)
            and not self._was_well(mark.end, mention.start)
            and not self._is_recent(mark, mention.end, last)
            for mark in before
        ):
            return True
        if self._not_since(mention.end, last):
            return True
        after = utterance.within(mention.end, last, "past_after")[:1]
        ends = [mark.start for mark in after] + self._past_year(mention.end, last)
        began = utterance.within(first, last, "onset_word")
        if not began and any(
            self._scope.is_open(mention.end, at)
            and not self._of_an_operation(mention, at)
            for at in ends
        ):
            return True
        resolved = [
            mark
            for mark in utterance.within(mention.end, last, "resolved_after")
            if not (self._gave_out(mention, mark) or self._is_not_so(mark))
        ]
        resolved += [
            mark
            for mark in utterance.within(last, last + 4, "resolved_after")
            if utterance.all_terms("pointing", utterance.words[last : mark.start])
        ]
        resolved += [
            mark
            for mark in utterance.within(mention.end, last, "resolved_closing_after")
            if (mark.end == last or utterance.pauses[mark.end] >= COMMA)
            and not (self._gave_out(mention, mark) or self._is_not_so(mark))
        ]
        return any(
            self._same_thing(mention.end, mark.start)
            and not self._is_eased(mention.end, mark.start)
            and not self._comes_again(mention.end, mark.start)
            for mark in resolved
        ) or self._asked_of_the_past(mention)

    def _tells_of_now(self, start: int, end: int) -> bool:
        """Whether a statement of today begins: "endo ten years ago, I get an ache"."""
        utterance = self._utterance
        return any(
            utterance.pauses[i] >= COMMA
            and (
                utterance.is_term("speaker_states", i)
                or utterance.is_term("now_word", i)
                or (
                    utterance.is_term("speaker", i)
                    and utterance.is_term("present_verbs", i + 1)
                )
                or (
                    utterance.is_term("my", i)
                    and utterance.any_term(
                        "present_states", utterance.words[i : i + _OWN_VERB]
                    )
                )
            )
            for i in range(start, end + 1)
        )

    def _was_well(self, start: int, end: int) -> bool:
        """Whether only being well is past: "previously fine, can't pee"."""
        utterance = self._utterance
        return any(
            utterance.pause_between(mark.start, end) >= COMMA
            for mark in utterance.within(start, end, "normal", "fine_after")
        )

    def _is_recent(self, mark: Mark, end: int, last: int) -> bool:
        """Whether it was lately: "the first time was today", "in the past week"."""
        utterance = self._utterance
        if utterance.is_term("past_word", mark.end - 1):
            return utterance.is_term("lately", mark.end)
        return utterance.is_term("time_word", mark.end - 1) and bool(
            utterance.within(end, last, "recently", "course.today")
            or utterance.any_term("weekday", utterance.words[end:last])
        )

    def _of_an_operation(self, mention: Mention, at: int) -> bool:
        """Whether the time is that of an operation: "groin sore, hip done in 2019"."""
        utterance = self._utterance
        return mention.finding.startswith("site_") and any(
            utterance.pause_between(mention.end - 1, mark.start) >= COMMA
            for mark in utterance.within(mention.end, at, *_OPERATIONS)
        )

    def _is_eased(self, start: int, end: int) -> bool:
        """Whether only what one then does took it away: "I sit and it's gone"."""
        utterance = self._utterance
        begins = self._scope.clause_start(end)
        while utterance.is_term("before_ease", begins):
            begins += 1
        return start <= begins and any(
            mark.start == begins and mark.concept.startswith("act.")
            for mark in utterance.marks
        )

    def _comes_again(self, start: int, end: int) -> bool:
        """Whether it goes only to come back: "numb every month, then it's gone"."""
        utterance = self._utterance
        first, _ = utterance.sentence(start - 1)
        return utterance.any_term("then", utterance.words[start:end]) and (
            utterance.any_term("recurring", utterance.words[first:end])
        )

    def _is_not_so(self, mark: Mark) -> bool:
        """Whether it is not well yet: "hasn't been right since", "has nearly gone"."""
        utterance = self._utterance
        return utterance.is_term("not_quite", mark.start - 1) or any(
            utterance.all_terms("between_not", utterance.words[no.end : mark.start])
            and utterance.pause_between(no.end - 1, mark.start) < COMMA
            for no in utterance.within(mark.start - _NOT_WITHIN, mark.start, "not")
        )

    def _asked_of_the_past(self, mention: Mention) -> bool:
        """Whether the answer to it is another time: "numb foot? That was years ago"."""
        utterance = self._utterance
        _, at = utterance.sentence(mention.end - 1)
        return utterance.is_question(mention.start) and any(
            mark.start - at <= _OPENING
            for mark in utterance.within(
                at, at + _YEAR_WITHIN, "past_after", "resolved_closing_after"
            )
        )

    def _gave_out(self, mention: Mention, mark: Mark) -> bool:
        """Whether "gone" is the trouble and not its end: "my hip has gone"."""
        utterance = self._utterance
        ends = mark.end == len(utterance.words) or utterance.pauses[mark.end] >= COMMA
        return (
            mention.finding.startswith("site_")
            and mark.start <= mention.end + 1
            and utterance.is_term("goes", mark.end - 1)
            and (ends or utterance.is_term("after_gone", mark.end))
        )

    def once_could(self, mention: Mention) -> bool:
        """Whether it is what one could once: "I used to be able to hold it"."""
        first, _ = self._utterance.sentence(mention.start)
        return bool(
            self._utterance.within(first, mention.end, "once_could")
        ) and not self._utterance.has("still")

    def is_lost(self, mention: Mention) -> bool:
        """Whether what one could, one cannot now: "I felt it before, not now"."""
        utterance = self._utterance
        first, last = utterance.sentence(mention.start)
        return any(
            mark.end == last or utterance.pauses[mark.end] >= COMMA
            for mark in utterance.within(
                mention.end, last, "none_now", "nothing_since", "not_since"
            )
        ) and not utterance.within(first, last, "normal")

    def _not_since(self, start: int, last: int) -> bool:
        """Whether it ended with what is told: "weak before my op, not since".

        "Not since the fall" says the opposite, so nothing may follow.
        """
        utterance = self._utterance
        closing = {
            mark.concept
            for mark in utterance.within(start, last, "not_since", "nothing_since")
            if mark.end == last or utterance.pauses[mark.end] >= COMMA
        }
        told = bool(utterance.within(start, last, "before_then"))
        return "nothing_since" in closing or ("not_since" in closing and told)

    def _past_year(self, start: int, end: int) -> list[int]:
        """Where the first year that is long past is named: "once in 2019"."""
        utterance = self._utterance
        for i in range(start + 1, min(end, start + _YEAR_WITHIN)):
            word = utterance.words[i]
            in_year = utterance.is_term("in", i - 1) and len(word) == _YEAR_DIGITS
            if in_year and word.isdigit() and _FIRST_YEAR < int(word) < _RECENT_YEAR:
                return [i]
        return []

    def _same_thing(self, end: int, start: int) -> bool:
        utterance = self._utterance
        between = utterance.words[end:start]
        turns = [
            i
            for i in range(end, start + 1)
            if utterance.pauses[i : i + 1] >= [COMMA]
            or utterance.is_term("and_or_but", i)
        ]
        subjects = utterance.words[turns[-1] : start] if turns else []
        another = any(
            (utterance.is_term("speakers", i) or utterance.is_term("my", i))
            and (utterance.pauses[i] >= COMMA or utterance.is_term("and_or_but", i - 1))
            for i in range(end, start)
        )
        return (
            len(between) <= _RESOLVED_WITHIN
            and not another
            and utterance.all_terms("pointing", subjects)
        )
