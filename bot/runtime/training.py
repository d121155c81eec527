"""Trains the bot's model when something that goes into it has changed.

The model's file name is a hash of the contents of everything that goes into it, so
the same sources always give the same file and an up-to-date model is never rebuilt.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.runtime.errors import CannotStart

ROOT = Path(__file__).resolve().parents[2]
_SOURCES = ("domain.yml", "bot/data", "bot/nlu", "understanding", "uv.lock")
_SEED = 20210


class TrainingFailed(CannotStart):
    """The model could not be trained; the reasons are on standard error."""


def trained_model(config: str = "config.yml", *, root: Path = ROOT) -> Path:
    """The model for this configuration, trained first if there is none yet.

    Training runs in a process of its own, which takes its memory with it, and reports
    its progress on standard error.

    Raises:
        TrainingFailed: when it ends without a model.
    """
    model = model_path(config, root=root)
    if model.is_file():
        return model
    model.parent.mkdir(exist_ok=True)
    with _alone(model.parent / ".training"):
        return model if model.is_file() else _train_apart(config, root)


def model_path(config: str = "config.yml", *, root: Path = ROOT) -> Path:
    """Where the model for the present sources is or will be."""
    digest = hashlib.sha256()
    for path in _sources(root, config):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return root / "models" / f"{digest.hexdigest()[:16]}.tar.gz"


def train(config: str, *, root: Path = ROOT) -> Path:
    """Trains in this process, reproducibly, whether or not a model is there.

    Raises:
        TrainingFailed: when Rasa gives no model.
    """
    import numpy
    from rasa.model_training import train as rasa_train

    random.seed(_SEED)
    numpy.random.seed(_SEED)
    model = model_path(config, root=root)
    # Rasa's own cache does not notice changes in the code of our components.
    result = rasa_train(
        domain=str(root / "domain.yml"),
        config=str(root / config),
        training_files=[str(root / "bot" / "data")],
        output=str(model.parent),
        fixed_model_name=f"unfinished-{os.getpid()}",
        force_training=True,
    )
    if result.model is None:
        raise TrainingFailed(f"Rasa trained no model with {config}.")
    return Path(result.model).replace(model)


def _train_apart(config: str, root: Path) -> Path:
    command = [sys.executable, "-m", "bot.runtime", "train"]
    command += ["--config", config, "--root", str(root)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise TrainingFailed(
            f"Training with {config} did not give a model; the lines above say why."
        )
    # Not the path from before: sources may have changed before training read them.
    return Path(done.stdout.decode().splitlines()[-1])


def _sources(root: Path, config: str) -> Iterator[Path]:
    yield root / config
    for name in _SOURCES:
        source = root / name
        if source.is_dir():
            yield from sorted(
                path
                for path in source.rglob("*")
                if path.is_file() and "__pycache__" not in path.parts
            )
        elif source.exists():
            yield source


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Waits until no other process trains."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
