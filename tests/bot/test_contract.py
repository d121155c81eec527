"""Domain, rules, actions, wording and understanding agree with each other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rasa.shared.core.training_data.story_reader.yaml_story_reader import (
    YAMLStoryReader,
)
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.validator import Validator
from rasa_sdk.forms import FormValidationAction

from answering.answerer import PHRASINGS
from bot.actions.parts import ANSWERER, KB, SPEAKER
from knowledge import Case, next_step
from knowledge.files import read_yaml
from tests.bot.played import ACTIONS, EXECUTOR, ROOT, read

DOMAIN = read("domain.yml")
INTENTS = {next(iter(intent)) for intent in DOMAIN["intents"]}


def test_the_domain_names_exactly_the_actions_there_are() -> None:
    ours = {
        name
        for name, run in EXECUTOR.actions.items()
        if run.__self__.__class__.__module__.startswith("bot.actions")
    }
    assert set(DOMAIN["actions"]) == ours


def test_no_two_actions_share_a_name() -> None:
    names = [
        line.split('"')[1]
        for path in (ROOT / "bot" / "actions").glob("*.py")
        for line in path.read_text().splitlines()
        if line.strip().startswith('return "action_')
    ]
    assert sorted(names) == sorted(set(names)) == sorted(DOMAIN["actions"])


def test_every_intent_has_one_rule() -> None:
    rules = read("bot/data/rules.yml")["rules"]
    assert set(ACTIONS) - {"back"} == INTENTS | {"nlu_fallback"}
    assert len(rules) == len(INTENTS) + 1
    assert set(ACTIONS.values()) <= set(DOMAIN["actions"])


def test_no_rule_has_a_condition_and_no_story_needs_a_slot() -> None:
    for file in ("rules", "stories"):
        text = (ROOT / "bot" / "data" / f"{file}.yml").read_text()
        assert "condition:" not in text and "slot_was_set" not in text


def test_there_is_no_form_and_none_is_validated() -> None:
    assert "forms" not in DOMAIN
    assert not [
        name
        for name, run in EXECUTOR.actions.items()
        if isinstance(run.__self__, FormValidationAction)
    ]


def test_one_slot_that_does_not_steer_the_policies_and_starts_empty() -> None:
    [slot] = DOMAIN["slots"].values()
    assert slot["influence_conversation"] is False
    assert slot["mappings"] == [{"type": "custom"}]
    assert "initial_value" not in slot


def test_a_new_session_starts_without_old_findings() -> None:
    assert DOMAIN["session_config"]["carry_over_slots_to_new_session"] is False


def test_every_family_of_findings_is_an_entity() -> None:
    families = {finding.family for finding in KB.findings.values()}
    assert families <= set(DOMAIN["entities"])


@pytest.mark.parametrize("response", DOMAIN["responses"])
def test_what_rasa_says_by_itself_holds_the_emergency_advice(response: str) -> None:
    for variant in DOMAIN["responses"][response]:
        assert "999" in variant["text"] and "111" in variant["text"]


@pytest.mark.parametrize("policy_file", ["config.yml", "config.fast.yml"])
def test_policies_are_listed_and_none_of_them_guesses(policy_file: str) -> None:
    names = {policy["name"] for policy in read(policy_file)["policies"]}
    assert "RulePolicy" in names
    assert names <= {"RulePolicy", "MemoizationPolicy", "AugmentedMemoizationPolicy"}


def test_every_question_can_be_put() -> None:
    step = next_step(KB, Case())
    for question in KB.questions.values():
        ask = type(step)(
            question=question,
            findings=question.findings,
            asked=0,
            about_left=1,
            safety_left=0,
        )
        data = SPEAKER.question(ask).data["question"]
        assert data["id"] == question.id and data["options"]


def test_every_sentence_an_action_says_exists() -> None:
    for path in (ROOT / "bot" / "actions").glob("*.py"):
        for phrase in re.findall(r'statement\(\s*"(\w+)"', path.read_text()):
            assert phrase in SPEAKER.voice.wording.phrases, f"{path.name}: {phrase}"


def test_every_pattern_can_be_asked_about_by_a_name() -> None:
    named = {
        condition
        for names in read_yaml(PHRASINGS / "en" / "subjects.yml").values()
        for name in names
        for condition in ANSWERER.patterns(name)
    }
    assert set(KB.conditions) - named <= {"another_cause"}


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("Are you a doctor?", "tool"),
        ("who sees my answers?", "privacy"),
        ("Is it serious?", "advice"),
        ("do you like cats?", None),
    ],
)
def test_a_question_about_ourselves_is_known(text: str, matter: str | None) -> None:
    found = ANSWERER.matter(text)
    assert (found[0] if found else None) == matter


@pytest.fixture(scope="module")
def validator() -> Validator:
    """Rasa's checks of what the bot is trained on."""
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "config.fast.yml"),
        str(ROOT / "domain.yml"),
        [str(ROOT / "bot" / "data")],
    )
    return Validator.from_importer(importer)


def finds_no_fault_in_stories(validator: Validator) -> bool:
    """Whether rules and stories name only what there is."""
    return (
        validator.verify_intents_in_stories(ignore_warnings=False)
        and validator.verify_utterances_in_stories(ignore_warnings=False)
        and validator.verify_actions_in_stories_rules()
    )


def test_rasas_own_checks_of_the_data_pass(validator: Validator) -> None:
    assert validator.verify_domain_validity()
    assert validator.verify_nlu(ignore_warnings=False)
    assert validator.verify_story_structure(ignore_warnings=False)
    assert finds_no_fault_in_stories(validator)


@pytest.mark.parametrize(
    "steps",
    [
        "[{intent: nobody_means_this}, {action: action_continue}]",
        "[{intent: begin}, {action: utter_nothing}]",
        "[{intent: begin}, {action: action_nobody_wrote}]",
    ],
)
def test_rasas_own_checks_are_run_so_that_they_can_fail(
    validator: Validator, steps: str, tmp_path: Path
) -> None:
    stray = tmp_path / "stray.yml"
    stray.write_text(f'version: "3.1"\nrules:\n- rule: stray\n  steps: {steps}\n')
    added = YAMLStoryReader(validator.domain).read_from_file(stray)
    stories = StoryGraph([*validator.story_graph.story_steps, *added])
    assert not finds_no_fault_in_stories(
        Validator(validator.domain, validator.intents, stories, validator.config)
    )


def test_every_action_is_short() -> None:
    for path in (ROOT / "bot" / "actions").glob("*.py"):
        assert len(path.read_text().splitlines()) <= 200, path
