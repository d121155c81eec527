"""Logs that never hold a patient's words.

Rasa's own log lines may quote messages, slots and local variables, and so may the
text of any exception. While people talk to the bot, a line of a library is therefore
reduced to its level and place, and an exception to its kind and place.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from typing import TYPE_CHECKING, TextIO

import structlog

from bot.runtime.errors import where_and_what

if TYPE_CHECKING:
    _Stream = logging.StreamHandler[TextIO]
else:
    _Stream = logging.StreamHandler

_OURS = frozenset({"bot", "knowledge", "understanding", "rendering", "evaluation"})


class WithoutWords(logging.Formatter):
    """Formats our own lines as they are and those of libraries by their place."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        head = f"{self.formatTime(record)} {record.levelname} {record.name}"
        if record.name.split(".")[0] in _OURS:
            line = f"{head}: {record.getMessage()}"
        else:
            line = f"{head}: {record.filename}:{record.lineno} {record.funcName}"
        error = record.exc_info[1] if record.exc_info else None
        return f"{line} ({where_and_what(error)})" if error else line


def for_conversations(level: int = logging.WARNING) -> None:
    """Sets up logging for a process people talk to."""
    _log_with(WithoutWords(), level)
    logging.raiseExceptions = False  # what cannot be logged would be printed whole
    warnings.simplefilter("ignore")


def for_training() -> None:
    """Sets up logging for training, which knows no patients: steps and warnings."""
    _log_with(logging.Formatter("  %(message)s"), logging.WARNING)
    os.environ["LOG_LEVEL"] = "ERROR"  # Rasa reads it to decide on progress bars
    logging.getLogger("rasa.engine.training.hooks").setLevel(logging.INFO)
    warnings.simplefilter("ignore", DeprecationWarning)
    for not_for_us in ("Slot auto-fill", "You have defined training data consisting"):
        warnings.filterwarnings("ignore", message=not_for_us)


class _StandardError(_Stream):
    """Writes to what is standard error at that moment."""

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, _: TextIO) -> None:
        """Standard error is not kept: it may be replaced and closed."""


def _log_with(formatter: logging.Formatter, level: int) -> None:
    handler = _StandardError()
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    # Rasa logs through structlog too, which prints everything until it is configured.
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.render_to_log_kwargs,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
