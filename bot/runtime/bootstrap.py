"""What has to happen before Rasa is imported; call it first in every program."""

from __future__ import annotations

import json
import os
import re
import tarfile
from pathlib import Path

from bot.runtime import plots_on_demand, speedups, without_tensorflow


def before_rasa(model: Path | None = None) -> None:
    """Switches telemetry off and decides how Rasa is imported.

    Args:
        model: The archive about to be loaded, whose components have the last word.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if "plots" in speedups.enabled():
        plots_on_demand.arrange()
    if "tensorflow" not in speedups.enabled():
        return
    if model is None or not without_tensorflow.is_needed(_components(model)):
        without_tensorflow.arrange()


def _components(model: Path) -> set[str]:
    with tarfile.open(model) as archive:
        member = archive.extractfile("metadata.json")
        metadata = json.load(member) if member else {}
    nodes = json.dumps(metadata.get("predict_schema", {}))
    return set(re.findall(r'"uses": "([^"]+)"', nodes))
