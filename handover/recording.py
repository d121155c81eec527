"""Makes the record of a case: the same case and encounter always give the same one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import knowledge
from handover.encounter import Encounter
from handover.record import (
    FindingStatus,
    Pattern,
    Record,
    RedFlag,
    Report,
    Told,
    Triage,
    Turn,
)
from handover.versions import versions
from knowledge import Aim
from knowledge.case import Answer, Case, How, SaidBy
from knowledge.model import Level
from knowledge.results import Assessment, Candidate, Direction
from rendering import Speaker

_FLAGS = {"red_flag": True, "not_excluded": False}


def record(
    speaker: Speaker,
    case: Case,
    encounter: Encounter,
    *,
    turns: Iterable[Turn] | None = None,
    told: Iterable[Told] | None = None,
    emergencies: Iterable[str] = (),
    at_least: Level | None = None,
) -> Record:
    """The record of a case as things stand, complete or not.

    Args:
        speaker: with the knowledge to assess by and the words the advice was told in.
        case: everything said so far.
        encounter: who, when and how.
        turns: the whole talk word for word, where the caller has kept more of it than
            the answers of the case; see `turns_with`.
        told: what staff read aloud, where it was not the program that spoke.
        emergencies: ids of emergencies that are not about this pain, as understanding
            hears them. With any, the record is an emergency.
        at_least: how soon staff or the script of the desk want them seen. It can make
            the record more urgent than the answers alone, never less.
    """
    kb = speaker.voice.kb
    assessment = knowledge.assess(kb, case)
    heard = tuple(dict.fromkeys(emergencies))
    advised = Level.EMERGENCY if heard else assessment.level
    level = advised.at_least(at_least or advised)
    # Staff ask for what a rule could make more urgent; the program, for more.
    aim = Aim.URGENCY if told is None else Aim.RULES
    return Record(
        encounter=encounter,
        case=case,
        turns=tuple(_turns(case) if turns is None else turns),
        reports=(*_said(kb, case), *_not_asked(kb, case, assessment)),
        red_flags=tuple(_red_flags(kb, assessment)),
        triage=Triage(
            level=level,
            complete=knowledge.next_question(kb, case, aim) is None,
            in_scope=assessment.in_scope,
            reasons=tuple(reason.id for reason in assessment.reasons),
            raised_to=None if level is advised else level,
        ),
        differential=tuple(_pattern(c) for c in assessment.differential),
        open_questions=assessment.open_questions,
        told=tuple(_told(speaker, assessment, case) if told is None else told),
        versions=versions(speaker),
        emergencies=heard,
        told_by_staff=told is not None,
    )


def turns_with(
    case: Case, said: Iterable[tuple[int, str]], said_by: SaidBy = SaidBy.PATIENT
) -> tuple[Turn, ...]:
    """The turns of a case, and those in which nothing was heard, by their numbers."""
    heard = list(_turns(case))
    known = {turn.words for turn in heard}
    unheard = [
        Turn(
            number=number,
            said_by=said_by,
            how=How.TYPED,
            question=None,
            words=words,
            findings=(),
        )
        for number, words in said
        if words not in known
    ]
    return tuple(sorted((*heard, *unheard), key=lambda turn: turn.number))


def _turns(case: Case) -> Iterator[Turn]:
    for (number, words), answers in groupby(case.answers, lambda a: (a.turn, a.words)):
        together = list(answers)
        first = together[0]
        asked = [a.question for a in together if a.question]
        yield Turn(
            number=number,
            said_by=first.said_by,
            how=How.TYPED if first.how is How.INFERRED else first.how,
            question=asked[0] if asked else None,
            words=words,
            findings=tuple(dict.fromkeys(a.finding for a in together)),
        )


def _said(kb: knowledge.KnowledgeBase, case: Case) -> Iterator[Report]:
    for finding, answer in case.current.items():
        yield Report(
            finding=finding,
            status=FindingStatus(answer.status.value),
            value=_value(answer),
            safety=finding in kb.red_flag_findings,
            said_by=answer.said_by,
            how=answer.how,
            turn=answer.turn,
            question=answer.question,
            words=answer.words,
        )


def _value(answer: Answer) -> str | float | None:
    """Numbers always as float, so that a record survives JSON unchanged."""
    return float(answer.value) if isinstance(answer.value, int) else answer.value


def _not_asked(
    kb: knowledge.KnowledgeBase, case: Case, assessment: Assessment
) -> Iterator[Report]:
    questions = [kb.questions[key] for key in assessment.open_questions]
    questions.sort(key=lambda question: not question.is_safety)
    still_open = {f: q.id for q in reversed(questions) for f in q.findings}
    for question in questions:
        for finding in question.findings:
            if finding not in case.current and still_open[finding] == question.id:
                yield Report(
                    finding=finding,
                    status=FindingStatus.NOT_ASKED,
                    value=None,
                    safety=finding in kb.red_flag_findings,
                    said_by=None,
                    how=None,
                    turn=None,
                    question=question.id,
                    words=None,
                )


def _red_flags(
    kb: knowledge.KnowledgeBase, assessment: Assessment
) -> Iterator[RedFlag]:
    families = {flag.id: flag.family for flag in kb.red_flags}
    for reason in assessment.reasons:
        if reason.kind in _FLAGS:
            yield RedFlag(
                id=reason.id,
                family=families[reason.id],
                suspected=reason.suspected or "",
                level=reason.level,
                certain=_FLAGS[reason.kind],
                findings=reason.findings,
                references=reason.references,
            )


def _pattern(candidate: Candidate) -> Pattern:
    return Pattern(
        condition=candidate.condition,
        rank=candidate.rank,
        band=candidate.band,
        odds=candidate.odds,
        tied_with=candidate.tied_with,
        speaks_for=_findings(candidate, Direction.FOR),
        speaks_against=_findings(candidate, Direction.AGAINST),
        not_known=_findings(candidate, Direction.NOT_KNOWN),
        references=candidate.references,
    )


def _findings(candidate: Candidate, direction: Direction) -> tuple[str, ...]:
    rows = (row for row in candidate.ledger if row.direction is direction)
    return tuple(dict.fromkeys(f for row in rows for f in row.findings))


def _told(speaker: Speaker, assessment: Assessment, case: Case) -> Iterator[Told]:
    for message in speaker.assessment(assessment, case):
        about = message.data.get("about", message.data["kind"])
        yield Told(about=about, text=message.text)
