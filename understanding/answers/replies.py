"""Short replies: the act of a message, and what it says of the question asked."""

from __future__ import annotations

from collections.abc import Sequence

from understanding.answers.choosing import Choice, chosen_options
from understanding.answers.whole_list import denies_being_well, denies_the_list
from understanding.lexicon import Lexicon
from understanding.model import (
    ABSENT,
    DECLINED,
    PRESENT,
    UNSURE,
    Asked,
    Statement,
)
from understanding.text.utterance import COMMA, Utterance

YES, NO = "yes", "no"
_ACTS = (
    ("declined_reply", DECLINED),
    ("unsure_reply", UNSURE),
    ("no", NO),
    ("yes", YES),
    ("yes_a_bit", YES),
)
# Findings that say only where it hurts.
WHERE = ("site_", "side", "bilateral_", "radiation", "main_site")
_SHORT = 8
_BARE = 5
_EARLY = 2


class Replies:
    """Reads replies in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._red_flags = lexicon.red_flags

    def act(self, utterance: Utterance) -> str | None:
        """The act: "yes", "no", "unsure", "declined", or None when it is no reply.

        "Not normal" is no "no" to what may be wrong.
        """
        act = self._act(utterance)
        return None if act == NO and denies_being_well(utterance) else act

    def _act(self, utterance: Utterance) -> str | None:
        words = utterance.words
        at = 0
        while at < len(words) - 1 and utterance.is_term("reply_leads", at):
            at += 1
        for start in dict.fromkeys((0, at)):
            act = self._act_at(utterance, start)
            if act is not None:
                return act
        return NO if denies_the_list(utterance, at) else None

    def _act_at(self, utterance: Utterance, start: int) -> str | None:
        best: tuple[int, int, str] | None = None
        for rank, (concept, act) in enumerate(_ACTS):
            for mark in utterance.starting_at(start):
                if mark.concept != concept:
                    continue
                if not self._closed(utterance, mark.end, act):
                    continue
                if best is None or (mark.end, -rank) > (best[0], -best[1]):
                    best = (mark.end, rank, act)
        return best[2] if best else None

    def _closed(self, utterance: Utterance, end: int, act: str) -> bool:
        """Whether the reply ends here, rather than beginning a statement."""
        words = utterance.words
        if end >= len(words) or utterance.pauses[end] >= COMMA:
            return True
        filler = utterance.all_terms("filler", words[end:])
        if act == UNSURE and utterance.is_term("of_what", end):
            return True
        if act == YES and utterance.is_term("plain_yes", end - 1):
            return True
        if utterance.is_term("plain_no", end - 1):
            return filler or utterance.is_term("after_no", end)
        return filler or utterance.is_term("after_reply", end)

    def answer(
        self,
        utterance: Utterance,
        asked: Asked,
        statements: tuple[Statement, ...],
        reply: str | None,
    ) -> tuple[Statement, ...]:
        """The statements, with what the reply says of the findings asked."""
        said = {s.finding for s in statements}
        open_ = [f for f in asked.findings if f not in said]
        end = utterance.offsets[-1][1]
        chosen = chosen_options(utterance, asked, open_)
        extra = (
            self._by_act(utterance, asked, open_, statements, reply)
            if chosen is None
            else chosen
        )
        added = [
            Statement(finding, status, value, 0, end, certain)
            for finding, status, value, certain in extra
        ]
        return (*statements, *added)

    def _by_act(
        self,
        utterance: Utterance,
        asked: Asked,
        open_: Sequence[str],
        statements: Sequence[Statement],
        reply: str | None,
    ) -> list[Choice]:
        said = {s.finding for s in statements}
        touched = any(f in said for f in asked.findings)
        said_otherwise = any(
            s.finding in asked.findings and s.status != ABSENT for s in statements
        )
        if denies_being_well(utterance):
            return []
        if utterance.has("rest_unsure"):
            return [(f, UNSURE, None, True) for f in open_]
        if utterance.has("rest_absent") and asked.kind in ("multiple", "single"):
            return [(f, ABSENT, None, True) for f in open_]
        if reply in (UNSURE, DECLINED):
            return [(f, reply, None, True) for f in open_] if not touched else []
        has_none = "none" in {option for option, _ in asked.options}
        if reply == NO and has_none and asked.kind == "choice":
            return [(f, PRESENT, "none", True) for f in open_]
        if asked.kind not in ("single", "multiple"):
            return []
        if self._places_only(utterance, asked, said):
            return [(f, PRESENT, None, False) for f in open_]
        if self._used_to(utterance):
            return [
                (f, UNSURE if f in self._red_flags else ABSENT, None, False)
                for f in open_
            ]
        if reply == NO and self._says_not_all(utterance):
            return []
        if self._ends_with_none(utterance) and not said_otherwise:
            return [(f, ABSENT, None, True) for f in open_]
        if reply == NO or (self._denies_all(utterance) and not touched):
            denied = not touched or asked.kind == "multiple"
            return [(f, ABSENT, None, True) for f in open_] if denied else []
        says_all = self._affirms_all(utterance)
        if reply == YES and (len(asked.findings) == 1 or says_all):
            return [(f, PRESENT, None, True) for f in open_]
        short = len(utterance.words) < _SHORT
        both = utterance.has("both_reply") and len(open_) == 2
        if short and (both or says_all):
            return [(f, PRESENT, None, True) for f in open_]
        if touched and utterance.has("only_reply") and asked.kind == "multiple":
            return [(f, ABSENT, None, False) for f in open_]
        return []

    def _places_only(self, utterance: Utterance, asked: Asked, said: set[str]) -> bool:
        """Whether "is anything numb?" was answered with nothing but where."""
        return (
            asked.findings in (("numbness_tingling",), ("weakness",))
            and bool(said)
            and all(f.startswith(WHERE) for f in said)
            and len(utterance.words) <= _SHORT
            and not utterance.has("not")
        )

    def _denies_all(self, utterance: Utterance) -> bool:
        """Whether "none of these" is the message, not a "nothing special" inside it."""
        return any(
            m.start <= _EARLY
            and all(
                utterance.is_term("filler", i) or utterance.is_term("plain_no", i)
                for i in range(m.start)
            )
            for m in utterance.of("none_reply")
        )

    def _ends_with_none(self, utterance: Utterance) -> bool:
        """Whether "none of them" closes the message: "no weakness, none of them"."""
        words = utterance.words
        return any(
            utterance.pauses[mark.start] >= COMMA
            and utterance.all_terms("filler", words[mark.end :])
            for mark in utterance.of("none_reply")
        )

    def _affirms_all(self, utterance: Utterance) -> bool:
        """Whether "all of them" is what is said, not the "all" of "all day"."""
        words = utterance.words
        for mark in utterance.of("all_reply"):
            before = words[: mark.start]
            beside = utterance.all_terms("reply_leads", before) or utterance.all_terms(
                "plain_yes", before
            )
            after = words[mark.end :]
            closed = mark.end == len(words) or utterance.pauses[mark.end] >= COMMA
            if beside and (closed or utterance.all_terms("filler", after)):
                return True
        return False

    def _says_not_all(self, utterance: Utterance) -> bool:
        """Whether "not all of them" leaves open which."""
        words = utterance.words
        marks = utterance.of("all_reply")
        return any(words[m.start - 1] == "not" for m in marks if m.start)

    def _used_to(self, utterance: Utterance) -> bool:
        marks = utterance.of("used_to_reply")
        return any(m.start <= 2 for m in marks) and len(utterance.words) <= _BARE
