"""How far a trigger reaches: through lists, but not into the next statement."""

from __future__ import annotations

from itertools import accumulate

from understanding.text.utterance import COMMA, SENTENCE, Mark, Utterance

# Words a denial reaches over, words of one item of a list, and words of a whole list.
_REACH = 7
_SHORT_ITEM = 3
LONGEST_LIST = 60


def question_opens(utterance: Utterance, first: int) -> int | None:
    """Where the sentence at `first` begins like a yes/no question, after fillers."""
    begins = first
    while utterance.is_term("question_fillers", begins):
        begins += 1
    return begins if utterance.is_term("auxiliaries", begins) else None


class Scope:
    """Reach of triggers in one message."""

    def __init__(self, utterance: Utterance) -> None:
        self._utterance = utterance
        self._stops = {mark.start for mark in utterance.of("stop", "but")}
        stops = (i in self._stops for i in range(len(utterance.words)))
        self._stops_before = list(accumulate(stops, initial=0))
        self._or_ahead = self._seen_ahead()

    def clause_start(self, at: int) -> int:
        """Where the statement that holds word `at` begins."""
        first, _ = self._utterance.sentence(at)
        for i in range(at, first, -1):
            if i in self._stops or self._utterance.pauses[i] >= COMMA:
                return i
        return first

    def is_open(self, start: int, end: int) -> bool:
        """Whether nothing but a comma separates word positions start and end."""
        before = self._stops_before
        return end <= start or before[start] == before[end]

    def speaker_begins(self, start: int, end: int) -> bool:
        """Whether an "I …" of its own begins: "what is sciatica I can't pee"."""
        utterance = self._utterance
        return any(
            utterance.is_term("speakers", i)
            and not utterance.is_term("leads_in", i - 1)
            for i in range(start, end + 1)
        )

    def same_statement(self, start: int, end: int) -> bool:
        """Whether it is open and no "and I", "and my" begins another statement."""
        utterance = self._utterance
        return self.is_open(start, end) and not any(
            utterance.is_term("additions", i) and utterance.is_term("tellers", i + 1)
            for i in range(start, end)
        )

    def supposes(self, trigger: Mark, end: int) -> bool:
        """Whether what a "what if" imagines still goes on at word `end`.

        It is over where a comma is followed by a statement of its own; an "and I …"
        goes on with an "if", but not with "should I worry".
        """
        utterance, start = self._utterance, trigger.end
        given = utterance.any_term("if", utterance.words[trigger.start : start])
        if not given and self.speaker_begins(start + 1, end):
            return False
        if not (self.is_open if given else self.same_statement)(start, end):
            return False
        return not any(
            utterance.pauses[i] >= COMMA and self._tells_more(i)
            for i in range(start, end + 1)
        )

    def _tells_more(self, i: int) -> bool:
        """Whether a statement with its own verb begins at word i."""
        utterance = self._utterance
        if utterance.is_term("tellers", i):
            return True
        if utterance.is_term("auxiliaries", i):
            return False
        for k in range(i, i + _SHORT_ITEM):
            if utterance.is_term("states", k):
                return True
            if utterance.is_term("alternatives", k):
                return False
        return False

    def reaches(self, start: int, end: int) -> str | None:
        """Whether a trigger ending before `start` covers what begins at `end`.

        Returns:
            "said" when it plainly does, "listed" when the person only went on listing
            after a comma, None when the statement has changed.
        """
        utterance = self._utterance
        if end - start > LONGEST_LIST or self._trails(start - 1):
            return None
        reach, since = "said", 0
        for i in range(start, end + 1):
            if i >= len(utterance.words) or (i in self._stops and i < end):
                return None
            if utterance.is_term("clear_yes", i) and i < end:
                return None  # "no numbness, yes bladder"
            if utterance.pauses[i] >= SENTENCE and i > 0 and i >= start:
                return None
            if utterance.pauses[i] >= COMMA:
                if utterance.is_term("ends_a_denial", i - 1) and i > start:
                    return None  # "don't feel the need either, sciatica both sides"
                step = self._past_comma(i, start)
                if step is None:
                    return None
                reach = "listed" if step == "listed" else reach
                since = 0
            elif utterance.is_term("list_words", i) and i < end:
                if self._turns(i, end) or self._names_one(start, i):
                    return None
                since = 0
            elif i < end and self._new_subject(i, i == start):
                return None
            since += 1
            if since > _REACH + 1:
                return None
        return reach

    def _trails(self, i: int) -> bool:
        """Whether word i answers what stands before it: "appetite nil, …"."""
        utterance = self._utterance
        return (
            utterance.is_term("reply_none", i)
            and utterance.pauses[i] < COMMA <= utterance.pauses[i + 1]
            and i > 0
        )

    def _turns(self, i: int, end: int) -> bool:
        """Whether a new statement begins after the "and" or "or" at word i."""
        utterance = self._utterance
        if i + 1 > end:
            return False
        subject = i + 2 if utterance.is_term("before_a_subject", i + 1) else i + 1
        return utterance.is_term("subjects", i + 1) or (
            utterance.is_term("additions", i)
            and (
                utterance.is_term("clause_verbs", i + 1)
                or utterance.is_term("additional", i + 1)
                or utterance.is_term("are_or_feel", subject + 1)
            )
        )

    def _names_one(self, start: int, i: int) -> bool:
        """Whether a "no" is over at an "and a": "no erections and a poor stream"."""
        utterance = self._utterance
        return (
            utterance.is_term("bare_no", start - 1)
            and utterance.is_term("additions", i)
            and utterance.is_term("articles", i + 1)
        )

    def _new_subject(self, i: int, leads: bool) -> bool:
        utterance = self._utterance
        if leads:
            return utterance.is_term("bare_no", i - 1) and utterance.is_term(
                "subjects_after_no", i
            )
        # "It wasn't sciatica it was a tumour", unlike "no sign it was".
        begins = utterance.is_term("new_subjects", i) or (
            utterance.is_term("it", i)
            and utterance.is_any_term(("was", "is"), i + 1)
            and not utterance.is_term("whether_it_is", i - 1)
        )
        return begins and not utterance.is_term("leads_in", i - 1)

    def _past_comma(self, i: int, start: int) -> str | None:
        """How a list goes on after the comma before word i, if it does.

        "Denies any fever, any loss of feeling" says its "any" again for each.
        """
        utterance = self._utterance
        if utterance.is_term("alternatives", i):
            return "said"
        if utterance.is_term("any_such", i) and utterance.any_term(
            "denies", utterance.words[max(0, start - 2) : start]
        ):
            return "said"
        if utterance.is_term("additions", i):
            last = i + 1 >= len(utterance.words)
            return None if last or self._begins_clause(i + 1) else "listed"
        if self._begins_clause(i):
            return None
        _, end = utterance.sentence(i)
        item_end = i
        while item_end < end and (item_end == i or utterance.pauses[item_end] < COMMA):
            if item_end in self._stops:
                break
            item_end += 1
        item = utterance.words[i:item_end]
        if utterance.any_term("alternatives", item):
            return "said"
        if item_end < end and self._or_ahead[item_end]:
            return "said"
        if self._tells_of_itself(i, item_end) or (
            utterance.is_term("bare_no", start - 1)
            and not utterance.is_term("states_of_a_part", start)
            and self._tells_a_state(i, end)
        ):
            return None
        short = len(item) <= _SHORT_ITEM and not utterance.any_term("subjects", item)
        return "listed" if short else None

    def _tells_of_itself(self, i: int, end: int) -> bool:
        """Whether an item is a statement: "back in agony", "back only", "same ache"."""
        utterance = self._utterance
        return (
            utterance.any_term("as_it_is", utterance.words[i : end + 1])
            or any(utterance.is_term("item_verbs", k) for k in range(i + 1, end))
            or bool(utterance.within(i, end, "severe"))
        )

    def _tells_a_state(self, i: int, end: int) -> bool:
        """Whether all that follows is how a part is: "no fever, numb crotch".

        In "no fever, weak legs, bladder trouble" the list of what is denied goes on.
        """
        utterance = self._utterance
        begins = [i, *(k for k in range(i + 1, end) if utterance.pauses[k] >= COMMA)]
        return all(
            utterance.is_term("states_of_a_part", k)
            and k + 1 < end
            and utterance.pauses[k + 1] < COMMA
            for k in begins
        )

    def _begins_clause(self, i: int) -> bool:
        return self._utterance.is_term("subjects", i) or self._utterance.is_term(
            "clause_verbs", i
        )

    def _seen_ahead(self) -> list[bool]:
        """For each word, whether an "or" comes before the statement is over."""
        utterance = self._utterance
        seen = [False] * len(utterance.words)
        follows = False
        for i in range(len(seen) - 1, -1, -1):
            if i in self._stops or self._begins_clause(i):
                follows = False
            elif utterance.is_term("alternatives", i):
                follows = True
            seen[i] = follows
            follows = follows and utterance.pauses[i] < SENTENCE
        return seen
