"""Finds the commit whose program made a record, by the engine that the record names."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import PurePosixPath

from handover.versions import ENGINE, ROOT, engine_of
from worklist.errors import WorklistError


def commit_of(engine: str) -> str | None:
    """The newest commit with this engine; None when this clone's history has none.

    Raises:
        WorklistError: where there is no history to look in.
    """
    for commit in _git("log", "--format=%H", "--all", "--", *ENGINE):
        if engine_of(dict(_files(commit))) == engine:
            return commit
    return None


def _files(commit: str) -> Iterator[tuple[str, str]]:
    """The engine's files of a commit, with the ids git gives them."""
    folders = [f"{package}/" for package in ENGINE]
    for line in _git("ls-tree", commit, "--", *folders):
        entry, _, path = line.partition("\t")
        if PurePosixPath(path).suffix == ".py":
            yield path, entry.split()[2]


def _git(*arguments: str) -> list[str]:
    try:
        done = subprocess.run(
            ["git", "-C", str(ROOT), *arguments],
            check=True,
            capture_output=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise WorklistError(
            f"The history of the program cannot be read here: {error}. Look for the "
            "engine in a git clone with its whole history."
        ) from error
    return done.stdout.splitlines()
