"""How a mention is meant: said, denied, unsure, past, supposed, or somebody else's.

After ConText (Harkema et al. 2009), with rules of our own for patients' language. The
triggers are in `lexicon/<language>/triggers.yml`.
"""

from __future__ import annotations

from dataclasses import replace

from understanding.assertion.another import is_anothers
from understanding.assertion.claimed import is_claimed
from understanding.assertion.deeds import denies_a_deed, forbids
from understanding.assertion.denied_list import is_in_denied_list
from understanding.assertion.past import Past
from understanding.assertion.put_right import put_right
from understanding.assertion.reported_question import ReportedQuestion
from understanding.assertion.scope import LONGEST_LIST, Scope
from understanding.assertion.supposed import Supposed
from understanding.assertion.trailing_answers import TrailingAnswers
from understanding.assertion.withdrawn import withdrawn
from understanding.lexicon import Lexicon
from understanding.mentions import Mention
from understanding.model import ABSENT, PRESENT, UNSURE
from understanding.text.utterance import COMMA, SENTENCE, Mark, Utterance

# That it is no more: an inferred denial, so that of a red flag is asked about first.
_GONE = ("none_now", "resolved_after", "resolved_closing_after", "nothing_since")
_NEAR = 2
# Told by the way: "no tingling, play hockey", "it doesn't hurt on long rides".
_NAMED = frozenset({"sport"})
# Words from "doesn't" to the "work properly" that it denies.
_FAILS_WITHIN = 2
_LONGEST_TRIGGER = 6


