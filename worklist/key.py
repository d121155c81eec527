"""The key that seals the audit log. Kept apart from the database where that matters."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sqlalchemy.engine import Engine

from worklist.errors import NoKey

VARIABLE = "BACKTALK_AUDIT_KEY"
SHORTEST = 32


def audit_key(engine: Engine) -> bytes:
    """The configured key; beside an SQLite file one is made up and kept.

    Raises:
        NoKey: when there is none, or it could be guessed.
    """
    configured = os.environ.get(VARIABLE)
    if configured is None and engine.dialect.name == "sqlite" and engine.url.database:
        return _kept(Path(engine.url.database).with_suffix(".key")).encode()
    if configured is None or len(configured) < SHORTEST:
        raise NoKey(
            f"Set {VARIABLE} to at least {SHORTEST} random characters and keep them; "
            "without the key the audit log can be neither sealed nor checked."
        )
    return configured.encode()


def _kept(file: Path) -> str:
    """The key in a file; the first to come makes it, whole or not at all."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    if not file.exists():
        with open(
            os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w"
        ) as f:
            f.write(secrets.token_urlsafe(48))
            f.flush()
            os.fsync(f.fileno())
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii").strip()
