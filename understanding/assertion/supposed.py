"""What is only imagined, asked about, warned of or read out, and then owned."""

from __future__ import annotations

from dataclasses import replace

from understanding.assertion.scope import Scope, question_opens
from understanding.lexicon import Lexicon
from understanding.mentions import Mention
from understanding.model import ABSENT, PRESENT
from understanding.text.utterance import COMMA, Mark, Utterance

_NEAR = 2
_OPENING = 3
# Words into the next sentence: "Can it make you wet yourself? I do."
_OWNED = 4
_LEAD = 3
# Words from an "and" to what is well: "and they are all fine".
_SAID = 4
# Words from "if I had a" to what one has not.
_UNREAL = 3


class Supposed:
    """Reads what one message only supposes."""

    def __init__(self, utterance: Utterance, lexicon: Lexicon, scope: Scope) -> None:
        self._utterance = utterance
        self._lexicon = lexicon
        self._scope = scope

    def is_so(self, mention: Mention) -> bool:
        """Whether it is only imagined, asked about, warned of or read out."""
        utterance = self._utterance
        first, last = utterance.sentence(mention.start)
        if utterance.within(first, last, "real_after_all"):
            return False
        if mention.finding in self._lexicon.feared:
            if self._is_had_and_feared(mention):
                return False
            if utterance.within(first, mention.start, "feared"):
                return True
        if self._is_own_place(mention, first):
            return False
        if self._is_unreal(mention) or self._is_read_out(mention):
            return True
        supposing = utterance.within(first, last, "hypothetical")
        before = [
            mark
            for mark in supposing
            if mark.start < mention.start
            and not self._is_told_well(mark, mention, last)
            # "As if it were another's leg, and I wet myself" likens and goes on.
            and not (
                utterance.is_term("likens", mark.start - 1)
                and utterance.pause_between(mark.end - 1, mention.start) >= COMMA
            )
        ][-1:]
        if any(
            self._scope.supposes(mark, mention.start)
            and not self._is_vowed(mark, mention)
            for mark in before
        ):
            return True
        after = [mark for mark in supposing if mark.start >= mention.end][:1]
        lead = utterance.words[max(first, mention.start - _LEAD) : mention.start]
        if after and utterance.any_term("modals", lead):
            return utterance.pause_between(mention.end - 1, after[0].start) < COMMA
        begins = question_opens(utterance, first)
        if self._is_subject_asked(mention, begins) or self._is_related(mention):
            return True
        if begins is None or not utterance.is_question(mention.start):
            return False
        if self._is_known(mention):
            return False
        opening = begins + _OPENING
        near = utterance.words[max(opening, mention.start - _NEAR) : mention.start]
        clause = self._scope.clause_start(mention.start)
        if mention.finding.startswith("site_") and utterance.any_term(
            "own_with_place", near
        ):
            return False
        return clause in (first, begins) and not utterance.any_term("own", near)

    def _is_vowed(self, condition: Mark, mention: Mention) -> bool:
        """Whether the condition is a threat's: "if it gets worse I'll kill myself"."""
        after = range(condition.end + 1, mention.start + 1)
        return mention.finding == "suicidal_thoughts" and any(
            self._utterance.is_term("speaker", i) for i in after
        )

    def _is_had_and_feared(self, mention: Mention) -> bool:
        """Whether it is one's own that is feared: "my cancer", "the cancer back".

        Also where it is told for itself: "is it a fracture, I've osteoporosis".
        """
        utterance = self._utterance
        first, _ = utterance.sentence(mention.start)
        start = mention.start
        lead = start - 1 - utterance.is_term("former", start - 1)
        return (
            utterance.is_term("my", lead)
            or utterance.any_term("my", utterance.words[start : mention.end])
            or any(
                utterance.is_term("ive_or_had", i)
                or (
                    utterance.is_term("has_or_took", i)
                    and not utterance.is_term("speakers", i + 1)
                )
                for i in range(max(first + 1, start - _LEAD), mention.end)
                if utterance.pauses[i - utterance.is_term("and_or_but", i - 1)] >= COMMA
            )
            or any(
                mark.start == mention.end
                for mark in utterance.within(
                    mention.end, mention.end + 1, "had_and_feared"
                )
            )
        )

    def presupposed(self, mention: Mention) -> bool:
        """Whether it is so but for an "if": "if I hadn't lost feeling I'd drive"."""
        utterance = self._utterance
        first, last = utterance.sentence(mention.start)
        # A denial holds the "not" itself.
        lead = mention.end if mention.status == ABSENT else mention.start
        return (
            mention.value is None
            and any(
                mention.status == PRESENT or mark.end > mention.start
                for mark in utterance.within(first, lead, "if_one_had_not")
            )
            and bool(utterance.within(mention.end, last, "then_would"))
        )

    def _is_subject_asked(self, mention: Mention, begins: int | None) -> bool:
        """Whether a question has it for its subject: "do steroids thin your bones".

        Also without a question mark; only of "do" and the like, which begin no
        statement that leaves out its "I".
        """
        utterance = self._utterance
        if begins is None or not utterance.is_term("asks_of", begins):
            return False
        between = utterance.words[begins + 1 : mention.start]
        named = mention.start > begins and utterance.all_terms("indefinite", between)
        if between and mention.finding not in self._lexicon.felt:
            return named
        # "Do inject", "does slip" leave out who does.
        return (
            named
            and mention.finding in self._lexicon.history
            and not utterance.is_term("done", mention.start)
        )

    def _is_related(self, mention: Mention) -> bool:
        """Whether its bearing is asked about: "what has … got to do with it"."""
        utterance = self._utterance
        first, last = utterance.sentence(mention.start)
        return bool(utterance.within(mention.end, last, "to_do_with")) and (
            utterance.any_term("of_what", utterance.words[first : mention.start])
        )

    def _is_known(self, mention: Mention) -> bool:
        """Whether it is one's own: "could the hip replacement I had be it?".

        As much as "could my diabetes be the cause?".
        """
        utterance = self._utterance
        first, last = utterance.sentence(mention.start)
        lead = utterance.words[max(first, mention.start - _LEAD) : mention.start]
        if utterance.is_term("my", mention.start - 1):
            # "Does my swollen calf matter", unlike "is my leg weak" and "could my …".
            named = not any(
                mark.concept.startswith("site.")
                for mark in utterance.starting_at(mention.start)
            )
            asked = any(
                utterance.is_term("asks_what_is", i) for i in (first, first + 1)
            )
            if named and asked and mention.end < last:
                return True
        return mention.finding in self._lexicon.history and (
            utterance.is_term("my", mention.start - 1)
            or (utterance.any_term("had", lead) and utterance.any_term("having", lead))
            or any(
                utterance.is_term("speakers", i)
                and utterance.is_term("has_or_took", i + 1)
                for i in (mention.end, mention.end + 1)
            )
            or utterance.is_term("ive_or_had", mention.end)
        )

    def owned(self, mention: Mention) -> Mention | None:
        """What is asked about or warned of, and then owned: "can it …? I do"."""
        utterance = self._utterance
        if mention.status != PRESENT or mention.value is not None:
            return None
        _, last = utterance.sentence(mention.end - 1)
        owned = any(
            mark.end == len(utterance.words)
            or utterance.pauses[mark.end] >= COMMA
            or utterance.is_term("so_when", mark.end)
            or utterance.is_term("and_or_but", mark.end)
            for mark in utterance.within(mention.end, last + _OWNED, "so_it_is")
            # "What should I do" owns nothing.
            if utterance.pauses[mark.start] >= COMMA
            or not utterance.is_term("speaker", mark.start)
        )
        return replace(mention, certain=False) if owned else None

    def _is_told_well(self, mark: Mark, mention: Mention, last: int) -> bool:
        """Whether it is told what was asked: "he asked about my wee, it's fine"."""
        utterance = self._utterance
        if not utterance.is_term("asked_about", mark.end - 1):
            return False
        if mention.status == PRESENT:
            # "He asked about my wee, it's not coming".
            return any(
                utterance.is_term("pronouns", i)
                and (
                    utterance.pauses[i] >= COMMA
                    or utterance.is_term("and_or_but", i - 1)
                )
                for i in range(mention.start + 1, mention.end)
            )
        return mention.status == ABSENT and any(
            utterance.pause_between(mention.start, well.start) >= COMMA
            or utterance.any_term(
                "and_or_but", utterance.words[well.start - _SAID : well.start]
            )
            for well in utterance.within(
                mention.start + 1, last, "normal", "fine_after"
            )
        )

    def _is_unreal(self, mention: Mention) -> bool:
        """Whether something else would then be so: "if I'd a weak foot I'd be off".

        "If I'd my weak foot seen to I'd be running" tells of a foot that is weak, and
        "if I'd no pain I'd not notice my weak foot" too: only what stands right behind
        an "if I'd a", and before what would be, is unreal.
        """
        utterance = self._utterance
        first, last = utterance.sentence(mention.start)
        return any(
            mention.start - mark.end <= _UNREAL
            and utterance.pause_between(mark.end - 1, mention.start) < COMMA
            and self._scope.is_open(mark.end, mention.end)
            and bool(utterance.within(mention.end, last, "then_would"))
            and not utterance.within(mark.end, mention.start, "then_would")
            for mark in utterance.within(first, mention.start, "if_one_had")
        )

    def _is_read_out(self, mention: Mention) -> bool:
        """Whether it is of a list that somebody read out, and that cleared the speaker.

        "They went through the list, wee, numb, fever, and said it was a GP job." A list
        that does not say how it ended may be what one has.
        """
        utterance = self._utterance
        first, last = utterance.sentence(mention.start)
        _, behind = utterance.sentence(min(last, len(utterance.words) - 1))
        if utterance.within(first, behind, "not_cleared") or self.owned(mention):
            return False
        return any(
            not self._scope.speaker_begins(mark.end, mention.end - 1)
            and not utterance.any_term(
                "mine_or_turned", utterance.words[mark.end : mention.end]
            )
            for mark in utterance.within(first, mention.start, "read_out")
        ) and bool(utterance.within(mention.end, behind, "cleared"))

    def _is_own_place(self, mention: Mention, first: int) -> bool:
        """Whether it is one's own, and only its cause is asked about.

        "How do I know if this pain in my buttock is a disc?"
        """
        utterance = self._utterance
        lead = utterance.words[max(first, mention.start - _LEAD) : mention.start]
        return (
            mention.finding.startswith("site_")
            and utterance.is_question(mention.start)
            and utterance.any_term("own_place", lead)
        )
