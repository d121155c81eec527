"""The languages of a request: that of the answer, and that of the message in it.

HTTP has headers for both. `Accept-Language` is what the person reads and
`Content-Language` what the message is written in: the body map, for one, says in
English what somebody has drawn on a Spanish page.
"""

from __future__ import annotations

from collections.abc import Iterator

from sanic.request import Request

from bot.languages import Languages
from rendering import DEFAULT_LOCALE, SPOKEN

_MOST = 20  # languages looked at in one header


def languages_of(request: Request) -> Languages:
    """What a request asks for, as far as there is wording for it."""
    accepted = request.headers.get("accept-language", "")
    written = request.headers.get("content-language", "")
    return Languages(
        answered=next((tag for tag in _preferred(accepted) if tag in SPOKEN), None)
        or DEFAULT_LOCALE,
        written=_base(written) or DEFAULT_LOCALE,
    )


def _preferred(header: str) -> Iterator[str]:
    """The languages of an Accept-Language header without their regions, best first."""
    ranked = []
    for place, entry in enumerate(header.split(",")[:_MOST]):
        tag, _, quality = entry.partition(";")
        weight = quality.strip().removeprefix("q=") or "1"
        try:
            ranked.append((-float(weight), place, _base(tag)))
        except ValueError:
            continue
    yield from (tag for weight, _, tag in sorted(ranked) if weight < 0)


def _base(tag: str) -> str:
    """`es` of "es-MX"; nothing of what is no language."""
    base = tag.strip().split("-")[0].casefold()
    return base if base.isascii() and base.isalpha() else ""
