"""Keeps every version of knowledge and wording that ever advised anybody.

What depends on it can be replayed later, whatever the files say by then.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

import knowledge
from handover.database import insert_once
from handover.versions import versions
from knowledge.files import Folder
from knowledge.loading import DATA
from knowledge.model import Level
from rendering import Clinic, Speaker, load_wording, with_levels
from rendering.loading import LOCALES
from worklist.tables import archive

_CLINIC = "clinic.json"


class NotArchived(Exception):
    """This version was never in use here, so nothing can be replayed with it."""


def name(made_with: Mapping[str, str]) -> str:
    """The archive's name for the versions a record was made with."""
    return "-".join(made_with[part] for part in ("knowledge", "wording", "clinic"))


def keep(
    connection: Connection, speaker: Speaker, made_with: Mapping[str, str]
) -> bool:
    """Archives the version of a record, if that is the one in use here.

    False for a record made elsewhere with another version, or when the files were
    changed since they were loaded.
    """
    files_are_in_use = Folder(DATA).version() == made_with["knowledge"].split("+")[0]
    if name(versions(speaker)) != name(made_with) or not files_are_in_use:
        return False
    known = sa.select(archive.c.version).where(archive.c.version == name(made_with))
    if connection.execute(known).first() is None:
        row = {"version": name(made_with), "files": _packed(speaker)}
        insert_once(connection, archive, row)
    return True


def speaker_of(connection: Connection, made_with: Mapping[str, str]) -> Speaker:
    """The speaker as it was then.

    Raises:
        NotArchived: when this version is not in the archive.
    """
    query = sa.select(archive.c.files).where(archive.c.version == name(made_with))
    files = connection.execute(query).scalar()
    if files is None:
        raise NotArchived(name(made_with))
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(files)) as packed:
            packed.extractall(folder)
        return _speaker(Path(folder))


def _speaker(folder: Path) -> Speaker:
    settings = json.loads((folder / _CLINIC).read_text(encoding="utf-8"))
    levels = {flag: Level(level) for flag, level in settings["levels"].items()}
    clinic = Clinic(**settings | {"levels": levels})
    kb = with_levels(knowledge.load(folder / "knowledge"), clinic)
    locale = next((folder / "wording").iterdir()).name
    return Speaker(kb, load_wording(kb, locale, folder / "wording"), clinic)


def _packed(speaker: Speaker) -> bytes:
    voice = speaker.voice
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
        for path in sorted(DATA.rglob("*.yml")):
            files.write(path, Path("knowledge") / path.relative_to(DATA))
        for path in sorted((LOCALES / voice.wording.locale).rglob("*.yml")):
            files.write(path, Path("wording") / path.relative_to(LOCALES))
        files.writestr(_CLINIC, json.dumps(asdict(voice.clinic)))
    return packed.getvalue()
