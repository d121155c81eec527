"""Sends what waits in the outbox, and tries again what did not arrive."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from sqlalchemy.engine import Engine

from worklist import outbox
from worklist.errors import NotDelivered
from worklist.mail import Mail
from worklist.outbox import Parcel
from worklist.settings import Integration
from worklist.webhook import Webhook


class Transport(Protocol):
    """A way to one integration."""

    def send(self, parcel: Parcel, now: float) -> None:
        """Sends a message.

        Raises:
            NotDelivered: when it cannot be known to have arrived.
        """


def transports(integrations: Iterable[Integration]) -> dict[str, Transport]:
    """The configured integrations, ready to send.

    Raises:
        SettingsError: when a secret they need is not in the environment.
    """
    kinds: dict[str, Callable[[Integration], Transport]] = {
        "webhook": Webhook.of,
        "mail": Mail.of,
    }
    return {entry.name: kinds[entry.kind](entry) for entry in integrations}


def deliver(
    engine: Engine,
    ways: Mapping[str, Transport],
    now: Callable[[], float] = time.time,
) -> int:
    """Tries everything that is due, once; how many messages arrived."""
    count = 0
    while parcel := outbox.claim(engine, ways, now()):
        try:
            ways[parcel.target].send(parcel, now())
        except NotDelivered as error:
            wait = max(outbox.wait(parcel.key, parcel.tries), error.after or 0.0)
            due = now() + wait
            outbox.failed(engine, parcel, str(error), due, stuck=not error.again)
        else:
            outbox.arrived(engine, parcel)
            count += 1
    return count
