"""The tables of this folder, and what was heard in the tables' own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from understanding import Asked, Heard

_HERE = Path(__file__).parent
_WORDS = {"present": "yes", "absent": "no"}


def table(name: str) -> Any:
    """One of the tables beside this module."""
    return YAML(typ="safe", pure=True).load(_HERE / name)


def asked(name: str, questions: dict[str, Any]) -> Asked:
    """A question of replies.yml."""
    question = questions[name]
    options = tuple((option, title) for option, title in question["options"])
    return Asked(name, question["kind"], tuple(question["findings"]), options)


def meaning(heard: Heard, wanted: dict[str, Any]) -> dict[str, Any]:
    """What was heard, as `means` in the tables; the main site only when wanted."""
    said: dict[str, Any] = {}
    for statement in (*heard.guessed, *heard.statements):
        if statement.finding == "main_site" and "main_site" not in wanted:
            continue
        status = _WORDS.get(statement.status, statement.status)
        said[statement.finding] = status if statement.value is None else statement.value
    return said
