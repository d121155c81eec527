"""A bot's messages in the form that one service can show.

The text of a part is complete by itself, whatever becomes of its buttons: where their
titles are cut or there are none, the answers stand in the text as a numbered list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from bot.channels.messaging import short_text
from bot.channels.messaging.parts import Abilities, Option, Part, Picture, token_of
from rendering import Button, Message, plain_text

_BETWEEN = "\n\n"
_PLACES_TO_SPLIT = ("\n", ". ", " ")


def question_in(message: Message) -> str:
    """What stands for the question that a message puts; empty when it puts none."""
    if message.data.get("kind") != "question":
        return ""
    return token_of(f"question {_question(message).get('id')}")


def is_urgent(message: Message) -> bool:
    """Whether a message tells of an emergency."""
    return message.data.get("severity") == "emergency"


def present(
    messages: Iterable[Message],
    abilities: Abilities,
    *,
    heading: str = "",
    pictures: str | None = None,
) -> list[Part]:
    """The messages as parts to send one after the other.

    What tells of an emergency goes first, by itself and in one piece.

    Args:
        messages: what is said.
        abilities: what the service can show.
        heading: a first line that may be seen in public.
        pictures: the address of the folder with our pictures; None shows none.
    """
    said = list(messages)
    urgent = [message for message in said if is_urgent(message)]
    rest = [message for message in said if not is_urgent(message)]
    parts = [part for message in urgent for part in _urgent(message, abilities)]
    if abilities.is_paid_by_length:
        parts += _in_few_messages(rest, abilities, heading)
        for message in rest:
            parts += _pictured(message, abilities, heading, pictures)
    else:
        for message in rest:
            parts += _split(_part(message, abilities, heading), abilities)
            parts += _pictured(message, abilities, heading, pictures)
    return parts


def _urgent(message: Message, abilities: Abilities) -> Iterator[Part]:
    part = _cheap(_part(message, abilities, ""), abilities)
    yield from _split(replace(part, urgent=True), abilities)


def _part(message: Message, abilities: Abilities, heading: str) -> Part:
    alone = plain_text(message)
    titles = [button.title for button in message.buttons]
    shown = 0 < len(titles) <= abilities.buttons
    fits = all(len(title) <= abilities.longest_title for title in titles)
    ticks = _question(message).get("kind") == "multiple"
    text = message.text if shown and fits and not ticks else alone
    head = f"{heading}\n" if heading and abilities.heads_texts else ""
    return Part(
        text=head + text,
        alone=head + alone,
        options=_options(message, abilities, numbered=text == alone) if shown else (),
        heading=heading,
        is_standard=message.data.get("kind") in ("question", "introduction"),
        asks=question_in(message),
    )


def _pictured(
    message: Message, abilities: Abilities, heading: str, pictures: str | None
) -> Iterator[Part]:
    """The drawings of a message, each once; its text tells them all the same."""
    if pictures is None:
        return
    head = f"{heading}\n" if heading and abilities.heads_texts else ""
    for drawing in drawings_of(message):
        name = PurePosixPath(drawing["path"]).stem
        words = drawing["description"]
        part = Part(
            text=head + drawing["title"],
            alone=f"{head}{drawing['title']}\n{words}",
            heading=heading,
            picture=Picture(address=f"{pictures}/{name}.png", description=words),
        )
        if not abilities.captions:
            yield Part(text=part.text, alone=part.text, heading=heading)
        yield _cheap(part, abilities)


def drawings_of(message: Message) -> list[dict[str, str]]:
    """The drawings that go with a message: `path`, `title` and `description`."""
    steps = [s for stage in message.data.get("plan", ()) for s in stage["steps"]]
    found = {s["drawing"]["path"]: s["drawing"] for s in steps if s["drawing"]}
    return list(found.values())


def _options(
    message: Message, abilities: Abilities, *, numbered: bool
) -> tuple[Option, ...]:
    # Where a number could be meant as a value there are none, in the text as here.
    numbered = numbered and _question(message).get("kind") != "number"
    return tuple(
        Option(
            title=button.title,
            label=_label(button, number if numbered else None, abilities.longest_title),
            token=token_of(button.payload),
        )
        for number, button in enumerate(message.buttons, start=1)
    )


def _label(button: Button, number: int | None, longest: int) -> str:
    label = button.title if number is None else f"{number}. {button.title}"
    return label if len(label) <= longest else label[: longest - 1].rstrip() + "…"


def _question(message: Message) -> dict[str, Any]:
    question: dict[str, Any] = message.data.get("question") or {}
    return question


def _in_few_messages(
    messages: Sequence[Message], abilities: Abilities, heading: str
) -> list[Part]:
    """Joined as far as one message goes; numbers always refer to the last list."""
    texts = [plain_text(message) for message in messages]
    joined = _BETWEEN.join(filter(None, [heading, *texts])) if texts else ""
    if heading and texts:
        joined = f"{heading}\n{_BETWEEN.join(texts)}"
    joined = short_text.cheapest(joined)
    asked = [question for message in messages if (question := question_in(message))]
    asks = asked[-1] if asked else ""
    return [
        Part(text=piece, alone=piece, heading=heading, asks=asks)
        for piece in pieces(joined, abilities.longest)
        if piece
    ]


def _cheap(part: Part, abilities: Abilities) -> Part:
    if not abilities.is_paid_by_length:
        return part
    alone = short_text.cheapest(part.alone)
    text = short_text.cheapest(part.text) if part.picture else alone
    return replace(part, text=text, alone=alone)


def _split(part: Part, abilities: Abilities) -> list[Part]:
    """The part, or several when it is too long; the buttons are under the last."""
    texts = pieces(part.text, abilities.longest)
    if len(texts) == 1:
        return [part]
    split = [replace(part, text=text, alone=text, options=()) for text in texts]
    last = pieces(part.alone, abilities.longest)[-1] if part.options else texts[-1]
    split[-1] = replace(split[-1], options=part.options, alone=last)
    return split


def pieces(text: str, longest: int) -> list[str]:
    """The text cut at ends of lines, or sentences, or words, as seldom as possible."""
    found = []
    rest = text.strip()
    while len(rest) > longest:
        cut = _cut(rest, longest)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*found, rest] if rest or not found else found


def _cut(text: str, longest: int) -> int:
    start = text[: longest + 1]
    for place in _PLACES_TO_SPLIT:
        at = start.rfind(place)
        if at > longest // 3:
            return at + len(place.rstrip(" "))
    return longest