class Context:
    """Reads the context of mentions in one message."""

    def __init__(
        self, utterance: Utterance, lexicon: Lexicon, *, about_other: bool
    ) -> None:
        self._utterance = utterance
        self._lexicon = lexicon
        self._about_other = about_other
        self._scope = Scope(utterance)
        self._supposed = Supposed(utterance, lexicon, self._scope)
        self._question = ReportedQuestion(utterance, self._scope)
        self._past = Past(utterance, self._scope)
        self._trailing = TrailingAnswers(utterance)

    def meant(self, mention: Mention, *, of_anyone: bool = False) -> Mention | None:
        """The mention with the status it was meant to have; None when not claimed.

        Args:
            mention: What its words mean by themselves.
            of_anyone: Whether it counts whoever has it, as an emergency does.
        """
        if self._is_not_well(mention):
            return replace(mention, status=PRESENT, certain=False)
        corrected = put_right(self._utterance, mention)
        # "Took too many tablets, my mistake" takes no overdose back.
        if corrected is None and not of_anyone:
            corrected = withdrawn(self._utterance, mention, self._lexicon)
        if corrected is not None:
            return corrected
        if self._supposed.presupposed(mention):
            return replace(mention, status=PRESENT, certain=False)
        denied = self._trailing.only_reported(mention)
        if denied is not None:
            return denied
        asked = self._question.answered(mention)
        if asked is not None:
            return asked
        if self._supposed.is_so(mention):
            return self._supposed.owned(mention)
        if not of_anyone and is_anothers(self._utterance, mention):
            return None
        if not is_claimed(
            self._utterance,
            self._lexicon,
            mention,
            about_other=self._about_other or of_anyone,
        ):
            return self._denied_of(mention, "speaker_denies")
        history = mention.finding in self._lexicon.history
        if not history and self.is_over(mention):
            # What only comes and goes of a red flag is no denial of it.
            lasting = mention.finding in self._lexicon.red_flags
            if (
                lasting
                and mention.status == ABSENT
                and (self._past.once_could(mention) or self._past.is_lost(mention))
            ):
                return replace(mention, status=PRESENT, certain=False)
            gone = self._denied_of(mention, *_GONE)
            if gone is None or gone.finding.startswith("site_"):
                return None  # a place may hurt again, differently
            return replace(gone, certain=False)
        answer = self._trailing.answered(mention)
        # "I play netball no problem" is no denial of the netball.
        named = mention.finding in _NAMED
        if answer is not None and not (named and answer.status == ABSENT):
            # "No fall, nothing" does not say how it began.
            valued = answer.status == ABSENT and answer.value is not None
            return None if valued else answer
        if self._unsure(mention):
            return Mention(mention.finding, UNSURE, mention.start, mention.end)
        # "Leg is not weak, feeling is normal" says its own "not".
        if self._trailing.everywhere(mention.start) and not self._right_before(
            mention.start
        ):
            return mention
        if mention.finding in _NAMED and not self._right_before(mention.start):
            return mention
        denial = self.denial(mention.start, mention.end)
        lasts = history or mention.finding == "pregnancy"
        if lasts and mention.status == PRESENT and self._is_given(mention):
            return mention
        if denial is None or (
            mention.status == ABSENT and not self._right_before(mention.start)
        ):
            return mention
        if mention.value is not None:
            return None
        opening_end = min(mention.start + 2, mention.end)
        opening = self._utterance.words[mention.start : opening_end]
        if self._utterance.any_term("nothing_at_all", opening) and not (
            self._will_not_say(mention.start)
        ):
            # "I don't have no feeling": two denials say one.
            return mention
        if self._turns_within(mention):
            return mention
        flipped = mention.flipped()
        if denial == "listed":
            return Mention(
                flipped.finding,
                flipped.status,
                flipped.start,
                flipped.end,
                flipped.value,
                certain=False,
            )
        return flipped

    def _is_not_well(self, mention: Mention) -> bool:
        """Whether what would be well is said not to be: "the flow is not normal"."""
        if mention.status != ABSENT:
            return False
        utterance = self._utterance
        return any(
            utterance.any_term("not_so", utterance.words[mention.start : mark.start])
            or self._fails(max(mention.start, mark.start - _FAILS_WITHIN), mark.start)
            or (
                utterance.is_term("none_before", mark.start - 1)
                and mark.start > mention.start
            )
            for mark in utterance.within(mention.start, mention.end, "normal")
        )

    def _fails(self, start: int, end: int) -> bool:
        """Whether it does not, or stopped, but not "never stopped working"."""
        utterance = self._utterance
        words = utterance.words[start:end]
        return utterance.any_term("fails_to", words) != utterance.any_term(
            "stopped_to", words
        )

    def _is_given(self, mention: Mention) -> bool:
        """Whether it is taken for granted: "no trouble from the cancer"."""
        utterance, start = self._utterance, mention.start
        return utterance.is_term("by_cause", start) or (
            utterance.is_term("the", start - 1)
            and (
                utterance.is_term("presupposes", start - 2)
                or utterance.is_term("by_cause", start - 3)
            )
        )

    def _denied_of(self, mention: Mention, *concepts: str) -> Mention | None:
        """Another's or a past complaint, where the speaker says to be without it."""
        utterance = self._utterance
        _, last = utterance.sentence(mention.end - 1)
        _, last = utterance.sentence(min(last, len(utterance.words) - 1))
        if mention.status != PRESENT or mention.value is not None:
            return None
        closed = any(
            mark.end == last
            or utterance.pauses[mark.end] >= COMMA
            or utterance.is_term("and_or_but", mark.end)
            for mark in utterance.within(mention.end, last, *concepts)
        )
        return mention.flipped() if closed else None

    def _right_before(self, start: int) -> bool:
        """Whether a "not" leads into it: "not normal", unlike "no, normal"."""
        utterance = self._utterance
        reach = utterance.within(start - _LONGEST_TRIGGER, start + _NEAR, "not")
        return any(
            trigger.start < start <= trigger.end
            and utterance.pauses[start] < COMMA
            and (
                not utterance.is_term("answering_no", start - 1)
                or utterance.is_term("missing", start)
            )
            for trigger in reach
        )

    def denial(self, start: int, end: int) -> str | None:
        """How words [start, end) are denied: "said", "listed" (inferred), or not."""
        first, _ = self._utterance.sentence(start)
        first = max(first, start - LONGEST_LIST - _LONGEST_TRIGGER)
        for trigger in reversed(self._utterance.within(first, end, "not")):
            if trigger.start >= start or self._goes_without(first, trigger):
                continue
            if self._only_answers(trigger):
                continue
            if trigger.end > start:
                if self._denies_itself(start):
                    continue
                return "said"
            if self._utterance.within(trigger.end, start, "eff.better"):
                continue
            if self._is_own_not(trigger, start):
                continue
            reach = self._scope.reaches(trigger.end, start)
            if reach == "listed" and (
                denies_a_deed(self._utterance, trigger, start)
                or forbids(self._utterance, trigger, start)
            ):
                continue
            if reach is not None:
                return reach
        if is_in_denied_list(self._utterance, start, end):
            return "listed"
        return None

    def _only_answers(self, trigger: Mark) -> bool:
        """Whether a "no" before a comma answers what was asked: "no, back's agony"."""
        utterance = self._utterance
        return (
            trigger.end - trigger.start == 1
            and utterance.is_term("answering_no", trigger.start)
            and utterance.pauses[trigger.start] >= SENTENCE
            and trigger.end < len(utterance.words)
            and utterance.pauses[trigger.end] == COMMA
        )

    def _is_own_not(self, trigger: Mark, start: int) -> bool:
        """Whether a "can't" of its own follows a bare "no": "no fever can't pee"."""
        utterance = self._utterance
        return (
            utterance.is_term("bare_no", trigger.end - 1)
            and trigger.end - trigger.start == 1
            and not utterance.is_term("alternatives", start - 1)
            and any(
                mark.concept in ("dont_cant", "cannot")
                for mark in utterance.starting_at(start)
            )
        )

    def _will_not_say(self, at: int) -> bool:
        """Whether a "no" at word `at` is denied: "I can't say I have no feeling"."""
        utterance = self._utterance
        return any(
            trigger.start < at <= trigger.end
            and utterance.any_term("says_it", utterance.words[trigger.start : at])
            for trigger in utterance.within(at - _LONGEST_TRIGGER, at + _NEAR, "not")
        )

    def _goes_without(self, first: int, trigger: Mark) -> bool:
        """Whether two denials say one: "can't cough without my back going"."""
        return self._utterance.is_term("without", trigger.start) and bool(
            self._utterance.within(first, trigger.start, "cannot", "dont_cant")
        )

    def _turns_within(self, mention: Mention) -> bool:
        """Whether its own words leave what was denied: "no pain peeing, just slow"."""
        utterance = self._utterance
        inner = range(mention.start + 1, mention.end)
        return mention.status == PRESENT and (
            bool(utterance.within(inner.start, inner.stop, "but"))
            or any(utterance.is_term("clear_yes", i) for i in inner)
            or any(
                utterance.pauses[mark.start] >= COMMA
                for mark in utterance.within(
                    inner.start, inner.stop, "only_reply", "more_like"
                )
            )
            or self._scope.speaker_begins(inner.start, inner.stop - 1)
        )

    def _denies_itself(self, start: int) -> bool:
        """Whether the words at `start` are a "can't" that belongs to the finding."""
        return any(
            mark.concept in ("dont_cant", "cannot", "unfeeling", "numb", "weak")
            for mark in self._utterance.starting_at(start)
        )

    def _unsure(self, mention: Mention) -> bool:
        if mention.finding.startswith("site_"):
            return False
        first, _ = self._utterance.sentence(mention.start)
        first = max(first, mention.start - LONGEST_LIST)
        return any(
            self._scope.reaches(trigger.end, mention.start) == "said"
            for trigger in self._utterance.within(first, mention.start, "unsure")
        )

    def answered(self, mention: Mention) -> Mention:
        """What was asked of itself, as it is answered: "worse for sitting? no"."""
        if mention.status != PRESENT or not self._utterance.is_question(mention.start):
            return mention
        return self._trailing.answered(mention) or mention

    def is_over(self, mention: Mention) -> bool:
        """Whether it belongs to the past."""
        return self._past.is_over(mention)
