"""The web channel: one request with a message, one response with all answers.

    POST /chat/session  {}                     -> {token, messages}
    POST /chat/message  {token, id, message}   -> {messages}
    POST /chat/history  {token}                -> {messages}, each with `from`
    POST /chat/code     {token}                -> {code, messages}, for the front desk
    POST /chat/erase    {token}                -> {messages}
    GET  /chat/health                          -> {status}

A message is `{text, buttons: [{title, payload}], data}`. Whatever fails, `messages`
holds an apology with the safety net, and `error` a word for programs. Sending the same
`id` again gives the same answer and says nothing twice. A client that accepts
`application/x-ndjson` gets a sign at once that its message has arrived (`early_sign`).
The headers of a request tell its languages (`negotiation`).
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Awaitable, Iterable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels import early_sign, packing, safety_net
from bot.channels.history import as_shown
from bot.channels.limits import RateLimit
from bot.channels.messaging.words import code_in
from bot.channels.negotiation import languages_of
from bot.channels.origins import Origins
from bot.channels.pressing import Pressing, warning_signs
from bot.channels.replies import Refused, on_failure, reply
from bot.channels.sessions import SessionEnded, Sessions, secret_from_environment
from bot.channels.stored import erase, session
from bot.channels.transcript import turns
from bot.channels.turn_taking import Answer, OnNewMessage, TurnTaking
from bot.channels.web_moving import Arrived, WebMoving
from bot.languages import Languages

LONGEST_MESSAGE = 4000
LONGEST_ID = 64
OPENING = "/greet"
_READINESS_SECONDS = 5.0


class WebInput(InputChannel):
    """Receives messages from web pages."""

    def __init__(
        self,
        sessions: Sessions,
        *,
        messages_per_minute: float = 60,
        sessions_per_minute: float = 30,
        turn_seconds: float = 20,
        origins: Iterable[str] = (),
        shelf_address: str | None = None,
    ) -> None:
        self.origins = Origins(origins)
        self._sessions = sessions
        self._message_limit = RateLimit(messages_per_minute, burst=20)
        self._session_limit = RateLimit(sessions_per_minute, burst=30)
        self._pressing = Pressing()
        self._turn_seconds = turn_seconds
        self._moving = WebMoving(shelf_address)
        self._readiness: tuple[float, bool] = (float("-inf"), False)

    @classmethod
    def name(cls) -> str:
        """The channel's name in its address."""
        return "chat"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        """The channel under `rasa run`; without a secret it refuses to start."""
        return cls(Sessions(secret_from_environment()), **(credentials or {}))

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes."""
        chat = Blueprint("backtalk_chat")
        chat.exception(Exception)(on_failure)

        @chat.options("/session", name="session_permission")
        @chat.options("/message", name="message_permission")
        @chat.options("/history", name="history_permission")
        @chat.options("/code", name="code_permission")
        @chat.options("/erase", name="erase_permission")
        async def permission(request: Request) -> HTTPResponse:
            return HTTPResponse(status=204, headers=self.origins.permission(request))

        @chat.on_response
        async def for_other_websites(request: Request, response: HTTPResponse) -> None:
            response.headers.update(self.origins.headers(request))
            response.headers["Vary"] += ", Accept, Accept-Encoding, Accept-Language"
            packing.pack(request, response)

        taking = TurnTaking(on_new_message, seconds=self._turn_seconds)

        @chat.post("/session")
        async def begin(request: Request) -> HTTPResponse:
            self._fields(request)
            if not self._session_limit.allows(request.ip):
                raise Refused(429, "too_many_sessions", safety_net.PAUSED)
            token = self._sessions.mint()
            sender = self._sessions.session_of(token)
            answer = await taking.prompt(
                _agent(request), sender, OPENING, languages_of(request)
            )
            return reply(*_answered(answer, token=token))

        @chat.post("/message")
        async def message(request: Request) -> HTTPResponse | None:
            fields = self._fields(request)
            sender = self._sender(fields)
            text, message_id = _text(fields), _message_id(fields)
            languages = languages_of(request)
            if not self._may_speak(sender, text, languages):
                raise Refused(429, "too_many_messages", safety_net.PAUSED)
            if code := code_in(text):
                agent = _required_agent(request)
                answer = self._moving.take(
                    taking,
                    agent,
                    Arrived(sender, message_id, text, languages),
                    code,
                )
            else:
                answer = taking.say(
                    _agent(request), sender, message_id, text, languages
                )
            if not early_sign.is_wanted(request):
                return reply(*_answered(await answer))
            await early_sign.respond(request, _when_answered(answer))
            return None

        @chat.post("/history")
        async def history(request: Request) -> HTTPResponse:
            sender = self._sender(self._fields(request))
            said = turns(await session(_required_agent(request), sender))
            return reply({"messages": as_shown(said)})

        @chat.post("/code")
        async def code(request: Request) -> HTTPResponse:
            sender = self._sender(self._fields(request))
            if not self._message_limit.allows(sender):
                raise Refused(429, "too_many_messages", safety_net.PAUSED)
            locale = languages_of(request).answered
            agent = _required_agent(request)
            made = await self._moving.code(agent, sender, locale)
            if made is None:
                raise Refused(409, "nothing_said", safety_net.NOTHING_SAID)
            return reply({"code": made, "messages": []})

        @chat.post("/erase")
        async def forget(request: Request) -> HTTPResponse:
            sender = self._sender(self._fields(request))
            erase(_required_agent(request), sender)
            await self._moving.withdraw(sender)
            return reply({"messages": []})

        @chat.get("/health")
        async def health(request: Request) -> HTTPResponse:
            since, ready = self._readiness
            if time.monotonic() - since > _READINESS_SECONDS:
                ready = await _is_ready(taking, _agent(request))
                self._readiness = (time.monotonic(), ready)
            status = "ready" if ready else "not_ready"
            return reply({"status": status}, 200 if ready else 503)

        return chat

    def _fields(self, request: Request) -> dict[str, Any]:
        """The JSON object that a page of ours, or one that may, has sent."""
        if not self.origins.allows(request):
            raise Refused(403, "foreign_page", safety_net.UNREADABLE)
        return _fields(request)

    def _may_speak(self, sender: str, text: str, languages: Languages) -> bool:
        """Whether somebody is within the limit, or names a red flag that is new."""
        if self._message_limit.allows(sender):
            self._pressing.forget(sender)
            return True
        return self._pressing.is_new(
            sender, text, lambda: warning_signs(text, languages)
        )

    def _sender(self, fields: dict[str, Any]) -> str:
        try:
            return self._sessions.session_of(str(fields.get("token")))
        except SessionEnded:
            raise Refused(401, "session_ended", safety_net.ENDED) from None


async def _is_ready(taking: TurnTaking, agent: Agent | None) -> bool:
    """Whether somebody who began now would be answered by the whole of the bot.

    Words without data are Rasa's own: it speaks them when our actions cannot.
    """
    sender = f"readiness-{uuid.uuid4().hex}"
    answer = await taking.prompt(agent, sender, OPENING)
    if agent is not None and agent.is_ready():
        erase(agent, sender)
    kinds = {message["data"].get("kind") for message in answer.messages}
    return answer.answered and not kinds & {None, "technical_problem"}


def _agent(request: Request) -> Agent | None:
    return getattr(request.app.ctx, "agent", None)


def _required_agent(request: Request) -> Agent:
    agent = _agent(request)
    if agent is None:
        raise Refused(503, "unavailable", safety_net.APOLOGY)
    return agent


def _fields(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        raise Refused(415, "not_json", safety_net.UNREADABLE)
    fields = request.json
    if not isinstance(fields, dict):
        raise Refused(400, "not_an_object", safety_net.UNREADABLE)
    return fields


def _text(fields: dict[str, Any]) -> str:
    text = fields.get("message")
    if not isinstance(text, str) or not text.strip():
        raise Refused(400, "no_message", safety_net.UNREADABLE)
    if len(text) > LONGEST_MESSAGE:
        raise Refused(413, "too_long", safety_net.TOO_LONG)
    return text


def _message_id(fields: dict[str, Any]) -> str:
    given = fields.get("id") or uuid.uuid4().hex
    if not isinstance(given, str) or len(given) > LONGEST_ID:
        raise Refused(400, "bad_id", safety_net.UNREADABLE)
    return given


async def _when_answered(answer: Awaitable[Answer]) -> tuple[dict[str, Any], int]:
    return _answered(await answer)


def _answered(answer: Answer, **more: str) -> tuple[dict[str, Any], int]:
    """The body and the status that tell an answer."""
    body = {**more, "messages": answer.messages}
    if answer.answered:
        return body, 200
    return {**body, "error": "unavailable"}, 503
