"""The same script as on the page, line by line in a terminal."""

from __future__ import annotations

from typing import TextIO

from frontdesk.desk import Desk
from frontdesk.script import (
    Act,
    Acted,
    Back,
    Branch,
    Call,
    Confirm,
    Fill,
    Outcome,
    Refused,
    Reply,
    Say,
    Screen,
)
from frontdesk.script.acts import refused
from frontdesk.script.screen import Choice

BACK, ELSE, PLAIN, REST = "b", "w", "x", "n"
_MARKS = {"": "present", "?": "unsure", "-": "declined", "!": "absent"}


class Terminal:
    """Takes one call in a terminal.

    The end of the input stops it like Ctrl-C; the page can go on with the call then.
    """

    def __init__(self, desk: Desk, clerk: str, lines: TextIO, out: TextIO) -> None:
        self._desk = desk
        self._clerk = clerk
        self._lines = lines
        self._out = out

    def take(self) -> Outcome:
        """Takes a call from its first screen to its outcome."""
        call = self._desk.begin(self._clerk, "phone")
        self._write(self._desk.screens.phrase("terminal_help"))
        while call.outcome is None:
            screen = self._desk.screens.draw(call)
            self._show(screen)
            try:
                act = self._asked(call, screen)
                if act is not None:
                    call = self._desk.act(self._desk.calls.get(call.id), act)
            except Refused as refusal:
                for sentence, values in refusal.problems.values():
                    self._write(f"! {self._desk.screens.phrase(sentence, **values)}")
        kept = self._desk.calls.get(call.id)
        self._show(self._desk.screens.draw(call, listed=kept.listed))
        return call.outcome

    def _show(self, screen: Screen) -> None:
        bar = "=" if screen.kind == "alarm" else "-"
        self._write(f"\n{bar * 72}\n{screen.title}")
        if screen.notice:
            self._write(f"({screen.notice})")
        for text in screen.say:
            self._write(f"  “{text}”")
        for text in screen.do:
            self._write(f"  > {text}")
        for group in screen.groups:
            self._write(f"  {group.heading.rstrip(':')}: {'; '.join(group.lines)}")
        for line in screen.lines:
            mark = f" [{line.mark}]" if line.mark else ""
            self._write(f"  {line.key}  {line.text}{mark}")
        if screen.kind != "read_back":
            for choice in screen.choices:
                self._write(f"  {choice.key}  {choice.label}")
        if screen.rest:
            self._write(f"  {screen.rest.key}  {screen.rest.label}")

    def _asked(self, call: Call, screen: Screen) -> Act | None:
        """The act that was typed; None when only an explanation was asked for."""
        branches = self._desk.screens.branches(call)
        fields = {blank.id: self._field(blank.label) for blank in screen.blanks}
        if screen.kind == "form":
            return Fill(screen.id, fields)
        asks_words = screen.kind == "words"
        line = self._line(screen.words.label if asks_words and screen.words else "")
        key = line.lower()
        if asks_words and key not in (BACK, ELSE):
            return Say(line.removeprefix(":").strip())
        if line.startswith(":"):
            return Say(line[1:])
        if key == BACK:
            return Back()
        if key == PLAIN and screen.plain:
            self._write(f"  “{screen.plain}”")
            return None
        if key == ELSE and branches:
            for branch in branches:
                self._write(f"  {branch.key}  {branch.label}")
            return Branch(_chosen(branches, self._line("").lower()))
        return self._chosen(screen, line, fields)

    def _chosen(self, screen: Screen, line: str, fields: dict[str, str]) -> Act:
        key = line.lower()
        if screen.kind == "alarm":
            way_out = _chosen(screen.choices, key)
            taken = self._desk.script.flow.exits.get(way_out)
            name = ""
            if taken and taken.name:
                name = self._field(self._desk.screens.phrase("clinician_name"))
            return Acted(way_out, name, fields)
        if screen.kind == "read_back":
            wrong = {line.id for line in screen.lines if line.key in key.split()}
            return Confirm(frozenset(x.id for x in screen.lines if x.id not in wrong))
        if screen.kind == "question" and screen.lines:
            return _marked(screen, key)
        if screen.kind == "question":
            typed = [c.id for c in screen.choices if c.key == key]
            value = line if screen.number and not screen.choices[:-2] else ""
            value = value or (typed[0] if typed else line)
            return Reply(screen.id, {screen.finding: value})
        return Fill(screen.id, fields, _chosen(screen.choices, key))

    def _field(self, label: str) -> str:
        return self._line(label)

    def _line(self, prompt: str) -> str:
        self._out.write(f"{prompt}> " if prompt else "> ")
        self._out.flush()
        line = self._lines.readline()
        if not line:
            raise KeyboardInterrupt
        return line.strip()

    def _write(self, text: str) -> None:
        self._out.write(f"{text}\n")


def _chosen(choices: tuple[Choice, ...], key: str) -> str:
    return next((choice.id for choice in choices if choice.key == key), "")


def _marked(screen: Screen, typed: str) -> Reply:
    """The marks of “1 3? n”: yes to the first, not sure of the third, no to the rest.

    Raises:
        Refused: when a key is none of the screen's.
    """
    lines = {line.key: line.id for line in screen.lines}
    marks = {}
    rest = None
    for word in typed.split():
        if word == REST and screen.rest:
            rest = screen.rest.id
            continue
        key, mark = word[:1], _MARKS.get(word[1:])
        if key not in lines or mark is None:
            raise refused("", "no_option")
        marks[lines[key]] = mark
    return Reply(screen.id, marks, rest)
