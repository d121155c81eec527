"""Whether words claim a finding for the speaker: not another's, not a mere saying."""

from __future__ import annotations

from understanding.lexicon import NOT_CLAIMED, Lexicon
from understanding.mentions import Mention
from understanding.text.utterance import COMMA, SENTENCE, Mark, Utterance

_RELATIVES = (
    "relative.male",
    "relative.female",
    "relative.other",
    "acquaintance",
    "family_history",
)
# Words into the next sentence: "My dad is incontinent. So am I."
_NEXT_SENTENCE = 5
# Words from "I had" to what one had.
_OWN_LEAD = 4
# Words from somebody to a verb of their own: "my dad also fell".
_OWN_VERB = 2
# Words from the "who" or "her" that goes on about somebody to what is told of them.
_STILL_THEM = 3


def is_claimed(
    utterance: Utterance, lexicon: Lexicon, mention: Mention, *, about_other: bool
) -> bool:
    """Whether the mention is told as somebody's own complaint.

    Args:
        utterance: The message.
        lexicon: The words of its language.
        mention: What its words mean by themselves.
        about_other: Whether the whole message is for somebody else.
    """
    if mention.status == NOT_CLAIMED or _is_figurative(utterance, lexicon, mention):
        return False
    if about_other or mention.finding in lexicon.family:
        return True
    return not _is_someone_elses(utterance, mention)


def _is_figurative(utterance: Utterance, lexicon: Lexicon, mention: Mention) -> bool:
    """Whether it is a figure of speech: "feel like I've been hit by a truck"."""
    first, last = utterance.sentence(mention.start)
    if any(
        saying.start < mention.end and mention.start < saying.end
        for saying in utterance.within(first, last, "saying")
        if not utterance.within(saying.start, last, "meant_literally")
    ):
        return True
    if mention.finding not in lexicon.figurative:
        return False
    return any(
        simile.end >= mention.start
        or utterance.all_terms(
            "simile_way", utterance.words[simile.end : mention.start]
        )
        for simile in utterance.within(first, mention.start, "simile")[-1:]
    )


def _is_someone_elses(utterance: Utterance, mention: Mention) -> bool:
    """Whether it is told of a relative while the message is about the speaker."""
    first, last = utterance.sentence(mention.start)
    if _is_professionals(utterance, mention):
        return True
    relatives = utterance.within(first, mention.start, *_RELATIVES, "animal")
    relatives = [
        r
        for r in relatives
        if not _speaks_of_the_speaker(utterance, r.end)
        and not _is_addressed(utterance, r)
        and (
            _goes_on_about_them(utterance, r.end, mention.start)
            or (
                (r.concept != "animal" or _is_the_subject(utterance, r.start))
                and not _is_handled(utterance, r.start, r.end)
            )
        )
    ]
    if not relatives:
        return bool(
            utterance.within(mention.end, last, "family_history")
        ) and not _is_told_of_oneself(utterance, mention)
    between = utterance.words[relatives[-1].end : mention.start]
    within = utterance.words[mention.start : mention.end]
    if utterance.any_term("self", between) or utterance.any_term("my_own", within):
        return False
    paused = any(
        utterance.pauses[i] >= SENTENCE for i in range(relatives[-1].end, mention.start)
    )
    return not paused and not _is_speakers_too(utterance, mention)


def _is_told_of_oneself(utterance: Utterance, mention: Mention) -> bool:
    """Whether "I had …" leads into it: "I had cancer, and it runs in the family"."""
    first, _ = utterance.sentence(mention.start)
    return any(
        (
            utterance.is_term("speaker_states", i)
            or (utterance.is_term("speaker", i) and utterance.is_term("has_it", i + 1))
        )
        and not utterance.any_term("and_or_but", utterance.words[i : mention.start])
        and utterance.pause_between(i, mention.start) < COMMA
        for i in range(max(first, mention.start - _OWN_LEAD), mention.start)
    )


