"""Reads a version of the knowledge as it stands in its files, unchecked.

Unchecked, because an older version need not fit the rules of this one.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ruamel.yaml.error import YAMLError

from knowledge.files import read_yaml

Record = Mapping[str, Any]
PARTS = ("knowledge/data", "rendering/wording")


class VersionError(Exception):
    """A version that cannot be read, and what to give instead."""


@dataclass(frozen=True, slots=True)
class Version:
    """The records of every kind by id, and the English words by file and id."""

    records: Mapping[str, Mapping[str, Record]]
    words: Mapping[str, Mapping[str, Any]]


def read_version(name: str) -> Version:
    """The version in a folder or at a git revision.

    Raises:
        VersionError: when there is neither, or a file of it is no YAML.
    """
    folder = Path(name)
    try:
        if folder.is_dir():
            return _read(folder, name)
        with TemporaryDirectory() as place:
            _check_out(name, Path(place))
            return _read(Path(place), name)
    except YAMLError as error:
        raise VersionError(f"{name} holds a file that is no YAML: {error}") from error


def _check_out(revision: str, place: Path) -> None:
    archive = subprocess.run(
        ["git", "archive", "--format=tar", revision, *PARTS],
        capture_output=True,
        check=False,
    )
    if archive.returncode != 0:
        raise VersionError(
            f"{revision!r} is neither a folder nor a git revision with "
            f"{' and '.join(PARTS)}: {archive.stderr.decode().strip()}"
        )
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(place)


def _read(folder: Path, name: str) -> Version:
    data, wording = folder / "knowledge" / "data", folder / "rendering/wording/en"
    if not data.is_dir():
        raise VersionError(
            f"{name} has no knowledge/data; give the folder that holds it, or a git "
            "revision"
        )
    records: dict[str, dict[str, Record]] = {}
    for kind, record in _records(data):
        records.setdefault(kind, {})[record["id"]] = record
    words = {
        path.relative_to(wording).with_suffix("").as_posix(): read_yaml(path)
        for path in sorted(wording.rglob("*.yml"))
    }
    return Version(records=records, words=words)


def _records(data: Path) -> Iterator[tuple[str, Record]]:
    for path in sorted(data.rglob("*.yml")):
        content = read_yaml(path)
        kind = path.relative_to(data).parts[0].removesuffix(".yml")
        if kind == "conditions":
            yield from _condition(content)
        elif kind == "triage":
            yield from (("triage", rule) for rule in content["rules"])
            for own in ("self_care", "leg_pain"):
                yield "triage", {"id": own, **content[own]}
            yield "triage", content["out_of_scope"]
        elif kind == "grades":
            yield from _grades(content)
        elif kind == "evidence_sets":
            for shared, rows in content.items():
                yield from _evidence(shared, rows)
        elif kind == "self_care":
            yield from _care(content)
        elif kind == "claims" and isinstance(content, Mapping) and "claims" in content:
            yield from (("claims", claim) for claim in content["claims"])
        elif isinstance(content, list):
            for entry in content:
                if "id" in entry:
                    yield _kind(kind, path), entry


def _kind(kind: str, path: Path) -> str:
    return path.stem if kind in ("tables", "claims") else kind


def _condition(content: Record) -> Iterator[tuple[str, Record]]:
    own = {key: value for key, value in content.items() if key != "evidence"}
    yield "conditions", own
    yield from _evidence(content["id"], content["evidence"])


def _evidence(owner: str, rows: list[Record]) -> Iterator[tuple[str, Record]]:
    for row in rows:
        yield "evidence", {**row, "id": f"{owner}/{row['id']}"}


def _grades(content: Record) -> Iterator[tuple[str, Record]]:
    for name, pair in content["strengths"].items():
        yield "grades", {"id": f"strength {name}", **pair}
    for name, odds in content["frequencies"].items():
        yield "grades", {"id": f"frequency {name}", "odds": odds}
    for group in ("bands", "interview"):
        for name, value in content[group].items():
            yield "grades", {"id": f"{group} {name}", "value": value}
    yield "grades", {"id": "tie", "value": content["tie_ratio"]}


def _care(content: list[Record]) -> Iterator[tuple[str, Record]]:
    for stage in content:
        own = {key: value for key, value in stage.items() if key != "steps"}
        yield "self_care", own
        for step in stage["steps"]:
            yield "self_care", {**step, "stage": stage["id"]}
