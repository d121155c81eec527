"""How an activity stands to what was said before: "hurts, but not when I run"."""

from __future__ import annotations

from understanding.text.utterance import COMMA, Mark, Utterance

# Words from a "not" to the activity: "not when I", and from it to its "is not".
_LEAD = 4
_VERDICT = 4
# Words of "as long as I don't", and from there to what is not done.
_AVOIDED, _BETWEEN = 9, 3


def is_left_out(utterance: Utterance, activity: Mark) -> bool:
    """Whether it is the exception: "hurts standing, not when I walk", "not on stairs".

    Args:
        utterance: The message.
        activity: The activity.
    """
    at = activity.start
    for i in range(max(0, at - _LEAD), at - 1):
        if not utterance.is_term("verb_denials", i):
            continue
        return utterance.is_term("links", i + 1) and all(
            utterance.is_any_term(("links", "speakers"), k) for k in range(i + 1, at)
        )
    return False


def is_otherwise(utterance: Utterance, activity: Mark) -> bool:
    """Whether only "doesn't" is said of it: "stairs hurt; lifting the baby doesn't".

    Args:
        utterance: The message.
        activity: The activity.
    """
    last = min(len(utterance.words), activity.end + _VERDICT)
    for i in range(activity.end, last):
        if utterance.pauses[i] >= COMMA:
            return False
        for mark in utterance.starting_at(i):
            if mark.concept.startswith(("act.", "eff.")):
                return False
            if mark.concept == "contrary_after" and _denies(utterance, mark):
                return closes(utterance, mark)
    return False


def is_set_right(utterance: Utterance, activity: Mark) -> bool:
    """Whether only "does" is said of it: "Coughing doesn't. Bending does".

    Args:
        utterance: The message.
        activity: The activity.
    """
    return any(
        mark.concept == "contrary_after"
        and not _denies(utterance, mark)
        and closes(utterance, mark)
        for mark in utterance.starting_at(activity.end)
    )


def is_avoided(utterance: Utterance, activity: Mark) -> bool:
    """Whether all is well only without it: "fine as long as I don't lift".

    Args:
        utterance: The message.
        activity: The activity.
    """
    near = max(0, activity.start - _AVOIDED)
    return any(
        mark.end + _BETWEEN >= activity.start
        for mark in utterance.within(near, activity.start, "provided_not")
    )


def leads_to(utterance: Utterance, effect: Mark, activity: Mark) -> bool:
    """Whether the activity is what came of it: "so bad he had to lift me".

    Args:
        utterance: The message.
        effect: What is said of the pain.
        activity: The activity.
    """
    then = effect.end
    return (
        then < activity.start
        and utterance.any_term("to_such_a_degree", utterance.words[effect.start : then])
        and utterance.pauses[then] < COMMA
        and utterance.is_any_term(("subjects", "himself"), then)
        and not utterance.any_term("conditions", utterance.words[then : activity.start])
    )


def is_of_something_else(utterance: Utterance, effect: Mark, activity: Mark) -> bool:
    """Whether a "can't" is of what is done before the activity, or without it.

    "Can't straighten it and I sleep curled up", "can't rise without pushing up"; unlike
    "can't sit, stand or drive".

    Args:
        utterance: The message.
        effect: What is said of the pain.
        activity: The activity.
    """
    if effect.concept != "eff.unable" or effect.end > activity.start:
        return False
    between = range(effect.end, activity.start)
    return any(
        utterance.is_term("without", i)
        or (utterance.is_term("tellers", i) and utterance.is_term("joins_or_so", i - 1))
        for i in between
    )


def closes(utterance: Utterance, mark: Mark) -> bool:
    """Whether what is said ends with it."""
    return mark.end == len(utterance.pauses) or utterance.pauses[mark.end] >= COMMA


def _denies(utterance: Utterance, mark: Mark) -> bool:
    return utterance.any_term("denials", utterance.words[mark.start : mark.end])
