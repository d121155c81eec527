"""Reads YAML against a JSON Schema; every problem is told with file and place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError
from ruamel.yaml.error import MarkedYAMLError

from knowledge.errors import Problem
from knowledge.loading import read_yaml
from rendering.errors import WordingError

SCHEMAS = Path(__file__).parent / "schema"


def read(path: Path, problems: list[Problem]) -> Any:
    """The content of a YAML file; None, and a problem noted, when there is none."""
    try:
        return read_yaml(path)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}" if mark else ""
        reason = f"{error.problem or error.context}; correct the YAML"
        problems.append(Problem(path.name, place, reason))
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(path.name, "", f"cannot be read ({error})"))
    return None


def read_all(
    folder: Path, files: Iterable[str], problems: list[Problem]
) -> dict[str, Any]:
    """The contents of several files of a folder, by their names without ending."""
    return {name: read(folder / f"{name}.yml", problems) for name in files}


def check_shape(files: Mapping[str, Any], schema: str, folder: str = "") -> None:
    """Checks the contents of files that one schema describes together.

    Raises:
        WordingError: with everything that does not fit, its file and its place.
    """
    refuse(
        [
            Problem(f"{folder}{file}.yml", ".".join(path), why)
            for (file, *path), why in faults(files, schema)
        ]
    )


def refuse(problems: Sequence[Problem]) -> None:
    """Ends the loading of wording that must not be used.

    Raises:
        WordingError: when there is any problem.
    """
    if problems:
        raise WordingError(list(problems))


def faults(content: Any, schema: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """What does not fit the schema: the place and the reason."""
    text = (SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8")
    for fault in Draft7Validator(json.loads(text)).iter_errors(content):
        yield tuple(str(part) for part in fault.absolute_path), _explained(fault)


def _explained(fault: ValidationError) -> str:
    if fault.validator == "enum":
        allowed = ", ".join(str(value) for value in fault.validator_value)
        return f"{fault.instance!r} is not allowed; allowed: {allowed}"
    if fault.validator == "additionalProperties":
        allowed = ", ".join(sorted(fault.schema.get("properties", {})))
        return f"{fault.message}; allowed: {allowed}"
    return str(fault.message)
