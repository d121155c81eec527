"""The desk script: what to read aloud, what was said, and how every call ends.

Pure: the clock and the listener are given; nothing here reads, writes or serves.
"""

from frontdesk.script.acts import (
    Act,
    Acted,
    Back,
    Branch,
    Confirm,
    Fill,
    Refused,
    Reply,
    Say,
)
from frontdesk.script.call import Alarm, Call, Outcome
from frontdesk.script.conduct import Script
from frontdesk.script.flow import Flow, FlowError, load_flow
from frontdesk.script.screen import Screen
from frontdesk.script.screens import Screens

__all__ = [
    "Act",
    "Acted",
    "Alarm",
    "Back",
    "Branch",
    "Call",
    "Confirm",
    "Fill",
    "Flow",
    "FlowError",
    "Outcome",
    "Refused",
    "Reply",
    "Say",
    "Screen",
    "Screens",
    "Script",
    "load_flow",
]
