"""What a length of time may be of besides the pain: an age, a job, relief, a wait."""

from __future__ import annotations

from understanding.assertion.speaker import RELATIVES
from understanding.text.durations import Duration
from understanding.text.utterance import COMMA, Utterance
from understanding.values.time_words import is_great_age

# "My mother 62 years": from here on it may be an age.
_AGED = 16 * 52.0
_RELATIVE = 2
# "Twenty years a plasterer".
_TRADE = 52.0
_ASKING = ("asks_of", "asks_if", "asked_with", "and_or_but")
# "It helped for a week".
_LASTED = 3
_WELL_WITHIN = 4
# From "nearer" to the length it is not: "nearer six years than six months".
_RIVAL = 6
# From what has lasted to how long: "taken codeine for two weeks".
_LEAD = 5
# "I ran five days a week for eleven years".
_CAREER_LEAD = 8
# "The steroid jab in my back on Monday".
_DATED_LEAD = 6
# "On prednisolone for polymyalgia for two years".
_TAKEN_LEAD = 8
_TAKEN = frozenset({"steroid", "immuno", "opioid", "pill", "local_steroid"})
_HURTING = ("eff.pain", "hurtful", "sciatic", "site.low_back", "site.buttock")
_PAIN = (*_HURTING, "site.leg")
_SUFFERED = ("eff.pain", "hurtful", "sciatic")
# From how long each bout lasts to "every month".
_EACH_WITHIN = 7
_LONGEST_BOUT = 4.5
# A pregnancy is counted in weeks up to here.
_TERM_WEEKS = 42


def is_something_else(utterance: Utterance, duration: Duration, *, asked: bool) -> bool:
    """An age, a pregnancy, "every 3 weeks", "2 days later".

    Args:
        utterance: The message.
        duration: A length of time in it.
        asked: Whether the message answers how long it has hurt.
    """
    start, end = duration.start, duration.end
    before = utterance.words[max(0, start - 4) : start]
    paused = end < len(utterance.words) and utterance.pauses[end] >= COMMA
    if (
        utterance.is_term("not_after_duration", end)
        and not duration.is_moment
        and not (paused and utterance.is_term("off", end))
    ):
        return not (_is_still_so(utterance, end) or _is_off_with(utterance, end))
    if utterance.is_term("on", end) and utterance.is_term("from", end + 1):
        return True
    if _is_an_age(utterance, duration):
        return True
    if utterance.is_term("compared", start - 1) and utterance.any_term(
        "nearer", utterance.words[max(0, start - _RIVAL) : start]
    ):
        return True
    if _is_of_a_thing(utterance, start, end):
        return True
    article = utterance.is_term("articles", start)
    if article and utterance.is_term("per_time", start - 1):
        return True
    if utterance.is_term("not_before_duration", start - 1):
        suffered = utterance.is_term("of", end) and utterance.within(
            end, end + _LASTED, *_SUFFERED
        )  # "In 11 years of buttock pain"
        return not ((asked or suffered) and utterance.is_term("in", start - 1))
    if utterance.any_term("not_around_duration", before) and not (
        utterance.is_term("ago", end)
        and utterance.pause_between(max(0, start - 4), start) >= COMMA
    ):
        return True
    if utterance.any_term("pregnant", utterance.words[end : end + 3]):
        return True
    told = utterance.within(start - _LASTED, start, *_PAIN)
    led = utterance.is_term("duration_leads", start - 1)
    if utterance.has("unborn") and not (told or led):
        return not (asked or utterance.is_term("ago", end))
    if utterance.within(start, end, "both_ways"):
        return True
    swapping = utterance.of("side.alternating")
    return any(mark.start <= start < mark.end for mark in swapping)


