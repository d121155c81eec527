"""The work list from the terminal: see `python -m worklist --help`."""

import sys

from worklist.command_line import main

sys.exit(main())
