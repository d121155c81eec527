"""How the interview goes on: the next question, the same one again, or the advice.

The engine decides what comes next; this only looks at what the last message brought.
"""

from __future__ import annotations

from dataclasses import replace

import knowledge
from bot.actions.advising import advise, revise
from bot.actions.affirmed import PATIENCE
from bot.actions.asking import ask, ask_again, is_whole, reopen
from bot.actions.interview import Doubt, Interview, Stage
from bot.actions.parts import KB, SPEAKER
from bot.actions.turn import Turn
from knowledge import Answer, Ask, Assessment, How, Status
from rendering import Message


def carry_on(interview: Interview) -> Turn:
    """The turn after a message that was meant for the interview."""
    news = interview.news
    if news.elsewhere:
        return Turn(interview)  # said already; nothing is asked in the same breath
    if news.alarmed:
        return _after_the_alarm(interview)
    if news.stale:
        return resume(interview).after(SPEAKER.statement("button_is_old"))
    if news.problem or interview.stage is Stage.NEW:
        return resume(interview)
    if interview.pending and not news.says_something:
        return _nothing_heard(interview)
    return go_on(interview)


def resume(interview: Interview) -> Turn:
    """Where the interview stands: introduction, invitation, question or advice."""
    if interview.stage is Stage.NEW:
        return introduce(interview)
    if interview.stage is Stage.INTRODUCED and not interview.case.answers:
        invited = replace(interview, stage=Stage.TALKING)
        return Turn(invited, (SPEAKER.statement("begin_first"),))
    pending = interview.pending
    return ask_again(interview, pending) if pending else go_on(interview)


def back_to_it(interview: Interview) -> Turn:
    """After something in between: the same as before, unless the advice was given."""
    given = (Stage.EMERGENCY, Stage.RESULT, Stage.STOPPED)
    if interview.stage in given and interview.pending is None:
        return Turn(interview)
    return resume(interview)


def introduce(interview: Interview) -> Turn:
    """The first words; what was said before them is not asked for again."""
    introduced = replace(interview, stage=Stage.INTRODUCED)
    heard = interview.news.says_something
    turn = go_on(introduced) if heard else Turn(introduced)
    return turn.after(SPEAKER.introduction())


def go_on(interview: Interview) -> Turn:
    """Says what was noted, then the next question or the advice."""
    pending, news = interview.pending, interview.news
    remarks = (SPEAKER.statement(news.remark),) if news.remark else ()
    if news.doubt is not None:
        turn = _make_sure(interview, news.doubt)
    elif pending and (news.remark or (pending.reopened and is_whole(pending))):
        turn = ask_again(interview, pending)
    else:
        turn = _next(interview)
    return turn.after(*_acknowledged(interview), *remarks)


def _next(interview: Interview) -> Turn:
    step = knowledge.next_step(KB, interview.case)
    if isinstance(step, Assessment):
        return advise(interview, step)
    revised = revise(interview)
    turn = ask(revised.interview, step).after(*revised.messages)
    if step.alarm_stands and not interview.news.says_something:
        turn = turn.after(
            SPEAKER.emergency(knowledge.assess(KB, interview.case), interview.case)
        )
    return turn


def _after_the_alarm(interview: Interview) -> Turn:
    """Nothing more, unless one thing that is not known could take the alarm back."""
    step = knowledge.next_step(KB, interview.case)
    return ask(interview, step) if isinstance(step, Ask) else Turn(interview)


def _make_sure(interview: Interview, doubt: Doubt) -> Turn:
    """Asks for what was perhaps not meant as it was heard."""
    asking = [q for q in KB.questions.values() if doubt.findings[0] in q.findings]
    turn = reopen(interview, asking[0], doubt.findings) if asking else _next(interview)
    return turn.after(SPEAKER.statement(doubt.phrase, words=doubt.words))


def _nothing_heard(interview: Interview) -> Turn:
    """Asks again, then offers ways out, and in the end leaves the question open.

    Beside an alarm nothing is asked twice: the alarm is said again instead.
    """
    if interview.pending is not None and interview.pending.after_alarm:
        return go_on(_left_open(interview))
    count = interview.misunderstood + 1
    lost = replace(interview, misunderstood=count)
    if count == 1:
        known = [interview.case.current[finding] for finding in interview.news.known]
        heard = SPEAKER.noted(known) if known else SPEAKER.statement(_at_a_loss(lost))
        return resume(lost).after(heard)
    if count < PATIENCE:
        return resume(lost).after(
            SPEAKER.statement("rephrase"), SPEAKER.person_instead()
        )
    turn = go_on(_left_open(interview))
    return turn.after(SPEAKER.statement("taken_as_unsure"))


def _at_a_loss(interview: Interview) -> str:
    pending = interview.pending
    return "which_of_them" if pending and pending.affirmed else "not_understood"


def _left_open(interview: Interview) -> Interview:
    """The interview with "unsure" for what was asked in vain and never answered."""
    pending = interview.pending
    waiting = pending.findings if pending else ()
    unsure = tuple(
        Answer(
            finding=finding,
            status=Status.UNSURE,
            said_by=interview.speaker,
            how=How.INFERRED,
            turn=interview.turn,
            question=pending.question if pending else None,
        )
        for finding in waiting
        if interview.case.status(finding) is None
    )
    return replace(
        interview, case=interview.case.add(*unsure), pending=None, misunderstood=0
    )


def _acknowledged(interview: Interview) -> tuple[Message, ...]:
    """What was understood of typed words, so that a mistake can be seen."""
    news = interview.news
    if not news.typed:
        return ()
    earlier = {a.finding for a in interview.case.answers if a.turn < interview.turn}
    doubtful = news.doubt.findings if news.doubt else ()
    certain = [a for a in news.answers if a.finding not in doubtful]
    changed = tuple(a for a in certain if a.finding in earlier)
    added = tuple(
        answer
        for answer in certain
        if answer not in changed
        and (answer.question is None or answer.status is Status.PRESENT)
    )
    said = []
    if news.about_other:
        said.append(SPEAKER.statement("about_other"))
    if changed:
        words = SPEAKER.voice.answers(changed)
        said.append(SPEAKER.statement("corrected", findings=words))
    if added:
        said.append(SPEAKER.noted(added))
    return tuple(said)
