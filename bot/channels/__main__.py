"""Command line of the channels: check."""

from __future__ import annotations

import sys

from bot.runtime import bootstrap

if __name__ == "__main__":
    bootstrap.before_rasa()
    from bot.channels.messaging.check import main

    sys.exit(main())
