"""Components run one after another give what they give under Dask."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.runtime import short_history
from bot.runtime.conversation import Conversation
from bot.runtime.straight_graph import StraightGraphRunner

RUNS = (StraightGraphRunner.run, DaskGraphRunner.run)
SAID = ("hello", '/affirm{"q": "hurt"}', "count", "crash", "refuse", "silence", "zzz")


@pytest.mark.parametrize("text", [*SAID, ""])
def test_a_message_is_understood_the_same(tiny_agent: Agent, text: str) -> None:
    runner, target = _runner(tiny_agent), tiny_agent.processor.model_metadata.nlu_target
    tracker = DialogueStateTracker.from_events("somebody", [])
    parsed = []
    for run in RUNS:
        given = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: tracker}
        results = run(runner, given, [target])
        assert list(results) == [target]
        parsed.append(results[target][0].as_dict(only_output_properties=True))
    assert parsed[0] == parsed[1]


async def test_the_next_action_is_the_same_and_so_it_is_by_the_last_turns_alone(
    tiny_agent: Agent,
) -> None:
    await _talk(tiny_agent, *SAID, *SAID)
    processor, store = tiny_agent.processor, tiny_agent.tracker_store
    events = list((await store.session("somebody")).events)
    runner, target = _runner(tiny_agent), processor.model_metadata.core_target
    chosen = set()
    begin = next(at for at, e in enumerate(events) if isinstance(e, UserUttered))
    for end in range(begin + 1, len(events) + 1):
        tracker = DialogueStateTracker.from_events(
            "somebody", events[:end], tiny_agent.domain.slots
        )
        given = {PLACEHOLDER_TRACKER: tracker}
        one, other = (run(runner, given, [target])[target] for run in RUNS)
        assert one == other
        assert short_history.predict(processor, tracker) == one
        chosen.add(one.max_confidence_index)
    assert len(chosen) > 2, "the conversation must need different actions"


@pytest.mark.parametrize("given", [{}, {PLACEHOLDER_TRACKER: "select_prediction"}])
def test_an_input_that_lacks_or_clashes_is_an_error(
    tiny_agent: Agent, given: dict[str, Any]
) -> None:
    target = tiny_agent.processor.model_metadata.core_target
    for run in RUNS:
        with pytest.raises(GraphRunError):
            run(_runner(tiny_agent), given, [target])


def _runner(agent: Agent) -> StraightGraphRunner:
    runner = agent.processor.graph_runner
    assert type(runner) is StraightGraphRunner
    return runner


async def _talk(agent: Agent, *texts: str) -> None:
    conversation = Conversation(agent, "somebody")
    for text in texts:
        await conversation.say(text)
