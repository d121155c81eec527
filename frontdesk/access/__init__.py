"""Who may use the desk: accounts with roles, sessions, and limits on trying."""

from frontdesk.access.accounts import (
    Account,
    AccountError,
    Accounts,
    Role,
    WrongPassword,
)
from frontdesk.access.attempts import Attempts, TooMany
from frontdesk.access.sessions import Session, Sessions

__all__ = [
    "Account",
    "AccountError",
    "Accounts",
    "Attempts",
    "Role",
    "Session",
    "Sessions",
    "TooMany",
    "WrongPassword",
]
