"""Each speed-up against what it replaces, and its switch."""

from __future__ import annotations

import ast
import gc
import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.utils.common import all_subclasses

from bot.runtime import answer_schema, event_classes, log_copies, speedups
from bot.runtime.agent import load_agent
from bot.runtime.training import ROOT
from bot.runtime.without_tensorflow import is_needed
from tests.conftest import TINY_ACTIONS

ANSWERS: list[Any] = [
    {"events": [], "responses": []},
    {},
    {"events": [{"event": "slot", "name": "x", "value": 1, "timestamp": None}]},
    {"events": [{"event": "slot", "name": "x"}]},
    {"events": [{"event": "slot", "name": 1, "value": 1}]},
    {"events": [{"event": "user", "text": "no", "parse_data": {}}]},
    {"events": [{"event": "user", "text": 1}]},
    {"events": [{"event": "followup", "name": "action_listen"}]},
    {"events": [{"event": "reset_slots"}, {"event": 1}]},
    {"events": [{"event": "no such event"}]},
    {"events": [{}]},
    {"events": [1]},
    {"events": "none"},
    {"responses": ["text"]},
    [],
]


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
def test_answers_are_accepted_and_refused_as_by_rasa(answer: Any) -> None:
    def outcome(check: Any) -> Any:
        try:
            return check(RemoteAction("action_probe", None), answer)
        except ValidationError as error:
            return error.message

    assert outcome(answer_schema.validate) == outcome(answer_schema.stock)


def test_some_of_those_answers_are_refused() -> None:
    with pytest.raises(ValidationError, match="Failed to validate Action server"):
        answer_schema.validate(RemoteAction("action_probe", None), {"events": "none"})


def test_every_event_rasa_can_be_sent_has_a_form_of_its_own() -> None:
    assert {"slot", "user", "bot", "action", "restart"} <= answer_schema.FORMS.keys()
    events = RemoteAction.action_response_format_spec()["properties"]["events"]
    assert len(answer_schema.FORMS) == len(events["items"]["oneOf"])


def test_event_types_have_the_classes_rasa_finds() -> None:
    names = {cls.type_name for cls in all_subclasses(Event)}
    assert {"slot", "user", "bot", "action"} <= names
    for name in names | {"topic"}:
        for _ in range(2):
            assert event_classes.resolve(name) is event_classes.stock(name)


def test_an_unknown_event_type_is_an_error_or_the_default_as_in_rasa() -> None:
    assert event_classes.resolve("nothing", SlotSet) is SlotSet
    for _ in range(2):
        with pytest.raises(ValueError, match="Unknown event name"):
            event_classes.resolve("nothing")


@pytest.mark.parametrize("module", log_copies.MODULES, ids=lambda m: m.__name__)
def test_rasa_copies_there_for_its_debug_log_alone(module: Any) -> None:
    tree = ast.parse(inspect.getsource(module))
    logged = {
        id(node)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "structlogger.debug"
        for node in ast.walk(call)
    }
    copies = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == "copy"
    ]
    assert copies
    assert not [ast.unparse(node) for node in copies if id(node) not in logged]


def test_a_loaded_bot_is_out_of_the_way_of_the_garbage_collector(
    tiny_model: Path,
) -> None:
    gc.unfreeze()
    load_agent(tiny_model, actions=TINY_ACTIONS)
    assert gc.get_freeze_count() > 100_000


def test_rasa_starts_without_tensorflow() -> None:
    code = (
        "from bot.runtime import bootstrap; bootstrap.before_rasa()\n"
        "import spacy, rasa.core.agent, rasa.shared, sys\n"
        "from rasa.nlu.classifiers.diet_classifier import DIETClassifier\n"
        "assert not [m for m in sys.modules if m.startswith('tensorflow.')]\n"
        "try: import tensorflow\n"
        "except ImportError: print('absent')\n"
        "from rasa.nlu.classifiers import diet_classifier\n"
        "try: diet_classifier.tf.constant(1)\n"
        "except ImportError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    absent, refused = done.stdout.splitlines()
    assert absent == "absent"
    assert "BACKTALK_SPEEDUPS=none" in refused


def test_matplotlib_is_loaded_when_rasa_draws_and_not_before() -> None:
    code = (
        "from bot.runtime import bootstrap; bootstrap.before_rasa()\n"
        "import rasa.server, rasa.nlu.test, sys\n"
        "print('matplotlib' in sys.modules)\n"
        "print(callable(rasa.nlu.test.plot_utils.plot_confusion_matrix))\n"
        "print('matplotlib' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.split() == ["False", "True", "True"], done.stderr


@pytest.mark.parametrize(
    ("component", "needed"),
    [
        ("DIETClassifier", True),
        ("rasa.core.policies.ted_policy.TEDPolicy", True),
        ("rasa.core.policies.rule_policy.RulePolicy", False),
        ("bot.nlu.mentions.SymptomMentions", False),
    ],
)
def test_components_on_tensorflow_are_known(component: str, needed: bool) -> None:
    assert is_needed(["WhitespaceTokenizer", component]) is needed


def test_speedups_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKTALK_SPEEDUPS", "none")
    assert speedups.enabled() == frozenset()
    monkeypatch.setenv("BACKTALK_SPEEDUPS", "schema,events")
    assert speedups.enabled() == {"schema", "events"}


def test_an_unknown_speedup_is_an_error_that_names_the_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BACKTALK_SPEEDUPS", "schema,evnts")
    with pytest.raises(ValueError, match=r"evnts; allowed are .*events"):
        speedups.enabled()
