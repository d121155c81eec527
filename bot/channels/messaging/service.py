"""What every messaging service has to be able to do."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

import aiohttp

from bot.channels.messaging.delivery import Delivery, JsonObject, Received
from bot.channels.messaging.parts import Abilities, Part
from bot.channels.messaging.settings import Setting

# How old a signed request may be, and how far our clocks apart.
REPLAY_SECONDS = 5 * 60


class NotSent(Exception):
    """The service has not taken a message.

    `why` is a word or number of the service, never a text. `final` means that trying
    again cannot help, `wait` is how many seconds the service asks us to wait.
    """

    def __init__(
        self, why: str, *, final: bool = False, wait: float | None = None
    ) -> None:
        super().__init__(why)
        self.why = why
        self.final = final
        self.wait = wait


class Keeper(Protocol):
    """Remembers what a service has given us, such as the ids of its templates."""

    def kept(self, key: str) -> str | None:
        """What was kept under a key."""

    def keep(self, key: str, value: str) -> None:
        """Keeps something under a key."""


class Service(ABC):
    """One account at one messaging service.

    `SETTINGS` are what it must be told, `abilities` what it can show. `TELLS_FATE`: it
    reports later what has become of a message.
    """

    NAME: ClassVar[str]
    SETTINGS: ClassVar[tuple[Setting, ...]]
    METHODS: ClassVar[tuple[str, ...]] = ("POST",)
    ROUTES: ClassVar[tuple[str, ...]] = ("/webhook",)
    TELLS_FATE: ClassVar[bool] = False

    abilities: Abilities

    def __init__(self, given: Mapping[str, Any], keeper: Keeper) -> None:
        self.given = given
        self.keeper = keeper

    @abstractmethod
    async def receive(
        self, http: aiohttp.ClientSession, delivery: Delivery
    ) -> Received:
        """What a delivery holds, once it is certain who sent it.

        Raises:
            Rejected: when it is not from the service, or cannot be read.
        """

    @abstractmethod
    async def send(
        self, http: aiohttp.ClientSession, address: JsonObject, part: Part
    ) -> str | None:
        """Sends one message; what the service calls it, if people can reply to it.

        Raises:
            NotSent: when the service has not taken it.
        """

    async def deliver(
        self, http: aiohttp.ClientSession, address: JsonObject, part: Part
    ) -> str | None:
        """Sends one message, in words if its picture is not taken.

        Raises:
            NotSent: when the service has not taken it.
        """
        try:
            return await self.send(http, address, part)
        except NotSent as refusal:
            if part.picture is None or not refusal.final:
                raise
            return await self.send(http, address, part.in_words())

    def shows_pictures(self, address: JsonObject) -> bool:
        """Whether pictures can be sent to this address."""
        return True

    @abstractmethod
    async def tidy(
        self, http: aiohttp.ClientSession, tidy: JsonObject, chosen: str
    ) -> None:
        """Clears up behind a tapped button; nothing is lost when that fails.

        Args:
            http: The client.
            tidy: What the service gave us for it with the tap.
            chosen: What the button was called, empty when that is not known.

        Raises:
            NotSent: when the service has not taken it.
        """

    @abstractmethod
    async def connect(self, http: aiohttp.ClientSession, address: str) -> str:
        """Makes sure the service knows us, for `python -m bot.channels check`.

        Args:
            http: The client.
            address: Where people's messages are to be sent.

        Returns:
            What was found, in a few words.

        Raises:
            NotSent: when the service does not answer as it should.
        """


def is_recent(timestamp: str, now: float | None = None) -> bool:
    """Whether a signed time (Unix seconds) is within the replay window."""
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return False
    return abs((time.time() if now is None else now) - int(timestamp)) <= REPLAY_SECONDS
