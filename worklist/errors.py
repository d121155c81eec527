"""What cannot be done with the work list, and what to do instead."""

from __future__ import annotations

from collections.abc import Iterable


class WorklistError(Exception):
    """A step that is not possible; nothing was changed."""


class NoSuchItem(WorklistError):
    """There is no item with this id."""


class AlreadyAccepted(WorklistError):
    """Somebody else was first; `owner` says who."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        super().__init__(f"{owner} has already accepted this.")


class NotOwner(WorklistError):
    """Only who has accepted an item can close it or give it back."""

    def __init__(self, owner: str | None) -> None:
        self.owner = owner
        who = f"{owner} has" if owner else "nobody has"
        super().__init__(f"Accept this first: {who} accepted it.")


class AlreadyClosed(WorklistError):
    """The item has its outcome; what is learnt later goes into a note."""


class NoOutcome(WorklistError):
    """Nothing is closed without one of the known outcomes."""

    def __init__(self, outcome: str, allowed: Iterable[str]) -> None:
        self.allowed = tuple(allowed)
        named = f"{outcome!r} is no outcome" if outcome else "An outcome is missing"
        super().__init__(f"{named}; there are: {', '.join(self.allowed)}.")


class Erased(WorklistError):
    """What was said has been erased; that it was there is still in the log."""


class SettingsError(WorklistError):
    """The settings cannot be used; says which and why."""


class LogAltered(WorklistError):
    """What stands in the audit log was never written there by us."""


class NoKey(WorklistError):
    """There is no key to seal the audit log with, or it is too short."""


class NotDelivered(WorklistError):
    """A message did not arrive.

    `again` is False where trying the same again cannot help; `after` is how long, in
    seconds, the other side asked to be left alone.
    """

    def __init__(
        self, problem: str, *, again: bool = True, after: float | None = None
    ) -> None:
        self.again = again
        self.after = after
        super().__init__(problem)
