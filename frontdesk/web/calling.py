"""The pages of a call: the screen of the script, and what staff do on it."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from frontdesk.access import Role
from frontdesk.calls import Kept, NoSuchCall, Overtaken
from frontdesk.desk import Desk
from frontdesk.script import (
    Act,
    Acted,
    Back,
    Branch,
    Call,
    Confirm,
    Fill,
    Refused,
    Reply,
    Say,
)
from frontdesk.script.acts import refused
from frontdesk.web.guard import needs, session_of
from frontdesk.web.pages import Pages
from handover import CodeUnknown, CodeUnreadable, RecordUnreadable, TooManyTries

ROUTES = ("phone", "counter")
_MARK = "mark."
Form = Mapping[str, Any]


class Calling:
    """The pages for taking calls."""

    def __init__(self, desk: Desk, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        staff = needs(Role.DESK)
        return [
            web.get("/", staff(self.home)),
            web.post("/calls", staff(self.begin)),
            web.get("/calls/{id}", staff(self.show)),
            web.post("/calls/{id}", staff(self.act)),
        ]

    async def home(self, request: web.Request) -> web.Response:
        """Where calls begin, and where unfinished ones wait."""
        return self._home(request)

    async def begin(self, request: web.Request) -> web.Response:
        """Opens a call; with a code, one that begins with what was told in a chat."""
        form = await request.post()
        route = form.get("route") if form.get("route") in ROUTES else ROUTES[0]
        code = str(form.get("code", "")).strip() or None
        clerk = session_of(request).account.name
        try:
            call = await asyncio.to_thread(self._desk.begin, clerk, str(route), code)
        except CodeUnreadable as error:
            problem = self._pages.say("code_unreadable", wrong=error.wrong)
        except CodeUnknown:
            problem = self._pages.say("code_unknown")
        except RecordUnreadable:
            problem = self._pages.say("code_other")
        except TooManyTries as error:
            minutes = math.ceil(error.wait / 60)
            problem = self._pages.say("too_many_codes", minutes=minutes)
        else:
            raise web.HTTPSeeOther(f"/calls/{call.id}")
        return self._home(request, code=code or "", problem=problem)

    async def show(self, request: web.Request) -> web.Response:
        """The screen of a call."""
        return self._screen(request, self._kept(request))

    async def act(self, request: web.Request) -> web.Response:
        """Does what was chosen; what is wrong is said beside its field."""
        form = await request.post()
        kept = self._kept(request)
        if str(kept.version) != form.get("version"):
            problems = {"": self._pages.say("overtaken")}
            return self._screen(request, kept, problems, status=409)
        try:
            await asyncio.to_thread(self._desk.act, kept, _act(form, kept.call))
        except Refused as refusal:
            phrase = self._desk.screens.phrase
            problems = {
                field: phrase(sentence, **values)
                for field, (sentence, values) in refusal.problems.items()
            }
            return self._screen(request, kept, problems, form, status=422)
        except Overtaken:
            problems = {"": self._pages.say("overtaken")}
            return self._screen(request, self._kept(request), problems, status=409)
        raise web.HTTPSeeOther(f"/calls/{kept.call.id}")

    def _kept(self, request: web.Request) -> Kept:
        try:
            return self._desk.calls.get(request.match_info["id"])
        except NoSuchCall:
            raise web.HTTPNotFound from None

    def _screen(
        self,
        request: web.Request,
        kept: Kept,
        problems: Mapping[str, str] | None = None,
        form: Form | None = None,
        status: int = 200,
    ) -> web.Response:
        call, screens = kept.call, self._desk.screens
        screen = screens.draw(call, listed=kept.listed)
        label = self._desk.speaker.voice.label
        return self._pages.page(
            request,
            "call",
            status,
            screen=screen,
            waits=call.outcome is not None and not kept.listed,
            version=kept.version,
            facts=self._facts(call),
            opened=call.opened,
            branches=screens.branches(call),
            said=screens.said(call.case),
            not_so_note=screens.words.not_so_note,
            number_label=label(screen.finding) if screen.finding else "",
            problems=problems or {},
            typed={key: str(value) for key, value in (form or {}).items()},
        )

    def _facts(self, call: Call) -> Mapping[str, str]:
        """Who it is about; of a call that was handed over, as far as it is kept."""
        if call.outcome is None or call.facts:
            return call.facts
        noted = self._desk.handing_over.noted_before(call.id) or {}
        facts: Mapping[str, str] = noted.get("facts", {})
        return facts

    def _home(
        self, request: web.Request, code: str = "", problem: str = ""
    ) -> web.Response:
        now = self._desk.now()
        waiting = [
            {
                "id": kept.call.id,
                "name": kept.call.facts.get("name"),
                "clerk": kept.call.clerk,
                "minutes": int((now - kept.call.opened) // 60),
            }
            for kept in self._desk.calls.open()
        ]
        return self._pages.page(
            request,
            "home",
            422 if problem else 200,
            open_calls=waiting,
            unlisted=self._desk.calls.unlisted(),
            now=now,
            code=code,
            problems={"code": problem} if problem else {},
        )


def _act(form: Form, call: Call) -> Act:
    """What a form of the script's pages asks for.

    Raises:
        Refused: when it asks for nothing that there is.
    """
    texts = {key: str(value) for key, value in form.items()}
    match texts.get("act"):
        case "fill":
            return Fill(texts.get("on", ""), texts, texts.get("option"))
        case "say":
            return Say(texts.get("words", ""))
        case "reply":
            return _reply(texts)
        case "confirm":
            kept = form.getall("kept", []) if hasattr(form, "getall") else []
            return Confirm(frozenset(str(finding) for finding in kept))
        case "branch":
            return Branch(texts.get("to", ""))
        case "back":
            return Back()
        case "acted":
            return Acted(texts.get("exit", ""), texts.get("taken_over_by", ""), texts)
    raise refused("", "no_option")


def _reply(texts: Mapping[str, str]) -> Reply:
    marks = {
        key.removeprefix(_MARK): value
        for key, value in texts.items()
        if key.startswith(_MARK) and value
    }
    finding = texts.get("finding", "")
    if "typed" in texts and finding:
        marks = {finding: texts.get("number", "")}
    if "only_words" in texts:
        marks = {}
    return Reply(
        texts.get("on", ""),
        marks,
        texts.get("rest") or None,
        texts.get("words", ""),
    )
