"""What the bot does in its turn: the messages to say and the interview to keep."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.interview import Interview
from rendering import Message


@dataclass(frozen=True, slots=True)
class Turn:
    """Messages in the order they are said, and the interview afterwards."""

    interview: Interview
    messages: tuple[Message, ...] = ()

    def after(self, *messages: Message) -> Turn:
        """The same turn with these messages said first."""
        return Turn(self.interview, messages + self.messages)
