"""What is taken to another channel: all but an old "no" to a warning sign."""

from __future__ import annotations

import knowledge
from bot.actions.parts import KB
from bot.channels.moving import resumed
from knowledge import Answer, Ask, Case, Status

SAFETY = sorted(KB.red_flag_findings)


def told(status: Status) -> Case:
    """Somebody with back pain who was asked about every warning sign."""
    about = [
        Answer(finding="site_low_back", status=Status.PRESENT),
        Answer(finding="age_years", status=Status.PRESENT, value=44.0),
        Answer(finding="sex", status=Status.PRESENT, value="male"),
    ]
    flags = (Answer(finding=f, status=status) for f in SAFETY if f not in KB_VALUES)
    return Case().add(*about, *flags)


KB_VALUES = {f for f, record in KB.findings.items() if record.choices or record.unit}


def test_warning_signs_that_were_denied_or_left_open_are_asked_again() -> None:
    for status in (Status.ABSENT, Status.UNSURE, Status.DECLINED):
        moved = resumed(told(status)).case
        assert not moved.current.keys() & (set(SAFETY) - KB_VALUES)
        assert moved.status("site_low_back") is Status.PRESENT
        step = knowledge.next_step(KB, moved)
        assert isinstance(step, Ask) and step.question.is_safety


def test_a_warning_sign_that_was_reported_stays_reported() -> None:
    flag = "saddle_numbness" if "saddle_numbness" in SAFETY else SAFETY[0]
    case = told(Status.ABSENT).add(Answer(finding=flag, status=Status.PRESENT))
    moved = resumed(case).case
    assert moved.status(flag) is Status.PRESENT
    before, after = knowledge.assess(KB, case).level, knowledge.assess(KB, moved).level
    assert after.rank <= before.rank


def test_moving_never_lowers_the_urgency() -> None:
    for flag in SAFETY:
        if flag not in KB_VALUES:
            case = Case().add(Answer(finding=flag, status=Status.PRESENT))
            level = knowledge.assess(KB, case).level
            assert knowledge.assess(KB, resumed(case).case).level.rank <= level.rank
