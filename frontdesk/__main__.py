"""`python -m frontdesk`: the script in the terminal, and all that belongs to it."""

from __future__ import annotations

import sys

from frontdesk import without_frameworks

without_frameworks.arrange()  # before anything imports spaCy

from frontdesk.command_line import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
