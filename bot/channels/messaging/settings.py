"""What a service must be told, and clear words when it was not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.runtime.errors import CannotStart
from rendering import DEFAULT_LOCALE, SPOKEN

_UNFILLED = re.compile(r"\$\{?\w+\}?$")
_EXAMPLES = re.compile(r"(?i)example|change.?me|your[-_ ]|xxxx|<.*>|\.\.\.|…")


class SettingsWrong(CannotStart):
    """Settings that cannot be used; the text lists every problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting: `where` tells where to find its value.

    Without a `default` it must be given. The kind of the default is the kind of the
    setting; `form` is what a text has to look like.
    """

    name: str
    where: str
    form: str = r".+"
    default: str | float | bool | tuple[str, ...] | None = None
    optional: bool = False
    is_address: bool = False


COMMON = (
    Setting(
        name="public_url",
        is_address=True,
        optional=True,
        where="the address people and the service reach this server by, as in "
        "https://bot.clinic.example; without it there are no links and no pictures",
    ),
    Setting(
        name="summary_link",
        where="true: the advice ends with a link to all of it, where public_url is set",
        default=True,
    ),
    Setting(
        name="pictures",
        where="true: exercises come with their drawings, where public_url is set",
        default=True,
    ),
    Setting(
        name="language",
        form="|".join(SPOKEN),
        where=f"the language people are answered in: {', '.join(SPOKEN)}",
        default=DEFAULT_LOCALE,
    ),
    Setting(
        name="messages_per_minute",
        where="how many messages of one person are read in a minute",
        default=30.0,
    ),
    Setting(
        name="discreet",
        where="true: the first line, which a locked phone may show, names the clinic "
        "and nothing else",
        default=True,
    ),
    Setting(
        name="settle_seconds",
        where="how long a message waits for one that was sent before it",
        default=0.25,
    ),
    Setting(
        name="send_timeout_seconds",
        where="how long the service may take over one message",
        default=20.0,
    ),
    Setting(
        name="first_retry_seconds",
        where="how long to wait before sending again; doubled each time, to 5 minutes",
        default=2.0,
    ),
    Setting(
        name="give_up_hours",
        where="how long to try; afterwards it is offered when the person writes again",
        default=24.0,
    ),
)


def read_settings(
    service: str, settings: Iterable[Setting], given: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The settings of a service, with defaults for what is left out.

    Raises:
        SettingsWrong: with every problem found.
    """
    known = {setting.name: setting for setting in settings}
    known = {**known, **{s.name: s for s in COMMON if s.name not in known}}
    given = given or {}
    problems = [
        f"{service}.{name}: there is no such setting. There are: {', '.join(known)}."
        for name in given
        if name not in known
    ]
    read: dict[str, Any] = {}
    for name, setting in known.items():
        value = given.get(name)
        found = list(_problems(setting, value))
        problems.extend(f"{service}.{name}: {why}" for why in found)
        if not found:
            read[name] = setting.default if value is None else _value(setting, value)
    if problems:
        raise SettingsWrong("\n".join(problems))
    return read


def _value(setting: Setting, value: Any) -> Any:
    if isinstance(setting.default, tuple):
        return tuple(value)
    if isinstance(setting.default, float):
        return float(value)
    if setting.is_address:
        return str(value).rstrip("/")
    return str(value) if isinstance(value, int) and not _is_flag(setting) else value


def _is_flag(setting: Setting) -> bool:
    return isinstance(setting.default, bool)


def _problems(setting: Setting, value: Any) -> Iterator[str]:
    if value is None or value == "":
        if setting.default is None and not setting.optional:
            yield f"is missing. {setting.where}"
    elif _is_flag(setting):
        if not isinstance(value, bool):
            yield f"must be true or false. {setting.where}"
    elif isinstance(setting.default, float):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
            yield f"must be a number above 0. {setting.where}"
    elif isinstance(setting.default, tuple):
        texts = isinstance(value, list) and all(isinstance(v, str) for v in value)
        if not texts:
            yield f"must be a list of texts. {setting.where}"
    else:
        yield from _text_problems(setting, str(value))


def _text_problems(setting: Setting, value: str) -> Iterator[str]:
    if _UNFILLED.search(value):
        yield f"the environment has no {value.strip('${}')}. {setting.where}"
    elif setting.is_address:
        if why := _not_an_address(value):
            yield f"{why}. {setting.where}"
    elif not re.fullmatch(setting.form, value):
        yield f"does not look right. {setting.where}"
    elif _EXAMPLES.search(value):
        yield f"is still the example. {setting.where}"


def _not_an_address(value: str) -> str | None:
    parts = urlsplit(value)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return "is not an address such as https://bot.clinic.example"
    loopback = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts.scheme == "http" and not loopback:
        return "must begin with https://"
    if parts.query or parts.fragment:
        return "must end before ? and #"
    return None
