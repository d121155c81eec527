"""Which of the replacements for slow parts of Rasa are in force.

All of them by default. `BACKTALK_SPEEDUPS=none` runs stock Rasa, a list such as
`BACKTALK_SPEEDUPS=schema,events` only those. Each module says what it replaces.
"""

from __future__ import annotations

import os

NAMES = frozenset(
    {
        "tensorflow",
        "plots",
        "schema",
        "events",
        "logging",
        "graph",
        "memory",
        "live",
        "history",
    }
)


def enabled() -> frozenset[str]:
    """The speed-ups in force.

    Raises:
        ValueError: when the environment names one that does not exist.
    """
    setting = os.environ.get("BACKTALK_SPEEDUPS", "all")
    if setting in ("all", "none"):
        return NAMES if setting == "all" else frozenset()
    wanted = frozenset(filter(None, setting.split(",")))
    if unknown := wanted - NAMES:
        raise ValueError(
            f"BACKTALK_SPEEDUPS names {', '.join(sorted(unknown))}; "
            f"allowed are all, none or some of {', '.join(sorted(NAMES))}."
        )
    return wanted
