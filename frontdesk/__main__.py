"""`python -m frontdesk`: the desk script in the terminal, and all that belongs to it."""

from __future__ import annotations

import sys

from frontdesk.command_line import main

if __name__ == "__main__":
    sys.exit(main())
