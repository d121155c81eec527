"""What one person said and was advised, for whoever takes over.

A `Record` is made once and never changes; every output is told from it. A `Shelf`
keeps one until somebody asks for it with its code.
"""

from handover.database import connect
from handover.encounter import Consent, ConsentStatus, Contact, Encounter, Patient
from handover.record import (
    FindingStatus,
    Pattern,
    Record,
    RecordUnreadable,
    RedFlag,
    Report,
    Told,
    Triage,
    Turn,
)
from handover.recording import record, turns_with
from handover.shelf import (
    CodeUnknown,
    CodeUnreadable,
    Shelf,
    ShelfError,
    TooManyTries,
)

__all__ = [
    "CodeUnknown",
    "CodeUnreadable",
    "Consent",
    "ConsentStatus",
    "Contact",
    "Encounter",
    "FindingStatus",
    "Patient",
    "Pattern",
    "Record",
    "RecordUnreadable",
    "RedFlag",
    "Report",
    "Shelf",
    "ShelfError",
    "Told",
    "TooManyTries",
    "Triage",
    "Turn",
    "connect",
    "record",
    "turns_with",
]
