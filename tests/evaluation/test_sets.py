"""The sets of our own stay readable and out of the training data."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.messages import read_messages

SETS = Path("evaluation/sets")
_SHORT = 6
"""What anybody may write: "no fever", "both legs"."""
FILES = sorted(SETS.glob("*/messages.yml"))
COMPLETE = sorted(SETS.glob("*/complete.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_a_set_is_read_without_complaint(path: Path) -> None:
    messages = read_messages(path)
    assert len({message.id for message in messages}) == len(messages) >= 200


def test_no_message_of_the_sets_is_in_the_training_data() -> None:
    trained = {
        line.strip().removeprefix("- ").lower()
        for path in Path("bot/data").rglob("*.yml")
        for line in path.read_text("utf-8").splitlines()
    }
    long = [
        message.text.strip().lower()
        for path in FILES
        for message in read_messages(path)
        if len(message.text.split()) > _SHORT
    ]
    assert not trained.intersection(long)


@pytest.mark.parametrize("path", COMPLETE, ids=lambda path: path.parent.name)
def test_complete_labels_are_of_the_same_messages_and_leave_no_fact_out(
    path: Path,
) -> None:
    focal = read_messages(path.with_name("messages.yml"))
    complete = read_messages(path)
    assert [(m.id, m.text, m.intent) for m in complete] == [
        (m.id, m.text, m.intent) for m in focal
    ]
    for few, all_ in zip(focal, complete, strict=True):
        assert few.findings.keys() <= all_.findings.keys(), few.id
        # An arguable opposite would hide a finding heard the wrong way round.
        for fact in all_.findings.keys() & all_.arguable.keys():
            assert not isinstance(all_.arguable[fact], bool), (few.id, fact)
