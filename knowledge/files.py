"""Reads a folder of knowledge files: YAML -> schema check -> plain contents.

Files are YAML 1.2, so `no` is a word and a repeated key is an error. Problems are
collected, so that all of a run can be reported together.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from knowledge.errors import KnowledgeError, Problem

SCHEMAS = Path(__file__).parent / "schema"

Content = TypeVar("Content")


def read_yaml(path: Path) -> Any:
    """The content of a YAML 1.2 file.

    Raises:
        YAMLError: for anything that is no YAML, repeated keys included.
        UnicodeDecodeError: for a file that is not UTF-8.
    """
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


class Folder:
    """A folder of knowledge files, and every problem found while reading them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def file(self, name: str, schema: str, empty: Content) -> Content:
        """The content of one file; `empty`, and a problem noted, if it is unusable."""
        path = self.path / name
        if not path.is_file():
            self.problems.append(
                Problem(name, "", "is missing; restore it from the repository")
            )
            return empty
        return self.read(path, schema, empty)

    def files(self, folder: str) -> list[Path]:
        """The files of a sub-folder, by name."""
        found = sorted((self.path / folder).glob("*.yml"))
        if not found:
            self.problems.append(Problem(folder, "", "holds no .yml file"))
        return found

    def read(self, path: Path, schema: str, empty: Content) -> Content:
        """The content of a file that exists, checked against its schema."""
        name = path.relative_to(self.path).as_posix()
        try:
            content = read_yaml(path)
        except (YAMLError, UnicodeDecodeError) as error:
            self.problems.append(_unreadable(name, error))
            return empty
        faults = list(_unsound(name, content)) or [
            _schema_problem(name, fault)
            for fault in _validator(schema).iter_errors(content)
        ]
        self.problems.extend(faults)
        return empty if faults else content

    def version(self) -> str:
        """A digest that changes with any change to any file."""
        digest = hashlib.sha256()
        for path in sorted(self.path.rglob("*.yml")):
            digest.update(path.relative_to(self.path).as_posix().encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()[:12]

    def stop_at_problems(self) -> None:
        """Raises what was found so far, if anything.

        Raises:
            KnowledgeError: with every problem noted.
        """
        if self.problems:
            raise KnowledgeError(self.problems)


def _validator(schema: str) -> Draft7Validator:
    text = (SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8")
    return Draft7Validator(json.loads(text))


def _unreadable(name: str, error: YAMLError | UnicodeDecodeError) -> Problem:
    if isinstance(error, UnicodeDecodeError):
        line = error.object.count(b"\n", 0, error.start) + 1
        return Problem(name, f"line {line}", "is not UTF-8; save the file as UTF-8")
    if not isinstance(error, MarkedYAMLError):
        what = " ".join(str(error).split())
        return Problem(name, "", f"{what}; remove the character")
    mark = error.problem_mark
    place = f"line {mark.line + 1}" if mark else ""
    return Problem(name, place, f"{error.problem or error.context}; correct the YAML")


def _schema_problem(name: str, fault: ValidationError) -> Problem:
    fault = _most_telling(fault)
    return Problem(name, _place(fault.absolute_path), _explained(fault))


def _place(parts: Iterable[str | int]) -> str:
    return "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts
    ).lstrip(".")


def _unsound(
    file: str,
    content: Any,
    path: tuple[str | int, ...] = (),
    above: tuple[int, ...] = (),
) -> Iterator[Problem]:
    """What no schema can refuse: numbers without end, contents within themselves."""
    if isinstance(content, float) and not math.isfinite(content):
        yield Problem(file, _place(path), f"{content} is no number; write a finite one")
    if not isinstance(content, dict | list):
        return
    if id(content) in above:
        yield Problem(file, _place(path), "contains itself; write it out")
        return
    parts = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in parts:
        yield from _unsound(file, value, (*path, key), (*above, id(content)))


def _most_telling(fault: ValidationError) -> ValidationError:
    """The part of an `oneOf` failure that got furthest, where it says more."""
    while fault.context and fault.validator == "oneOf":
        deeper = [c for c in fault.context if len(c.path) > 0]
        if not deeper:
            return fault
        fault = max(deeper, key=lambda c: len(c.absolute_path))
    return fault


def _explained(fault: ValidationError) -> str:
    if fault.validator == "type" and isinstance(fault.instance, dict | list | None):
        found = "a list" if isinstance(fault.instance, list) else "a mapping"
        found = "empty" if fault.instance is None else found
        return f"is {found}; it must be of type {fault.validator_value!r}"
    if fault.validator == "enum":
        allowed = ", ".join(str(value) for value in fault.validator_value)
        return f"{fault.instance!r} is not allowed; allowed: {allowed}"
    if fault.validator == "oneOf" and "type" in fault.validator_value[0]:
        return f"{fault.instance!r} is no expression; see knowledge/expressions.py"
    if fault.validator == "oneOf":
        return "needs either `strength` or `lr_present`/`lr_absent`, not both or none"
    if fault.validator == "additionalProperties":
        allowed = ", ".join(sorted(fault.schema.get("properties", {})))
        return f"{fault.message}; allowed: {allowed}"
    return str(fault.message)
