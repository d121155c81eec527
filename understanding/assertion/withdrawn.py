"""What an earlier answer said and this message takes back.

"Forget the fever, that was my son's", "I said I was on steroids, I meant statins", "the
cancer thing was my wife's, not mine". All are inferred denials: of a red flag it is
asked once more before they count. What is set aside for something that matters more
("forget the pain, it's the numbness that frightens me") is not taken back, nor what is
only put otherwise ("I said a stone, my mistake, it's two"). A no that is taken back
("I said I pee fine, I lied") is heard as an inferred yes.
"""

from __future__ import annotations

from dataclasses import replace

from understanding.lexicon import NOT_CLAIMED, Lexicon
from understanding.mentions import Mention
from understanding.model import ABSENT, PRESENT
from understanding.text.utterance import COMMA, Mark, Utterance

# Words from "I said" or "forget" to what it was said of, from there to the reason, and
# from what was told to a "was" of its own.
_LEAD = 9
_NEAR = 10
_OWN = 3
# Words in which whom or what was meant instead is named.
_NAMED = 4
_PEOPLE = (
    "relative.male",
    "relative.female",
    "relative.other",
    "acquaintance",
    "animal",
)
_STANDS = ("so_it_is", "still", "meant_yes")


def withdrawn(
    utterance: Utterance, mention: Mention, lexicon: Lexicon
) -> Mention | None:
    """The mention as absent, or present after all; None when nothing is taken back."""
    if mention.value is not None:
        return None
    # "I told you it stops at the knee but it doesn't": where it hurts is put otherwise.
    if mention.finding.startswith("site_"):
        return None
    quoted = _quote(utterance, mention)
    if mention.status == ABSENT:
        return _owned(mention) if _is_no_more(utterance, mention, quoted) else None
    if mention.status == NOT_CLAIMED:
        # "I said yes to steroids but it's only a nasal spray".
        within = [
            mark
            for mark in utterance.within(mention.start, mention.end, _TOLD)
            if not utterance.any_term(
                "denials", utterance.words[mark.start : mention.end]
            )
        ]
        told = within or (
            quoted is not None
            and not utterance.any_term(
                "denials", utterance.words[quoted.start : mention.start]
            )
        )
        return _denied(mention) if told else None
    if quoted is not None and utterance.any_term(
        "denials", utterance.words[quoted.start : mention.start]
    ):
        return _owned(mention) if _is_no_more(utterance, mention, quoted) else None
    set_aside = _is_set_aside(utterance, mention)
    mistaken = _is_mistaken(utterance, mention)
    if _stands(utterance, mention):
        return None
    if set_aside or quoted is not None:
        reason = mistaken or _is_anothers(utterance, mention)
        reason = reason or _denies_it(utterance, mention)
        if quoted is not None:
            named = mention.finding in lexicon.history
            reason = reason or (named and _means_another(utterance, mention))
        if reason or (set_aside and _is_all(utterance, mention)):
            return _denied(mention)
        return None
    named_wrong = _is_mistaken(utterance, mention, at_once=True)
    owner = _is_anothers(utterance, mention, at_once=True)
    return _denied(mention) if named_wrong or owner else None


def _denied(mention: Mention) -> Mention:
    return replace(mention, status=ABSENT, certain=False)


def _owned(mention: Mention) -> Mention:
    return replace(mention, status=PRESENT, certain=False)


def _is_no_more(utterance: Utterance, mention: Mention, quoted: Mark | None) -> bool:
    """Whether the no of an earlier answer does not hold: "I said no fever, I lied"."""
    if quoted is None or quoted.end > mention.start or _has_turns(utterance, mention):
        return False
    return (
        _is_mistaken(utterance, mention)
        or _stands(utterance, mention)
        or _is_undone(utterance, mention)
        or utterance.any_term(
            "sets_aside", utterance.words[max(0, quoted.start - _OWN) : quoted.start]
        )
    )


def _has_turns(utterance: Utterance, mention: Mention) -> bool:
    """Whether it goes on behind a comma, and so says more than was said before."""
    return utterance.pause_between(mention.start, mention.end - 1) >= COMMA


def _is_undone(utterance: Utterance, mention: Mention) -> bool:
    """Whether a no was of then, or a slip: "that was last week", "by mistake"."""
    return any(
        _closes(utterance, mark.end)
        for mark in utterance.within(mention.end, mention.end + _NEAR, "undoes_a_no")
    )


def _quote(utterance: Utterance, mention: Mention) -> Mark | None:
    """The "I said" of an earlier answer, before it or right behind it."""
    behind = [m for m in utterance.starting_at(mention.end) if m.concept == _TOLD]
    before = [
        mark
        for mark in utterance.within(mention.start - _LEAD, mention.start, _TOLD)
        if utterance.pause_between(mark.end - 1, mention.start) < COMMA
        # "I told my husband I'd a fever" quotes no answer given here.
        and not utterance.within(mark.end, mention.start, *_PEOPLE)
    ]
    return next(iter([*before[-1:], *behind]), None)


