"""How fast the messages of one person are taken up, and which of them cannot wait.

Nobody's messages are thrown away for coming too fast: they wait on disk, and one after
the other is answered. Each is heard as it arrives, and the first to name a red flag or
to ask for the service itself ("stop") goes before those that wait. The same again does
not, so that however much is sent, little is done at once.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.channels.limits import RateLimit
from bot.channels.messaging.delivery import Incoming
from bot.channels.pressing import Pressing

BURST = 20
# As many words of one person are kept waiting; it takes hours to write them by hand.
MOST_WAITING = 200


class Pacing:
    """The pace of each person.

    `pressing` names what in a message cannot wait.
    """

    def __init__(
        self, per_minute: float, pressing: Callable[[Incoming], frozenset[str]]
    ) -> None:
        self._limit = RateLimit(per_minute, burst=BURST)
        self._pressing = pressing
        self._heard = Pressing()

    def wait(self, sender: str) -> float:
        """Seconds until the person's next message may be answered."""
        return self._limit.wait(sender)

    def take(self, sender: str) -> None:
        """Notes that a message is answered now."""
        self._limit.allows(sender)

    def is_pressing(self, sender: str, incoming: Incoming) -> bool:
        """Whether a message names something new that cannot wait."""
        return self._heard.is_new(
            sender, incoming.text, lambda: self._pressing(incoming)
        )

    def caught_up(self, sender: str) -> None:
        """Notes that nothing of the person waits any more."""
        self._heard.forget(sender)
