"""Answers one message: what it means here, the turn of the bot, and what to send."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from rasa.core.agent import Agent

from bot.actions.parts import LISTENER, SPEAKER
from bot.channels import safety_net
from bot.channels.messaging.delivery import Incoming, JsonObject, Kind
from bot.channels.messaging.mailbox import Arrived, Mailbox
from bot.channels.messaging.meaning import (
    NO_BUTTON,
    is_number,
    last_question,
    meant,
    title_at,
    title_behind,
)
from bot.channels.messaging.parts import Abilities, Part
from bot.channels.messaging.presenting import is_urgent, present
from bot.channels.messaging.takeaway import Takeaway
from bot.channels.messaging.words import Word, code_in, word_of
from bot.channels.pressing import warning_signs
from bot.channels.stored import erase, last_turns
from bot.channels.transcript import Turn, as_rendered, turns
from bot.channels.turn_taking import Answer, TurnTaking
from bot.channels.web import LONGEST_MESSAGE, OPENING
from bot.languages import Languages, speaking
from bot.runtime.errors import where_and_what
from rendering import Message

logger = logging.getLogger(__name__)


class Handling:
    """The bot's side of one service.

    `pictures` gives the address of the folder with our pictures for people at some
    address, None for those who are shown none.
    """

    def __init__(
        self,
        abilities: Abilities,
        mailbox: Mailbox,
        taking: TurnTaking,
        takeaway: Takeaway,
        *,
        pictures: Callable[[JsonObject], str | None],
        discreet: bool,
        language: str,
    ) -> None:
        self._abilities = abilities
        self._mailbox = mailbox
        self._taking = taking
        self._takeaway = takeaway
        self._pictures = pictures
        self._languages = Languages(answered=language, written=language)
        with speaking(self._languages):
            self._heading = _say("messaging_heading").text if discreet else ""

    async def answer(self, agent: Agent | None, arrived: Arrived) -> list[Part]:
        """What to send; when anything fails, an apology with the safety net."""
        with speaking(self._languages):
            work = asyncio.ensure_future(self._messages(agent, arrived))
        await asyncio.wait({work})
        if (error := work.exception()) is not None:
            logger.error("A message was not answered: %s", where_and_what(error))
            return self._parts([self._problem()])
        pictures = self._pictures(arrived.incoming.address)
        return self._parts(work.result(), pictures=pictures)

    async def chosen(self, agent: Agent | None, arrived: Arrived) -> str:
        """What a tapped button was called; nothing when it is not known."""
        if agent is None:
            return ""
        history = turns(await last_turns(agent, arrived.sender))
        title = title_behind(arrived.incoming.text, history)
        with speaking(self._languages):
            return _say("messaging_chosen", title=title).text if title else ""

    def undelivered(self) -> list[Part]:
        """What goes before messages that could not be delivered when they were new."""
        with speaking(self._languages):
            return self._parts([_say("messaging_undelivered")])

    def too_fast(self, *, is_read: bool) -> list[Part]:
        """That what comes too fast is read later, or not, with the safety net."""
        apology = safety_net.LATER if is_read else safety_net.PAUSED
        return self._parts([self._problem(apology)])

    def pressing(self, incoming: Incoming) -> frozenset[str]:
        """What in a message cannot wait: red flags, emergencies, words like STOP."""
        if incoming.kind not in (Kind.TEXT, Kind.EDIT):
            return frozenset()
        if word := word_of(incoming.text):
            return frozenset({word.value})
        return warning_signs(incoming.text[:LONGEST_MESSAGE], self._languages)

    def _problem(self, apology: str = safety_net.APOLOGY) -> Message:
        return as_rendered(safety_net.problem(apology, self._languages.answered))

    def _parts(
        self, messages: Iterable[Message], *, pictures: str | None = None
    ) -> list[Part]:
        """Messages in the form of this service."""
        return present(
            messages, self._abilities, heading=self._heading, pictures=pictures
        )

    async def _messages(
        self, agent: Agent | None, arrived: Arrived
    ) -> Sequence[Message]:
        if agent is None:
            return [self._problem()]
        incoming = arrived.incoming
        if incoming.kind is Kind.ELSEWHERE:
            return [_say("messaging_in_private")]
        if len(incoming.text) > LONGEST_MESSAGE:
            return [self._problem(safety_net.TOO_LONG)]
        if incoming.kind is Kind.TEXT and (word := word_of(incoming.text)):
            return await self._word(agent, arrived, word)
        code = code_in(incoming.text) if incoming.kind is not Kind.TAP else None
        if code:
            moved = await self._takeaway.resume(
                self._taking, agent, arrived.sender, code, self._languages
            )
            if moved:
                return moved
        if incoming.kind is Kind.WORDLESS:
            return [_say("messaging_only_text")]
        messages = await self._turn(agent, arrived)
        if self._mailbox.is_stopped(arrived.sender):
            urgent = [message for message in messages if is_urgent(message)]
            return [*urgent, _say("messaging_is_stopped")]
        return messages

    async def _turn(self, agent: Agent, arrived: Arrived) -> list[Message]:
        sender, incoming = arrived.sender, arrived.incoming
        history = turns(await last_turns(agent, sender))
        if incoming.kind is Kind.START:
            answer = await self._taking.prompt(agent, sender, OPENING, self._languages)
        else:
            answer = await self._said(agent, arrived, history)
        messages = [as_rendered(message) for message in answer.messages]
        if not any(turn.answers for turn in history):
            messages = self._introduced(messages)
        return self._takeaway.beside(sender, messages)

    async def _said(
        self, agent: Agent, arrived: Arrived, history: list[Turn]
    ) -> Answer:
        incoming, is_late = arrived.incoming, False
        if incoming.kind is Kind.EDIT:
            text = self._corrected(incoming, history)
        else:
            text = meant(incoming, history)
            is_late = self._is_late(arrived, history)
            if is_late and _is_only_an_answer(text, incoming):
                text = NO_BUTTON
        if text == NO_BUTTON:
            return await self._taking.prompt(
                agent, arrived.sender, NO_BUTTON, self._languages
            )
        return await self._taking.say(
            agent,
            arrived.sender,
            arrived.id,
            text,
            self._languages,
            is_late=is_late,
        )

    def _is_late(self, arrived: Arrived, history: list[Turn]) -> bool:
        """Whether words were written for another question than the one that waits.

        A tap names its question itself. A reply to one of our messages is meant for
        the question in that, and otherwise the times tell.
        """
        incoming = arrived.incoming
        if incoming.kind is not Kind.TEXT:
            return False
        if incoming.replied_to:
            asked = self._mailbox.question_in(arrived.sender, incoming.replied_to)
            if asked:
                return asked != last_question(history)
        return arrived.is_late

    def _corrected(self, incoming: Incoming, history: list[Turn]) -> str:
        """A changed message as the correction it is, with a number by its title."""
        changed = self._mailbox.id_of(incoming.person, incoming.edited or "")
        title = title_at(incoming.text, changed, history)
        return _say("messaging_correction", words=title or incoming.text).text

    def _introduced(self, messages: list[Message]) -> list[Message]:
        """With the words a person needs to know before anything else is said."""
        phrases = []
        if self._abilities.is_paid_by_length:
            phrases.append(_say("messaging_not_private").text)
        phrases.append(_say("messaging_words").text)
        for at, message in enumerate(messages):
            if message.data.get("kind") == "introduction":
                text = "\n".join([message.text, *phrases])
                return [
                    *messages[:at],
                    replace(message, text=text),
                    *messages[at + 1 :],
                ]
        # Said right away in an emergency too, but after it.
        notice = " ".join([SPEAKER.voice.clinic.privacy, *phrases])
        return [Message(notice, data={"kind": "statement"}), *messages]

    async def _word(
        self, agent: Agent, arrived: Arrived, word: Word
    ) -> Sequence[Message]:
        sender = arrived.sender
        if word is Word.HELP:
            return [_say("messaging_help")]
        if word is Word.DELETE:
            erase(agent, sender)
            await self._takeaway.revoke(sender)
            self._mailbox.forget(arrived)
            return [_say("messaging_deleted")]
        if word is Word.STOP:
            return await self._stop(agent, sender)
        if word is Word.START:
            self._mailbox.stop(sender, stopped=False)
            return await self._turn(agent, _opening(arrived))
        if word is Word.MOVE:
            return [await self._takeaway.code(agent, sender, self._languages.answered)]
        return await self._takeaway.more(agent, sender)

    async def _stop(self, agent: Agent, sender: str) -> list[Message]:
        self._mailbox.stop(sender, stopped=True)
        last = await self._taking.prompt(agent, sender, "/stop", self._languages)
        messages = [as_rendered(message) for message in last.messages]
        urgent = [message for message in messages if is_urgent(message)]
        return [*urgent, _say("messaging_stopped")]


def _say(phrase: str, **values: object) -> Message:
    return SPEAKER.statement(phrase, **values)


def _opening(arrived: Arrived) -> Arrived:
    """The same person as somebody who has just opened the conversation."""
    record: dict[str, Any] = {
        "id": arrived.incoming.id,
        "person": arrived.incoming.person,
        "address": arrived.incoming.address,
        "kind": Kind.START,
    }
    incoming = Incoming(**record)
    return Arrived(
        number=arrived.number, id=arrived.id, sender=arrived.sender, incoming=incoming
    )


def _is_only_an_answer(text: str, incoming: Incoming) -> bool:
    """Whether a message says nothing but an answer to some question."""
    if text != incoming.text or is_number(text):
        return True
    heard = LISTENER.hear(text)
    says_more = heard.statements or heard.emergencies
    return heard.reply is not None and not says_more
