"""What somebody asked the speaker, and the answer in the next sentence.

"She asked if I'd lost power. I said no", "he asked if I can feel it when I wipe. No."
"""

from __future__ import annotations

from dataclasses import replace

from understanding.assertion.scope import Scope
from understanding.mentions import Mention
from understanding.model import ABSENT, PRESENT
from understanding.text.utterance import COMMA, Mark, Utterance

_NO = ("not_after", "answered_so_no")
_CANNOT = ("answered_cannot",)
_YES = ("yes_after", "answered_so_yes")
# What makes a "do I feel it" a question about something else than plain feeling.
_OF_TROUBLE = ("numb", "tingle", "strange", "lifeless", "diminished", "not_mine")
_TAKES_BACK = ("so_it_is", "now_so_after", "reserve", "still")
# Words of the next sentence that may take an answer back.
_TAKEN_BACK = 6
_ASKER = 3
# Words from what was asked to the end of the question.
_ECHO_ENDS = 2


class ReportedQuestion:
    """Reads the questions that one message reports."""

    def __init__(self, utterance: Utterance, scope: Scope) -> None:
        self._utterance = utterance
        self._scope = scope

    def answered(self, mention: Mention) -> Mention | None:
        """The mention as the answer means it; None when it is not asked and answered.

        A trouble that is answered "no" is an inferred denial, so that of a red flag is
        asked about first. A "no" to what one can do or feel tells of trouble.
        """
        if mention.value is not None or mention.status not in (PRESENT, ABSENT):
            return None
        if not any(self._asks(mark, mention) for mark in self._questions(mention)):
            return None
        no = self._answer(mention, _NO)
        if no is None and not self._supposes(mention):
            no = self._at_once(mention, ("answered_so_no",))
        cannot = self._answer(mention, _CANNOT)
        if mention.status == ABSENT:
            denied = no or cannot or self._at_once(mention, (*_NO, *_CANNOT))
            return mention.flipped() if denied else None
        of_feeling = self._asks_of_feeling(mention)
        if (no or cannot) and of_feeling:
            return mention
        if cannot or (no and self._asks_of_inability(mention)):
            # "If I'm unable to pee. I can't", "if I can't pee. No": more yes than no.
            return replace(mention, certain=False)
        if no is not None and self._is_all(no) and not self._asks_how(mention):
            return replace(mention.flipped(), certain=False)
        yes = self._answer(mention, _YES)
        if of_feeling:
            plain = yes is not None and self._is_all(yes)
            return replace(mention.flipped(), certain=False) if plain else None
        # "If I was numb" only supposes, until it is answered.
        if yes or self._at_once(mention, _YES):
            return mention
        return None

    def _questions(self, mention: Mention) -> list[Mark]:
        first, _ = self._utterance.sentence(mention.start)
        asked = self._utterance.within(first, mention.end, "asked_whether")
        return asked or self._echoed(first, mention)

    def _echoed(self, first: int, mention: Mention) -> list[Mark]:
        """The question said once more and answered: "if I can hold my wee. No"."""
        utterance = self._utterance
        _, last = utterance.sentence(first)
        while utterance.is_term("question_fillers", first):
            first += 1
        answer = self._answer(mention, (*_NO, *_CANNOT, *_YES))
        ability = (
            mention.status == ABSENT
            and mention.start == first
            and utterance.is_question(first)
            and utterance.is_term("speaker", first + 1)
        )
        if (
            (ability or utterance.is_term("echoes", first))
            and last - mention.end <= _ECHO_ENDS
            and utterance.pause_between(first, last - 1) < COMMA
            and answer is not None
            and self._is_all(answer)
        ):
            return [Mark("asked_whether", first, first + (not ability))]
        return []

    def _asks(self, mark: Mark, mention: Mention) -> bool:
        """Whether somebody else asked it, and what was asked reaches the mention."""
        clause = max(self._scope.clause_start(mark.start), mark.start - _ASKER)
        lead = self._utterance.words[clause : mark.start]
        if self._utterance.any_term("speakers", lead) and not (
            self._utterance.any_term("being_asked", lead)
        ):
            return False
        if mention.start < mark.end:
            return mention.start > mark.start
        return self._scope.same_statement(
            mark.end, mention.start
        ) and self._scope.supposes(mark, mention.start)

    def _supposes(self, mention: Mention) -> bool:
        """Whether it is asked with an "if", and so not claimed: unlike "was I numb"."""
        asked = self._questions(mention)[-1]
        return self._utterance.is_term("whether", asked.end - 1)

    def _at_once(self, mention: Mention, concepts: tuple[str, ...]) -> Mark | None:
        """Such an answer in the same sentence: "if I can feel it and I said no"."""
        utterance = self._utterance
        _, last = utterance.sentence(mention.end - 1)
        answers = (
            mark
            for mark in utterance.within(mention.end, last, *concepts)
            if self._closes(mark)
            and (
                utterance.pauses[mark.start] >= COMMA
                or utterance.is_term("and_or_but", mark.start - 1)
            )
        )
        return next(answers, None)

    def _closes(self, mark: Mark) -> bool:
        """Whether nothing goes on behind it, and it makes light of nothing."""
        utterance = self._utterance
        return (
            mark.end == len(utterance.words)
            or utterance.pauses[mark.end] >= COMMA
            or utterance.is_term("and_or_but", mark.end)
        ) and not utterance.any_term("no_worry", utterance.words[mark.start : mark.end])

    def _answer(self, mention: Mention, concepts: tuple[str, ...]) -> Mark | None:
        """Such an answer that the next sentence begins with."""
        utterance = self._utterance
        _, at = utterance.sentence(mention.end - 1)
        while utterance.is_term("answer_fillers", at):
            at += 1
        if at >= len(utterance.words):
            return None
        answers = (
            mark
            for mark in utterance.starting_at(at)
            if mark.concept in concepts and self._closes(mark)
        )
        return next(answers, None)

    def _is_all(self, answer: Mark) -> bool:
        """Whether nothing else is said with it, and nothing takes it back after.

        "No, it just drags", "no. I have since": the trouble may be there.
        """
        utterance = self._utterance
        _, last = utterance.sentence(answer.start)
        return answer.end == last and not utterance.within(
            last, last + _TAKEN_BACK, "but", *_TAKES_BACK
        )

    def _asks_of_inability(self, mention: Mention) -> bool:
        """Whether a "no" would be no clear answer: "if I can't pee"."""
        return self._utterance.any_term(
            "denials", self._utterance.words[mention.start : mention.end]
        )

    def _asks_of_feeling(self, mention: Mention) -> bool:
        """Whether it was asked if feeling is there: "do I feel it when I wipe"."""
        utterance = self._utterance
        words = utterance.words[mention.start : mention.end]
        return (
            mention.status == PRESENT
            and utterance.is_term("asks_ability", mention.start)
            and utterance.is_term("speaker", mention.start + 1)
            and utterance.is_term("feels", mention.start + 2)
            and not utterance.any_term("denials", words)
            and not utterance.within(mention.start, mention.end, *_OF_TROUBLE)
        )

    def _asks_how(self, mention: Mention) -> bool:
        """Whether only how it is was asked: "if the numbness is worse"."""
        utterance = self._utterance
        asked = self._questions(mention)[-1]
        _, last = utterance.sentence(mention.start)
        before = utterance.words[mention.start - 1] if mention.start else ""
        return (
            utterance.any_term("asked_of_degree", utterance.words[asked.end : last])
            or utterance.any_term("known_already", [before])
            or (utterance.any_term("my", [before]) and mention.end < last)
        )
