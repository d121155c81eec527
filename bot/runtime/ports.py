"""The ports to serve on, looked at before anything that takes long."""

from __future__ import annotations

import errno
import socket

from bot.runtime.errors import CannotStart

USUAL, HIGHEST = 5005, 65535


def check(host: str, port: int, *, desk: int | None = None) -> None:
    """Makes sure that the ports exist, nobody else listens, and the desk will not.

    A desk whose own port is taken says so itself, and the chat goes on without it.

    Raises:
        CannotStart: when that is not so.
    """
    # The next port is the desk's of whoever may be running already.
    other = port + 2 if 0 < port < HIGHEST - 2 else USUAL
    instead = f"take another port: make run PORT={other}"
    for whose, number in (("the chat", port), ("the front desk", desk)):
        if number is not None and not 0 < number <= HIGHEST:
            raise CannotStart(
                f"The port of {whose} cannot be {number}; ports go from 1 to "
                f"{HIGHEST}. Please {instead}"
            )
    if desk == port:
        raise CannotStart(
            f"The chat and the front desk cannot both have port {port}. "
            f"Leave --desk-port (DESK_PORT) out, or {instead}"
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            busy = error.errno == errno.EADDRINUSE
            reason = "is in use" if busy else f"cannot be used: {error.strerror}"
            raise CannotStart(
                f"Port {port} on {host} {reason}. Stop the program that listens "
                f"there, or {instead}"
            ) from error
