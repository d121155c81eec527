"""One process serves a service: two would both send what waits, each message twice."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO

from bot.runtime.errors import CannotStart


def hold(folder: Path, service: str) -> IO[str]:
    """Claims a service until what is returned is closed, or the process ends.

    Raises:
        CannotStart: when another process serves it from this folder.
    """
    claim = (folder / f"messaging-{service}.lock").open("w")
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        claim.close()
        raise CannotStart(
            f"Another process serves {service} from {folder}. Let one process serve a "
            "service; to use several, give each its own services (docs/channels)."
        ) from None
    return claim
