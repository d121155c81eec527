"""The interview between two messages: the only reader and writer of slots.

It is written twice a turn and read back by every action, so answers given together are
kept together and nothing empty is kept at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from bot.actions.interview import Doubt, Interview, News, Pending, Stage
from knowledge import Answer, Case, How, SaidBy, Status

SLOT = "interview"


class InterviewUnreadable(Exception):
    """What was kept of an interview is not an interview."""


def recall(tracker: Tracker) -> Interview:
    """The interview of this conversation; a fresh one at its beginning.

    Raises:
        InterviewUnreadable: when the slot holds something else.
    """
    record = tracker.get_slot(SLOT)
    try:
        return from_json(record) if record else Interview()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InterviewUnreadable(type(error).__name__) from error


def remember(interview: Interview | None) -> list[dict[str, Any]]:
    """The events that keep the interview; None forgets it."""
    return [SlotSet(SLOT, to_json(interview) if interview else None)]


def to_json(interview: Interview) -> dict[str, Any]:
    """A JSON object whose keys are strings, without the empty fields."""
    news, pending = interview.news, interview.pending
    record = {
        "sayings": list(_sayings(interview.case.answers)),
        "stage": interview.stage.value,
        "pending": _pending_to_json(pending) if pending else None,
        "asked": list(interview.asked),
        "alarms": sorted(interview.alarms),
        "advised": interview.advised,
        "misunderstood": interview.misunderstood,
        "speaker": interview.speaker.value,
        "turn": interview.turn,
        "last_message": interview.last_message,
        "acknowledged": interview.acknowledged,
        "subject": interview.subject,
        "supposed": sorted(interview.supposed),
        "asked_back": sorted(interview.asked_back),
        "news": _full(
            {
                "new": len(news.answers),
                "known": list(news.known),
                "typed": news.typed,
                "stale": news.stale,
                "about_other": news.about_other,
                "alarmed": news.alarmed,
                "elsewhere": list(news.elsewhere),
                "doubt": _doubt_to_json(news.doubt) if news.doubt else None,
                "remark": news.remark,
                "supposed": news.supposed,
                "problem": news.problem,
            }
        ),
    }
    return _full(record)


def from_json(record: Mapping[str, Any]) -> Interview:
    """The inverse of `to_json`."""
    answers = tuple(_answers(record.get("sayings", ())))
    news = record.get("news", {})
    new = news.get("new", 0)
    pending = record.get("pending")
    return Interview(
        case=Case(answers),
        stage=Stage(record["stage"]),
        pending=_pending_from_json(pending) if pending else None,
        asked=tuple(record.get("asked", ())),
        alarms=frozenset(record.get("alarms", ())),
        advised=record.get("advised"),
        misunderstood=record.get("misunderstood", 0),
        speaker=SaidBy(record["speaker"]),
        turn=record.get("turn", 0),
        last_message=record.get("last_message"),
        acknowledged=record.get("acknowledged"),
        subject=record.get("subject"),
        supposed=frozenset(record.get("supposed", ())),
        asked_back=frozenset(record.get("asked_back", ())),
        news=News(
            answers=answers[-new:] if new else (),
            known=tuple(news.get("known", ())),
            typed=news.get("typed", False),
            stale=news.get("stale", False),
            about_other=news.get("about_other", False),
            alarmed=news.get("alarmed", False),
            elsewhere=tuple(news.get("elsewhere", ())),
            doubt=_doubt_from_json(news["doubt"]) if "doubt" in news else None,
            remark=news.get("remark"),
            supposed=news.get("supposed", False),
            problem=news.get("problem", False),
        ),
    )


def _full(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value or value == ""}


def _sayings(answers: Iterable[Answer]) -> Iterator[dict[str, Any]]:
    """Answers given in one breath, with what they share said once."""
    for shared, together in groupby(answers, key=_shared):
        turn, by, how, question, words = shared
        yield _full(
            {
                "turn": turn,
                "by": by,
                "how": how,
                "question": question,
                "words": words,
                "said": [
                    [a.finding, a.status.value]
                    if a.value is None
                    else [a.finding, a.status.value, a.value]
                    for a in together
                ],
            }
        )


def _shared(answer: Answer) -> tuple[int, str, str, str | None, str | None]:
    by, how = answer.said_by.value, answer.how.value
    return answer.turn, by, how, answer.question, answer.words


def _answers(sayings: Iterable[Mapping[str, Any]]) -> Iterator[Answer]:
    for saying in sayings:
        for finding, status, *value in saying["said"]:
            yield Answer(
                finding=finding,
                status=Status(status),
                value=value[0] if value else None,
                said_by=SaidBy(saying["by"]),
                how=How(saying["how"]),
                turn=saying.get("turn", 0),
                question=saying.get("question"),
                words=saying.get("words"),
            )


def _pending_to_json(pending: Pending) -> dict[str, Any]:
    return _full(
        {
            "question": pending.question,
            "kind": pending.kind,
            "findings": list(pending.findings),
            "options": [list(option) for option in pending.options],
            "reopened": pending.reopened,
            "affirmed": pending.affirmed,
            "after_alarm": pending.after_alarm,
        }
    )


def _pending_from_json(record: Mapping[str, Any]) -> Pending:
    return Pending(
        question=record["question"],
        kind=record["kind"],
        findings=tuple(record["findings"]),
        options=tuple((id_, title) for id_, title in record.get("options", ())),
        reopened=record.get("reopened", False),
        affirmed=record.get("affirmed", False),
        after_alarm=record.get("after_alarm", False),
    )


def _doubt_to_json(doubt: Doubt) -> dict[str, Any]:
    record = {"findings": list(doubt.findings), "phrase": doubt.phrase}
    return _full({**record, "words": doubt.words})


def _doubt_from_json(record: Mapping[str, Any]) -> Doubt:
    return Doubt(
        findings=tuple(record["findings"]),
        phrase=record["phrase"],
        words=record.get("words", ""),
    )