def is_of_an_event(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is when something was done or had: "had a temp last night".

    Only a moment named without "since", right behind what it dates.
    """
    start = duration.start
    if not duration.is_moment or utterance.is_term("since_words", start - 1):
        return False
    first, _ = utterance.sentence(start)
    lead = max(first, start - _DATED_LEAD)
    dated = utterance.within(lead, start, "dated")
    return any(not utterance.within(mark.end, start, *_SUFFERED) for mark in dated)


def is_other_than_pain(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is how long a job, a drug, relief or another part's ill lasted."""
    return (
        is_of_a_habit(utterance, duration)
        or _is_of_so_many(utterance, duration)
        or _is_of_relief(utterance, duration)
        or _is_of_one_side(utterance, duration)
        or _is_of_another_part(utterance, duration)
        or _is_of_a_pregnancy(utterance, duration)
    )


def is_asked_in_general(utterance: Utterance, start: int) -> bool:
    """Whether it is asked of anybody: "can it really last for years?"."""
    first, last = utterance.sentence(start)
    opening = max(
        i for i in range(first, start + 1) if i == first or utterance.pauses[i] >= COMMA
    )
    # "Back's been bad a month, why?" tells before it asks.
    if not utterance.is_any_term(_ASKING, opening) and not utterance.is_any_term(
        _ASKING, first
    ):
        return False
    asked = utterance.is_question(start) and start > first
    return asked and not utterance.any_term("self", utterance.words[first:last])


def is_of_a_trade(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is what somebody has been: "twenty years a plasterer"."""
    start, end = duration.start, duration.end
    if duration.weeks < _TRADE:
        return False
    for_it = start - utterance.is_any_term(("for", "of"), start - 1)
    article = utterance.is_term("articles", end)
    paused = end < len(utterance.words) and utterance.pauses[end] >= COMMA
    trades = (
        *([] if paused else utterance.starting_at(end + article)),
        *utterance.within(for_it - 1, for_it, "trade"),
    )
    if any(mark.concept == "trade" for mark in trades):
        return True
    if any(
        utterance.pause_between(mark.start, start) < COMMA
        for mark in utterance.within(start - _LEAD, start, *_SUFFERED)
    ):
        return False  # "Back pain on and off five years as a warehouse man"
    if utterance.within(end, end + _LEAD, *_PAIN):
        return False
    return article or any(
        mark.concept == "of_a_career" for mark in utterance.starting_at(end)
    )


def is_of_a_habit(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is how long a drug, a job or a habit has lasted."""
    if any(
        mark.concept in _TAKEN
        for mark in utterance.starting_at(duration.end + 1)
        if utterance.is_term("on", duration.end)
    ):
        return True
    first, last = utterance.sentence(duration.start)
    lead = max(first, duration.start - _LEAD)
    habits = utterance.within(lead, duration.start, "time.habit", "wallet", "pursuit")
    if duration.weeks >= _TRADE:
        lead = max(first, duration.start - _CAREER_LEAD)
        habits += utterance.within(lead, duration.start, "career")
    if utterance.within(first, last, *_TAKEN) and not utterance.within(
        first, last, *_PAIN
    ):
        return True
    lead = max(first, duration.start - _TAKEN_LEAD)
    habits += [
        mark
        for mark in utterance.within(lead, duration.start, *_TAKEN)
        if not utterance.any_term(
            "and_or_but", utterance.words[mark.end : duration.start]
        )
    ]
    return any(
        not utterance.within(mark.end, duration.start, *_PAIN) for mark in habits
    ) or any(
        mark.concept == "of_a_treatment" for mark in utterance.starting_at(duration.end)
    )


def _is_an_age(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is somebody's age: "my mother 62 years", "I am 52 years"."""
    start, end = duration.start, duration.end
    if end - start != 2 or not utterance.words[start].isdigit():
        return False
    if duration.weeks < _AGED or utterance.is_term("ago", end):
        return False
    if utterance.within(start - _RELATIVE, start, *RELATIVES):
        return duration.weeks > _AGED
    if utterance.is_term("no_age_before", end):
        return False
    sexes = utterance.of("sex.female", "sex.male")
    paused = end >= len(utterance.words) or utterance.pauses[end] >= COMMA
    return (
        utterance.is_term("i_am", start - 1)
        or utterance.is_term("after_age", end)
        or is_great_age(utterance, start, end)
        or any(mark.end == start or mark.start == end for mark in sexes)
        # "I have 66 years and …", as in French or Portuguese.
        or (
            utterance.is_term("have", start - 1)
            and (paused or utterance.is_term("and_or_but", end))
        )
    )


def _is_of_a_thing(utterance: Utterance, start: int, end: int) -> bool:
    """Whether it tells of what kind something is: "a 12 hour shift"."""
    return (
        utterance.is_term("articles", start - 1)
        and not utterance.is_any_term(("single_digits_only", "fractions"), start)
        and end < len(utterance.words)
        and utterance.pauses[end] < COMMA
        and not utterance.is_term("history_of", end)
        and not any(m.concept in _HURTING for m in utterance.starting_at(end))
    )


def _is_still_so(utterance: Utterance, end: int) -> bool:
    """Whether it goes on: "two weeks later I still can't bend", "I can't sit"."""
    if not utterance.is_term("later", end):
        return False
    behind = utterance.words[end + 1 : end + 1 + _LASTED]
    return utterance.any_term("still", behind) or (
        # "Ten days later I've got …": but "three days later it was fine".
        utterance.any_term("speaker_states", behind)
        or (
            utterance.any_term("self", behind)
            and utterance.any_term("present_verbs", behind)
        )
    )


def _is_off_with(utterance: Utterance, end: int) -> bool:
    """Whether the pain kept somebody away: "three weeks off work with sciatica"."""
    if utterance.is_term("old", end):
        return False
    with_it = [k for k in range(end, end + _LEAD) if utterance.is_term("with_it", k)]
    return any(utterance.within(k, k + _LASTED, *_PAIN) for k in with_it)


def _is_of_relief(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is how long it was well: "was fine for a year", "nothing for 3"."""
    start = duration.start
    if not utterance.is_term("for", start - 1):
        return False
    first, _ = utterance.sentence(start)
    lead = max(first, start - _WELL_WITHIN)
    return any(
        mark.end >= start - 2 and utterance.pause_between(mark.end - 1, start) < COMMA
        for mark in utterance.within(lead, start, "well_for")
    )


def is_of_each_time(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is how long each bout lasts: "a week of it every month".

    So it is where one is well behind it: "two days, then I'm a normal person".
    """
    start, end = duration.start, duration.end
    if duration.weeks > _LONGEST_BOUT:
        return False
    if any(mark.start == end for mark in utterance.within(end, end + 3, "each_time")):
        return True  # "Limping for a week every month"
    if utterance.is_term("duration_leads", start - 1):
        return False
    _, last = utterance.sentence(start)
    near = min(last, end + _EACH_WITHIN)
    if utterance.is_term("joins", end):
        return any(m.start == end for m in utterance.within(end, near, "well_between"))
    then = end + utterance.is_term("and_or_but", end)
    if utterance.is_term("then", then):
        return bool(utterance.within(then, near, "well_between"))
    return any(
        utterance.pause_between(start, mark.start) < COMMA
        for mark in utterance.within(end, near, "each_time")
    )


def _is_of_so_many(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is of what is counted by the day: "40 a day for years"."""
    start = duration.start
    at = start - utterance.is_any_term(("for", "since"), start - 1)
    counted = start if utterance.is_term("articles", start) else at - 2
    return (
        utterance.is_term("articles", counted)
        and utterance.is_term("a_day", counted + 1)
        and utterance.words[max(0, counted - 1) : counted] != []
        and utterance.words[counted - 1].isdigit()
    )


def _is_of_one_side(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is one turn of a pain that swaps: "left for a week, then right"."""
    start = duration.start
    return utterance.has("side.alternating") and bool(
        utterance.within(start - _LASTED, start, "side.left", "side.right")
    )


def _is_of_another_part(utterance: Utterance, duration: Duration) -> bool:
    """Whether the sentence is of parts we are not about: a shoulder, a cough."""
    first, last = utterance.sentence(duration.start)
    marks = {m.concept for i in range(first, last) for m in utterance.starting_at(i)}
    sites = {concept for concept in marks if concept.startswith("site.")}
    named = "site.elsewhere" in sites or "minor_illness" in marks
    if not named or sites - {"site.elsewhere"} or "sciatic" in marks:
        return False
    # "Groin pain. Shivering, teeth going, off my food, 4 days."
    closes = utterance.pauses[duration.start] >= COMMA and duration.end == last
    return not (closes and utterance.has(*_HURTING))


def _is_of_a_pregnancy(utterance: Utterance, duration: Duration) -> bool:
    """Whether a message of a pregnancy opens with its week: "38 weeks and my bump"."""
    return (
        duration.start == 0
        and duration.weeks <= _TERM_WEEKS
        and utterance.is_term("weeks", duration.end - 1)
        and utterance.has("carrying_a_child")
    )