def _is_the_subject(utterance: Utterance, at: int) -> bool:
    """Whether a statement begins with what stands at word `at`: "my dog is weak".

    Not the horse one "fell off", nor the dog one tripped over.
    """
    first, _ = utterance.sentence(at)
    at = _with_its_article(utterance, at)
    return (
        at == first
        or utterance.pauses[at] >= COMMA
        or utterance.is_term("and_or_but", at - 1)
        or utterance.is_term("makes_a_subject", at - 1)
    )


def _is_handled(utterance: Utterance, start: int, end: int) -> bool:
    """Whether the speaker only did something with them: "lifting mum out of bed".

    As much is told by "since the twins", "fell over the baby gate"; but "since my dad
    fell" tells of him.
    """
    led = _with_its_article(utterance, start) - 1
    _, last = utterance.sentence(start)
    return utterance.is_term("handling", led) and not any(
        utterance.is_term("ones_own_verb", i)
        and not utterance.is_term("to_theirs", i - 1)
        and utterance.pause_between(start, i) < COMMA
        and not utterance.any_term("and_or_but", utterance.words[end:i])
        for i in range(end, min(end + _OWN_VERB, last))
    )


def _goes_on_about_them(utterance: Utterance, after: int, at: int) -> bool:
    """Whether word `at` is still told of them: "lifting mum, who can't hold her wee".

    As much as "carrying dad with his bad heart", unlike "lifting her onto her bed".
    """
    if after == at - 1 and utterance.is_term("with_it", after):
        return True
    for i in range(at - 1, max(after, at - _STILL_THEM) - 1, -1):
        if (
            utterance.is_term("and_or_but", i)
            or utterance.pause_between(i, at) >= COMMA
        ):
            return False
        if utterance.is_term("goes_on_about", i):
            return True
        if utterance.is_term("theirs", i) and (
            i == at - 1
            or any(m.concept.startswith("site.") for m in utterance.starting_at(i + 1))
        ):
            return True
    return False


def _with_its_article(utterance: Utterance, at: int) -> int:
    """Where "my", "the" or "an" before word `at` stands ("my old dog"), or `at`."""
    first, _ = utterance.sentence(at)
    for led in (at - 1, at - 2):
        if led >= first and utterance.is_term("before_somebody", led):
            return led
    return at


def _is_addressed(utterance: Utterance, somebody: Mark) -> bool:
    """Whether the reader is spoken to: "nah mate no fever", "just that, old friend"."""
    at = somebody.start
    if not utterance.is_term("addressed", at) or somebody.end - at > 1:
        return False
    if utterance.is_any_term(("before_somebody", "own"), at - 1) or (
        utterance.is_any_term(("before_somebody", "own"), at - 2)
        and utterance.pause_between(at - 2, at) < COMMA
    ):
        return False
    return (
        somebody.end == len(utterance.words)
        or utterance.pauses[somebody.end] >= COMMA
        or utterance.is_term("greets", at - 1)
    )


def _speaks_of_the_speaker(utterance: Utterance, end: int) -> bool:
    """Whether somebody only speaks of the speaker: "my wife says I …"."""
    return utterance.is_term("says", end) and any(
        utterance.is_term("about_me", i) for i in (end + 1, end + 2)
    )


def _is_professionals(utterance: Utterance, mention: Mention) -> bool:
    """Whether it is told right of somebody met at work or in care.

    Only "my doctor has …": what a doctor says, finds or asks is about the speaker.
    """
    first, _ = utterance.sentence(mention.start)
    met = [
        mark
        for mark in utterance.within(first, mention.start, "professional")
        if utterance.is_term("my", mark.start - 1)
        and utterance.is_term("has_it", mark.end)
        and utterance.all_terms("has_it", utterance.words[mark.end : mention.start])
    ]
    return bool(met) and not _is_speakers_too(utterance, mention)


def _is_speakers_too(utterance: Utterance, mention: Mention) -> bool:
    """Whether the speaker has it as well: "my mum can't, and neither can I"."""
    first, last = utterance.sentence(mention.start)
    too = utterance.within(mention.end, last + _NEXT_SENTENCE, "speaker_too")
    return any(
        # "Will I get it too?" asks.
        not utterance.is_term("modals", mark.start - 1)
        for mark in too
    ) or bool(utterance.within(first, mention.start, "speaker_and"))
