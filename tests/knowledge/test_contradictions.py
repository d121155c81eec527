"""What does not go together is found, and never lowers what was reported."""

from __future__ import annotations

from itertools import product

import knowledge
from knowledge import Case, Contradiction, Status

KB = knowledge.load()


def test_a_foot_that_drops_contradicts_a_denied_weakness() -> None:
    case = Case().say("weakness", Status.ABSENT).say("foot_drop", Status.PRESENT)
    assert knowledge.contradictions(KB, case) == (
        Contradiction(denied="weakness", reported="foot_drop"),
    )


def test_what_goes_together_is_no_contradiction() -> None:
    for weakness in (Status.PRESENT, Status.UNSURE, Status.DECLINED):
        case = Case().say("weakness", weakness).say("foot_drop", Status.PRESENT)
        assert knowledge.contradictions(KB, case) == ()
    neither = Case().say("weakness", Status.ABSENT).say("foot_drop", Status.ABSENT)
    assert knowledge.contradictions(KB, neither) == ()


def test_the_later_word_settles_it() -> None:
    case = Case().say("weakness", Status.ABSENT).say("foot_drop", Status.PRESENT)
    settled = case.say("weakness", Status.PRESENT)
    assert knowledge.contradictions(KB, settled) == ()


def test_a_contradiction_never_lowers_the_level() -> None:
    pairs = [(f.id, implied) for f in KB.findings.values() for implied in f.implies]
    assert pairs
    for (reported, implied), order in product(pairs, (0, 1)):
        alone = Case().say(reported, Status.PRESENT)
        denied = Case().say(implied, Status.ABSENT)
        both = Case((*alone.answers, *denied.answers)[:: 1 if order else -1])
        before = knowledge.assess(KB, alone).level
        assert knowledge.assess(KB, both).level.rank <= before.rank
