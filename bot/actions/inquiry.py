"""Answers a person's question: from the sources, from their answers, or about us."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

import knowledge
from answering import Answer
from answering.answerer import Asked
from answering.choosing import LEAST_SCORE
from bot.actions.advising import in_full
from bot.actions.comparing import weighed
from bot.actions.dialogue import back_to_it, carry_on
from bot.actions.interview import Interview, Stage
from bot.actions.parts import ANSWERER, FINDER, KB, SPEAKER
from bot.actions.turn import Turn
from bot.actions.utterance import Utterance
from knowledge import self_care, triage
from rendering import Message

ADVISED = (Stage.EMERGENCY, Stage.RESULT)
# So much of a question must name a matter of our own before the sources are asked.
PLAINLY = 0.6
# Sides of a pattern that "is it …?" may be about.
WHETHER_IT_IS = ("what", "signs")
# Words of "is it my piriformis?", which asks nothing else.
BARE_QUESTION = 4


@dataclass(frozen=True, slots=True)
class Reply:
    """What there is to say to a question, and the interview that remembers it."""

    interview: Interview
    messages: tuple[Message, ...]


def answered(
    interview: Interview, utterance: Utterance, *, least: float = LEAST_SCORE
) -> Turn | None:
    """The turn that answers a question and goes on; None when there is no answer.

    What else the message said is not lost: it is noted, and an alarm comes before any
    answer.
    """
    news = interview.news
    if news.alarmed or news.elsewhere:
        return carry_on(interview)
    reply = reply_to(interview, utterance, least=least)
    if reply is None:
        return None
    go_on = carry_on if news.says_something else back_to_it
    return go_on(reply.interview).after(*reply.messages)


def asked_after_all(
    interview: Interview, utterance: Utterance, *, least: float = LEAST_SCORE
) -> Turn | None:
    """The answer to a question in a message that was taken for something else."""
    return answered(interview, utterance, least=least) if asks(utterance) else None


def reply_to(
    interview: Interview, utterance: Utterance, *, least: float = LEAST_SCORE
) -> Reply | None:
    """The answer to a question; None when it is not clear, or no source says."""
    if utterance.tapped:
        return _told(interview, ANSWERER.topic(utterance.button.get("topic", "")))
    titled = FINDER.titled(utterance.text)
    if titled is not None:
        return _told(interview, ANSWERER.topic(titled))
    matter, plainness = FINDER.matter(utterance.text) or (None, 0.0)
    message = _own(interview, matter) if plainness >= PLAINLY else None
    message = message or weighed(interview, utterance.text, it=_context(interview))
    if message is not None:
        return Reply(interview, (message,))
    found = FINDER.find(utterance.text, _context(interview), least=least)
    early = _not_yet(interview, utterance.text, found)
    if early is not None:
        return early
    told = _told(interview, ANSWERER.tell(found) if found else None)
    if told is not None:
        return told
    message = _own(interview, matter)
    if message is None and matter == "advice":
        message = SPEAKER.statement("after_the_questions")
    return Reply(interview, (message,)) if message else None


def not_clear(interview: Interview, utterance: Utterance) -> Message:
    """What a question may have meant; or that the sources do not say."""
    near = ANSWERER.steps(FINDER.meant(utterance.text or ""))
    if not near:
        return SPEAKER.statement("no_answer")
    return SPEAKER.nearest(
        [asdict(step) for step in near], buttons=interview.pending is None
    )


def about_the_advice(interview: Interview) -> Message:
    """The advice if it was given, otherwise that it takes more answers."""
    if interview.stage not in ADVISED:
        return SPEAKER.statement("after_the_questions")
    return in_full(interview, knowledge.assess(KB, interview.case))[0]


def asks(utterance: Utterance) -> bool:
    """Whether a message, whatever it was taken for, asks something."""
    return bool(utterance.text) and FINDER.asks(utterance.text)


def is_about_the_sources(utterance: Utterance) -> bool:
    """Whether a question is about a pattern of pain, or put as one that was offered.

    Then it is not about the question that waits, nor about the advice.
    """
    text = utterance.text
    return bool(FINDER.patterns(text)) or FINDER.titled(text) is not None


def _told(interview: Interview, answer: Answer | None) -> Reply | None:
    if answer is None:
        return None
    library = ANSWERER.library
    topic = library.topics.get(answer.topic)
    remembering = replace(
        interview, subject=topic.about if topic else interview.subject
    )
    message = SPEAKER.answer(
        answer.to_json(),
        [library.references[key] for key in answer.references],
        buttons=interview.pending is None,
    )
    return Reply(remembering, (message, *_first_of_all(interview)))


def _first_of_all(interview: Interview) -> tuple[Message, ...]:
    """The advice in a word, behind an answer that should not be acted on before it."""
    level = triage.level(KB, interview.case.current)
    if interview.stage is not Stage.RESULT or self_care.is_safe(level):
        return ()
    advice = SPEAKER.voice.level(level)
    return (SPEAKER.statement("first_of_all", advice=advice),)


def _not_yet(interview: Interview, text: str, found: Asked | None) -> Reply | None:
    """Whether it is some pattern, before the advice: how that feels; more to come.

    Not if something else about it is plainly asked, such as how long it lasts.
    """
    named = FINDER.named(text) if FINDER.asked_for_oneself(text) else ()
    if interview.stage in ADVISED or len(named) != 1:
        return None
    topic = ANSWERER.library.topics.get(found) if isinstance(found, str) else None
    says_more = len(text.split()) > BARE_QUESTION
    if topic is not None and says_more and topic.aspect not in WHETHER_IT_IS:
        return None
    told = _told(interview, ANSWERER.topic(f"signs_{named[0]}"))
    if told is None:
        return None
    later = SPEAKER.statement("after_the_questions")
    return Reply(told.interview, (*told.messages, later))


def _own(interview: Interview, matter: str | None) -> Message | None:
    """What no source can say: about this program, and about this person's advice."""
    if matter == "tool":
        return SPEAKER.statement("about_the_tool")
    if matter == "privacy":
        return SPEAKER.statement("about_privacy")
    if matter == "advice" and interview.stage in ADVISED:
        return about_the_advice(interview)
    return None


def _context(interview: Interview) -> str | None:
    """What "it" most likely means: what was asked about last, or what leads."""
    if interview.subject is not None or interview.stage is not Stage.RESULT:
        return interview.subject
    differential = knowledge.assess(KB, interview.case).differential
    return differential[0].condition if differential else None
