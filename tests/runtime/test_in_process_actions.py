"""Actions in process: what they see, answer and break is as over HTTP."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from rasa.utils.endpoints import ClientResponseError
from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.runtime.in_process_actions import InProcessActions
from tests.conftest import TINY_ACTIONS

TRACKER = {"sender_id": "x", "slots": {}, "events": [], "latest_message": {}}


def endpoint(run: Callable[..., Any]) -> InProcessActions:
    """An endpoint with one action, `action_probe`."""
    actions = InProcessActions(TINY_ACTIONS)
    actions._executor.register_function("action_probe", run)
    return actions


async def request(actions: InProcessActions, name: str = "action_probe") -> Any:
    return await actions.request(json={"next_action": name, "tracker": TRACKER})


async def test_values_pass_through_json() -> None:
    def probe(dispatcher: Any, tracker: Any, domain: Any) -> Any:
        return [SlotSet("heard", {"pair": (1, 2), None: "none"})]

    answer = await request(endpoint(probe))
    assert answer["events"][0]["value"] == {"pair": [1, 2], "null": "none"}


async def test_an_action_cannot_reach_into_rasas_memory() -> None:
    seen: list[Any] = []

    def probe(dispatcher: Any, tracker: Any, domain: Any) -> Any:
        tracker.slots["added"] = True
        seen.append(tracker)
        return []

    await request(endpoint(probe))
    assert seen
    assert TRACKER["slots"] == {}


async def test_the_history_is_there_for_an_action_that_looks() -> None:
    events = [{"event": "user", "text": "hello"}, {"event": "slot", "value": (1, 2)}]
    seen: list[Any] = []

    def probe(dispatcher: Any, tracker: Any, domain: Any) -> Any:
        seen.extend([tracker.events[-1], len(tracker.events)])
        seen.append([event["event"] for event in reversed(tracker.events)])
        seen.append(tracker.copy().events)
        tracker.events[0]["text"] = "changed"
        return []

    call = {"next_action": "action_probe", "tracker": {**TRACKER, "events": events}}
    await endpoint(probe).request(json=call)
    assert seen[:2] == [{"event": "slot", "value": [1, 2]}, 2]
    assert seen[2] == ["slot", "user"]
    assert list(seen[3])[1] == {"event": "slot", "value": [1, 2]}
    assert events[0]["text"] == "hello"


async def test_a_rejection_is_a_400_with_the_name_of_the_action() -> None:
    def probe(dispatcher: Any, tracker: Any, domain: Any) -> Any:
        raise ActionExecutionRejection("action_probe", "not now")

    with pytest.raises(ClientResponseError) as caught:
        await request(endpoint(probe))
    assert caught.value.status == 400
    assert json.loads(caught.value.text) == {
        "error": "not now",
        "action_name": "action_probe",
    }


async def test_an_unknown_action_is_a_404() -> None:
    with pytest.raises(ClientResponseError) as caught:
        await request(InProcessActions(TINY_ACTIONS), "action_nobody_wrote")
    assert caught.value.status == 404


@pytest.mark.parametrize(
    "fault",
    [ValueError("my leg is numb"), KeyError("numb"), ClientResponseError(1, "", "")],
)
async def test_a_crash_is_a_500_that_quotes_nobody(
    fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def probe(dispatcher: Any, tracker: Any, domain: Any) -> Any:
        raise fault

    with caplog.at_level(logging.DEBUG), pytest.raises(ClientResponseError) as caught:
        await request(endpoint(probe))
    assert caught.value.status == 500
    assert "numb" not in caught.value.text
    assert "numb" not in caplog.text
    assert type(fault).__name__ in caplog.text


async def test_an_answer_that_is_no_json_is_a_500() -> None:
    def probe(dispatcher: Any, tracker: Any, domain: Any) -> Any:
        return [SlotSet("heard", {1, 2})]

    with pytest.raises(ClientResponseError) as caught:
        await request(endpoint(probe))
    assert caught.value.status == 500
