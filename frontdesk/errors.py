"""What keeps the desk from starting, told so that it can be put right."""

from __future__ import annotations


class CannotStart(Exception):
    """Says what is wrong and what to do; `status` is the program's exit status."""

    status = 1


class WrongAnswers(CannotStart):
    """A file of answers cannot be used; the text lists every problem with its place."""

    status = 2
