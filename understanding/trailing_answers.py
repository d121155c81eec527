"""Answers that stand behind what they are about: "numbness? no", "fever - none"."""

from __future__ import annotations

from understanding.mentions import Mention
from understanding.model import ABSENT, UNSURE
from understanding.utterance import COMMA, Utterance

_ANSWERS = ("not_after", "yes_after", "unsure_after", "fine_after")
_SEVERAL = 2


def answer_after(utterance: Utterance, mention: Mention) -> Mention | None:
    """The mention as the answer right behind it means it; None when there is none."""
    _, last = utterance.sentence(mention.end - 1)
    trailing = answers_trail(utterance, mention.start)
    asks = utterance.is_question(mention.start)
    starts = [mention.end]
    if asks and last < len(utterance.words):
        starts.append(last)
    for at in starts:
        if at >= len(utterance.words):
            continue
        for mark in utterance.starting_at(at):
            closed = (
                trailing
                or mark.end == len(utterance.words)
                or utterance.pauses[mark.end] >= COMMA
            )
            opened = utterance.pauses[at] >= COMMA or at == mention.end
            if not (closed and opened):
                continue
            if mark.concept == "not_after":
                # "I can hold it, no problem" is not "Can I hold it? No."
                return (
                    mention
                    if mention.status == ABSENT and not asks
                    else mention.flipped()
                )
            if mark.concept == "yes_after":
                return mention
            if mark.concept == "unsure_after":
                return Mention(mention.finding, UNSURE, mention.start, mark.end)
    return None


def answers_trail(utterance: Utterance, at: int) -> bool:
    """Whether each thing is named, then answered: "fever no weight loss yes"."""
    first, last = utterance.sentence(at)
    answers = utterance.within(first, last, *_ANSWERS)
    if len(answers) < _SEVERAL or answers[0].start == first:
        return False
    closed = any(mark.end == last for mark in answers)
    return closed and not utterance.any_term("subjects", utterance.words[first:last])
