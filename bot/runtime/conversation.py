"""One person's conversation with the bot, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasa.core.channels.channel import OutputChannel, UserMessage

if TYPE_CHECKING:
    from rasa.core.agent import Agent


class WholeMessages(OutputChannel):
    """Keeps each bot message whole: text, buttons and machine-readable data.

    Rasa's own collecting channel splits text at blank lines and sends the data as a
    message apart from the text it belongs to.
    """

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The name responses in the domain can be varied by."""
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keeps one message."""
        self.messages.append(
            {
                "text": message.get("text") or "",
                "buttons": list(message.get("buttons") or ()),
                "data": message.get("custom") or {},
            }
        )


class Conversation:
    """Says things to an agent as one sender and collects the answers."""

    def __init__(self, agent: Agent, sender_id: str) -> None:
        self._agent = agent
        self.sender_id = sender_id

    async def say(self, text: str) -> list[dict[str, Any]]:
        """The bot's messages for this text or button payload."""
        answers = WholeMessages()
        await self._agent.handle_message(
            UserMessage(text, answers, self.sender_id, input_channel=answers.name())
        )
        return answers.messages
