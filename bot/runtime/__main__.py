"""Command line of the runtime: train, serve and talk."""

from __future__ import annotations

import sys

from bot.runtime.command_line import main

if __name__ == "__main__":
    sys.exit(main())
