"""The work list: who takes over, in time, and what came of it.

Beside it the audit log that seals every step, the outbox that tells others, and the
figures that show how well it goes.
"""

from worklist.audit import Entry
from worklist.errors import (
    AlreadyAccepted,
    AlreadyClosed,
    Erased,
    NoKey,
    NoOutcome,
    NoSuchItem,
    NotOwner,
    SettingsError,
    WorklistError,
)
from worklist.item import Alert, Item, State
from worklist.retention import erase, retain
from worklist.settings import Settings, load_settings
from worklist.verification import Fault, Verification
from worklist.worklist import Worklist

__all__ = [
    "Alert",
    "AlreadyAccepted",
    "AlreadyClosed",
    "Entry",
    "Erased",
    "Fault",
    "Item",
    "NoKey",
    "NoOutcome",
    "NoSuchItem",
    "NotOwner",
    "Settings",
    "SettingsError",
    "State",
    "Verification",
    "Worklist",
    "WorklistError",
    "erase",
    "load_settings",
    "retain",
]
