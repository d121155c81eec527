"""Dates of birth as people say them."""

from __future__ import annotations

import re
from datetime import date

from frontdesk.script.acts import refused

OLDEST = 120
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SPOKEN = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2}|[a-z]{3,})[\s./-]+(\d{4})")
_MONTHS = re.findall("[a-z]+", "jan feb mar apr may jun jul aug sep oct nov dec")


def date_of_birth(field: str, text: str, today: date) -> date:
    """The date in a text with day, month and year, or in ISO order.

    Raises:
        Refused: when it is no date, lies in the future or is too long ago.
    """
    born = _read(text.strip().lower())
    if born is None:
        raise refused(field, "bad_date")
    if born > today:
        raise refused(field, "future_date")
    if age(born, today) > OLDEST:
        raise refused(field, "too_old", years=OLDEST)
    return born


def born_on(text: str | None) -> str | None:
    """The date that was written down, in ISO order; None when it was not said."""
    born = _read(text.strip().lower()) if text else None
    return born.isoformat() if born else None


def age(born: date, today: date) -> int:
    """Years completed."""
    had_no_birthday_yet = (today.month, today.day) < (born.month, born.day)
    return today.year - born.year - had_no_birthday_yet


def _read(text: str) -> date | None:
    iso, spoken = _ISO.fullmatch(text), _SPOKEN.fullmatch(text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif spoken:
        day, year = int(spoken[1]), int(spoken[3])
        month = _month(spoken[2])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS else 0