def _is_set_aside(utterance: Utterance, mention: Mention) -> bool:
    """Whether "forget the", "ignore what I said about" leads right to it."""
    # "Forget sex, I feel nothing" sets the sex aside, and not that nothing is felt.
    if _has_turns(utterance, mention):
        return False
    for i in range(mention.start - 1, max(-1, mention.start - _LEAD - 1), -1):
        if utterance.pauses[i + 1] >= COMMA:
            return False
        if utterance.is_term("sets_aside", i):
            return not (
                utterance.is_term("denials", i - 1)
                or utterance.is_term("to", i - 1)
                or utterance.is_term("speakers", i - 1)
            )
        if not utterance.is_term("sets_aside_way", i):
            return False
    return False


def _stands(utterance: Utterance, mention: Mention) -> bool:
    """Whether it is said to be so after all: "forget what I said, it is there"."""
    return any(
        (
            utterance.pause_between(mention.end - 1, mark.start) >= COMMA
            or utterance.is_term("and_or_but", mark.start - 1)
        )
        and not utterance.is_term("denials", mark.end)
        for mark in utterance.within(mention.end, mention.end + _NEAR, *_STANDS)
    )


def _is_mistaken(
    utterance: Utterance, mention: Mention, *, at_once: bool = False
) -> bool:
    """Whether it is called a mistake behind it.

    Only "a mistake", and no "wrong", where nothing else says that an answer is spoken
    of: "my bladder is all wrong" tells of a bladder.
    """
    near = mention.end + (_OWN + 2 if at_once else _NEAR)
    concepts = (_MISTAKE,) if at_once else (_MISTAKE, "called_wrong")
    return any(
        (not at_once or _leads_on(utterance, mention.end, mark.start))
        and _closes(utterance, mark.end)
        and not _is_put_otherwise(utterance, mark)
        for mark in utterance.within(mention.end, near, *concepts)
    )


def _is_put_otherwise(utterance: Utterance, mistake: Mark) -> bool:
    """Whether only how much or where was wrong: "my mistake, it's two stone"."""
    behind = utterance.words[mistake.end : mistake.end + _NAMED]
    return utterance.any_term("how_else", behind)


def _is_anothers(
    utterance: Utterance, mention: Mention, *, at_once: bool = False
) -> bool:
    """Whether it is said to be another's: "that was my son's", "not mine"."""
    near = mention.end + _NEAR
    if not at_once and any(
        _closes(utterance, mark.end)
        for mark in utterance.within(mention.end, near, "not_of_mine")
    ):
        return True
    for i in range(mention.end, min(near, len(utterance.words))):
        if at_once and not _leads_on(utterance, mention.end, i):
            return False
        if utterance.is_term("was_or_meant", i):
            people = utterance.within(i + 1, i + 1 + _NAMED, *_PEOPLE)
            if any(
                utterance.pause_between(i, person.start) < COMMA
                and utterance.all_terms(
                    "before_whose", utterance.words[i + 1 : person.start]
                )
                and _closes(utterance, person.end)
                for person in people
            ):
                return not at_once or _is_told_once(utterance, mention)
    return False


def _is_told_once(utterance: Utterance, mention: Mention) -> bool:
    """Whether it is spoken of as known: "the cancer was my wife's"."""
    return utterance.is_any_term(("known_already", "the"), mention.start - 1)


def _leads_on(utterance: Utterance, start: int, end: int) -> bool:
    """Whether only "thing", "that I mentioned" and the like stand between."""
    return end - start <= _OWN and utterance.all_terms(
        "of_what_was_told", utterance.words[start:end]
    )


def _means_another(utterance: Utterance, mention: Mention) -> bool:
    """Whether something else was meant: "I said steroids, I meant statins".

    "I meant my right leg", "I meant really weak", "I meant a kidney one" say only how
    it is; so does what is meant by a complaint ("I said I leak, I meant a flood").
    """
    for mark in utterance.within(mention.end, mention.end + _NEAR, "i_meant"):
        named = utterance.words[mark.end : mark.end + _NAMED]
        if (
            named
            and not utterance.any_term("meant_so", named)
            and not any(
                found.concept.startswith(("site.", "side."))
                for i in range(mark.end, min(mark.end + _NAMED, len(utterance.words)))
                for found in utterance.starting_at(i)
            )
        ):
            return True
    return False


def _denies_it(utterance: Utterance, mention: Mention) -> bool:
    """Whether what follows says that it is not so: "but I don't", "it's normal"."""
    near = mention.end + _NEAR
    return any(
        _closes(utterance, mark.end)
        for mark in utterance.within(mention.end, near, "meant_no", "has_none")
    )


def _is_all(utterance: Utterance, mention: Mention) -> bool:
    """Whether nothing follows: "forget the fever", said alone.

    "Forget the fever. I can't feel my leg" sets it aside for what matters more.
    """
    return mention.end == len(utterance.words)


def _closes(utterance: Utterance, end: int) -> bool:
    return (
        end == len(utterance.words)
        or utterance.pauses[end] >= COMMA
        or utterance.is_any_term(("closes_a_correction", "and_or_but"), end)
    )


_TOLD = "told_before"
_MISTAKE = "a_mistake"
