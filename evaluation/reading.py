"""Reads YAML files of records, and says precisely what does not fit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from evaluation.errors import EvaluationFileError, Fault


def read_yaml(path: Path) -> Any:
    """The content of one YAML 1.2 file; a key written twice is a fault.

    Raises:
        EvaluationFileError: when the file cannot be read or is no YAML.
    """
    try:
        return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problem = Fault("", "there is no such file; give the path of a case file")
    except (OSError, UnicodeDecodeError) as error:
        problem = Fault("", f"cannot be read as UTF-8 text ({error})")
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}" if mark else ""
        problem = Fault(place, f"is not valid YAML: {error.problem}")
    except YAMLError as error:
        problem = Fault("", f"is not valid YAML: {error}")
    raise EvaluationFileError(path, [problem])


def read_records(path: Path) -> list[Mapping[str, Any]]:
    """The records of a case file: a non-empty list, each with an id of its own.

    Raises:
        EvaluationFileError: when it is anything else.
    """
    content = read_yaml(path)
    if not isinstance(content, list) or not content:
        message = "must be a list of cases, each starting with `- id: …`"
        raise EvaluationFileError(path, [Fault("", message)])
    faults: list[Fault] = []
    seen: set[str] = set()
    for position, record in enumerate(content, start=1):
        place = f"case {position}"
        if not isinstance(record, Mapping):
            faults.append(Fault(place, "must be a mapping of fields to values"))
        elif not isinstance(record.get("id"), str) or not record["id"].strip():
            faults.append(Fault(place, "needs an `id`: a text no other case has"))
        elif record["id"] in seen:
            faults.append(Fault(place, f"the id {record['id']!r} is used twice"))
        else:
            seen.add(record["id"])
    if faults:
        raise EvaluationFileError(path, faults)
    return content


class Record:
    """One record being read: hands out checked fields and remembers every fault."""

    def __init__(self, fields: Mapping[str, Any], faults: list[Fault]) -> None:
        self._fields = fields
        self._faults = faults
        self.id = str(fields["id"])

    def besides(self, known: Collection[str]) -> tuple[Fault, ...]:
        """Fields the format does not have; they change nothing but are pointed out."""
        return tuple(
            Fault(f"{self.id}: {name}", f"is no field; fields are {listed(known)}")
            for name in self._fields
            if name not in known
        )

    def text(self, name: str) -> str:
        """A required text, with line breaks and runs of blanks made single blanks."""
        value = self._fields.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        self._fault(name, "must be a text that is not empty")
        return ""

    def optional_text(self, name: str) -> str | None:
        """A text, or None when the field is left out or empty."""
        value = self._fields.get(name)
        is_empty = value is None or (isinstance(value, str) and not value.strip())
        return None if is_empty else self.text(name)

    def word(
        self, name: str, allowed: Collection[str], default: str | None = None
    ) -> str:
        """One of the allowed words; a field left out or empty takes the default."""
        value = self._fields.get(name)
        if value is None and default is not None:
            return default
        if isinstance(value, str) and value in allowed:
            return value
        self._fault(name, f"is {value!r}; allowed are {listed(allowed)}")
        return ""

    def words(self, name: str, allowed: Collection[str]) -> frozenset[str]:
        """A list of allowed words; left out or empty means none."""
        value = self._fields.get(name)
        entries = [] if value is None else value
        if not isinstance(entries, list):
            self._fault(name, f"must be a list of some of {listed(allowed)}")
            return frozenset()
        for entry in entries:
            if not isinstance(entry, str) or entry not in allowed:
                self._fault(name, f"has {entry!r}; allowed are {listed(allowed)}")
        return frozenset(map(str, entries))

    def number(self, name: str, low: float, high: float) -> float | None:
        """A number within its bounds, or None when not stated."""
        value = self._fields.get(name)
        if value is None:
            return None
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and low <= value <= high:
            return float(value)
        self._fault(name, f"is {value!r}; it must be a number from {low} to {high}")
        return None

    def mapping(self, name: str) -> dict[str, Any]:
        """A mapping from words to values; left out or empty means none."""
        value = self._fields.get(name)
        if value is None:
            return {}
        if isinstance(value, Mapping):
            return {str(key): entry for key, entry in value.items()}
        self._fault(name, "must be a mapping, `{word: value, …}`")
        return {}

    def texts(self, name: str) -> dict[str, str]:
        """A mapping from words to texts; an empty one is left out.

        Unquoted, an answer can look like a number or a truth: both are how people say
        it, `3` and yes or no.
        """
        found: dict[str, str] = {}
        for key, value in self.mapping(name).items():
            if isinstance(value, bool):
                found[key] = "yes" if value else "no"
            elif isinstance(value, str | int | float):
                words = " ".join(str(value).split())
                found |= {key: words} if words else {}
            elif value is not None:
                self._fault(f"{name}: {key}", "must be a text; put it in quotes")
        return found

    def _fault(self, name: str, message: str) -> None:
        self._faults.append(Fault(f"{self.id}: {name}", message))


def listed(words: Collection[str]) -> str:
    """Words for a message, in a stable order where they have none."""
    ordered = words if isinstance(words, list | tuple | dict) else sorted(words)
    return ", ".join(ordered)
