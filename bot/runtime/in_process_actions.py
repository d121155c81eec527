"""The action server without the server: custom actions run in Rasa's own process.

Why: a process of its own and an HTTP call per action cost memory and time and are one
more thing that can be down. Rasa's extension point for this is the endpoint class.
Everything an action can see or cause is the same as over HTTP: arguments and answers
pass through JSON, and every failure becomes the error an HTTP server would have sent.
The history of the conversation, which grows with it, does so when an action looks.
"""

from __future__ import annotations

import json
import logging
from collections import UserList
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NoReturn

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.runtime.errors import where_and_what

logger = logging.getLogger(__name__)


class InProcessActions(EndpointConfig):
    """An action endpoint that runs the actions of a package itself."""

    def __init__(self, package: str = "bot.actions") -> None:
        # Only an action that the domain lists with `send_domain: true` is sent it.
        super().__init__(url="in-process://" + package, enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Runs one action.

        Raises:
            ClientResponseError: with the status the action server would have sent.
        """
        call = kwargs["json"]
        try:
            answer = await self._executor.run(_received(call))
            return _as_over_the_wire(answer)
        except ActionExecutionRejection as rejection:
            _fail(400, rejection.message, rejection.action_name)
        except ActionNotFoundException as missing:
            _fail(404, missing.message, missing.action_name)
        except Exception as error:  # as over HTTP: whatever happens is a 500
            logger.error(
                "Action %s failed: %s", call.get("next_action"), where_and_what(error)
            )
            _fail(500, type(error).__name__, call.get("next_action"))


class _Events(UserList[Any]):
    """The events of a tracker, passed through JSON when first looked at."""

    def __init__(self, events: Iterable[Any]) -> None:
        self._sent = events

    @cached_property
    def data(self) -> list[Any]:  # type: ignore[override]
        received: list[Any] = _as_over_the_wire(list(self._sent))
        return received


def _received(call: dict[str, Any]) -> dict[str, Any]:
    tracker = {**call["tracker"], "events": []}
    received: dict[str, Any] = _as_over_the_wire({**call, "tracker": tracker})
    received["tracker"]["events"] = _Events(call["tracker"]["events"])
    return received


def _as_over_the_wire(message: Any) -> Any:
    return json.loads(json.dumps(message))


def _fail(status: int, error: str, action_name: str | None) -> NoReturn:
    body = json.dumps({"error": error, "action_name": action_name})
    raise ClientResponseError(status, error, body) from None
