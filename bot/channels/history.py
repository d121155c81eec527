"""A conversation as a page shows it again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.channels.offers import title_of
from bot.channels.transcript import Message, Turn

_COMMAND = re.compile(r"/([a-z_]+)")


def as_shown(history: Iterable[Turn]) -> list[Message]:
    """Every message in order, with who said it; a tapped button by its title.

    `command` is the name of what was tapped, None for words.

    What the server said in a person's place, to begin with, is left out.
    """
    shown: list[Message] = []
    answers: list[Message] = []
    for turn in history:
        if turn.said is not None and (words := _words(turn.said, answers)):
            command = _COMMAND.match(turn.said)
            name = command[1] if command else None
            shown.append({"from": "person", "text": words, "command": name})
        answers.extend(turn.answers)
        shown.extend({"from": "bot", **answer} for answer in turn.answers)
    return shown


def _words(said: str, answers: list[Message]) -> str | None:
    if not said.startswith("/"):
        return said
    titles = (title_of(said, answer) for answer in reversed(answers))
    return next(filter(None, titles), None)
