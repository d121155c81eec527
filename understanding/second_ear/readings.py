"""What the second ear can tell apart: a finding reported, denied or of some value."""

from __future__ import annotations

from dataclasses import dataclass

from understanding.model import ABSENT, PRESENT

_DENIED = "no "
_OF = "="


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """One thing a message may say of a finding; `value` where there are several.

    Written as "fever", "no fever" or "side=left".
    """

    finding: str
    status: str = PRESENT
    value: str | None = None

    @classmethod
    def parse(cls, written: str) -> Reading:
        """The reading that is written so."""
        if written.startswith(_DENIED):
            return cls(written.removeprefix(_DENIED), ABSENT)
        finding, _, value = written.partition(_OF)
        return cls(finding, PRESENT, value or None)

    @property
    def is_denial(self) -> bool:
        """Whether the person says not to have it."""
        return self.status == ABSENT

    def __str__(self) -> str:
        if self.is_denial:
            return _DENIED + self.finding
        return self.finding if self.value is None else self.finding + _OF + self.value
