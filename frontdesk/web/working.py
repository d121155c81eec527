"""The pages of the work list: what waits, who takes it, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

from frontdesk.access import Account, Role
from frontdesk.desk import Desk
from frontdesk.script.screen import Group
from frontdesk.web.clinician import Clinician
from frontdesk.web.guard import needs, session_of
from frontdesk.web.pages import Pages
from worklist import (
    AlreadyAccepted,
    AlreadyClosed,
    Erased,
    Item,
    NoOutcome,
    NoSuchItem,
    NotOwner,
    State,
)
from worklist.words import catalogue, outcome_words


class Working:
    """The work list, for everybody; what only clinicians see is in `clinician`."""

    def __init__(self, desk: Desk, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages
        self._clinician = Clinician(desk, pages, self.show)
        self._endings = catalogue(desk.speaker.voice)

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        staff, clinician = needs(Role.DESK), needs(Role.CLINICIAN)
        return [
            web.get("/work", staff(self.all)),
            web.get("/work/waiting", staff(self.waiting)),
            web.get("/work/{id}", staff(self.show)),
            web.post("/work/{id}/accept", staff(self.accept)),
            web.post("/work/{id}/release", staff(self.release)),
            web.post("/work/{id}/close", clinician(self.close)),
            *self._clinician.routes(),
        ]

    async def all(self, request: web.Request) -> web.Response:
        """Everything without an outcome, the most urgent first."""
        return self._list(request)

    async def waiting(self, _: web.Request) -> web.Response:
        """How many wait and how many are overdue, for the mark in the navigation."""
        items = self._desk.worklist.items(State.WAITING)
        overdue = sum(1 for item in items if self._is_overdue(item))
        word = "overdue_badge" if overdue else "waiting_badge"
        words = self._pages.say(word, count=overdue or len(items))
        return web.json_response(
            {"count": len(items), "overdue": overdue, "words": words}
        )

    async def show(
        self, request: web.Request, problems: dict[str, str] | None = None
    ) -> web.Response:
        """One item with all that this person may see of it."""
        item = self._item(request)
        account = session_of(request).account
        noted = self._noted(item)
        facts = noted.get("facts", {})
        said = self._said(item)
        is_clinician = account.role.may(Role.CLINICIAN)
        return self._pages.page(
            request,
            "item",
            422 if problems else 200,
            item=item,
            name=facts.get("name") or self._pages.say("unnamed"),
            kind=self._kind(item),
            details=self._details(facts, noted),
            words=[said["text"] for said in noted.get("words", [])],
            said=said or (),
            erased=said is None,
            mine=item.owner == account.name and item.state is State.ACCEPTED,
            outcomes=[
                {"id": key, "label": outcome_words(self._endings, key)}
                for key in self._desk.worklist.settings.outcomes
            ],
            history=self._history(item, account),
            clinical=self._clinician.view.draw(item) if is_clinician else None,
            problems=problems or {},
        )

    async def accept(self, request: web.Request) -> web.Response:
        """Takes an item over; of several who try, one does."""
        form = await request.post()
        by = session_of(request).account.name
        return await self._do(
            request,
            lambda id_: self._desk.worklist.accept(
                id_, by=by, read_back=bool(form.get("read_back"))
            ),
        )

    async def release(self, request: web.Request) -> web.Response:
        """Gives an item back to the list."""
        form = await request.post()
        by, why = session_of(request).account.name, str(form.get("why", "")).strip()
        if not why:
            return await self.show(request, {"why": self._pages.say("no_why")})
        return await self._do(
            request, lambda id_: self._desk.worklist.release(id_, by=by, why=why)
        )

    async def close(self, request: web.Request) -> web.Response:
        """Records what came of an item."""
        form = await request.post()
        by, outcome = session_of(request).account.name, str(form.get("outcome", ""))
        note = str(form.get("note", "")).strip()
        return await self._do(
            request,
            lambda id_: self._desk.worklist.close(
                id_, by=by, outcome=outcome, note=note
            ),
            then="/work",
        )

    async def _do(
        self,
        request: web.Request,
        step: Callable[[str], Item],
        then: str | None = None,
    ) -> web.Response:
        id_ = request.match_info["id"]
        say = self._pages.say
        try:
            await asyncio.to_thread(step, id_)
        except NoSuchItem:
            raise web.HTTPNotFound from None
        except AlreadyAccepted as error:
            problem = {"": say("accepted_by_other", name=error.owner)}
        except NotOwner as error:
            problem = {"": say("not_owner", name=error.owner or say("nobody"))}
        except AlreadyClosed:
            problem = {"": say("already_closed")}
        except NoOutcome:
            problem = {"outcome": say("no_outcome")}
        else:
            raise web.HTTPSeeOther(then or f"/work/{id_}")
        return await self.show(request, problem)

    def _list(self, request: web.Request) -> web.Response:
        now = self._desk.now()
        rows = []
        for item in self._desk.worklist.items():
            facts = self._noted(item).get("facts", {})
            due = None if item.alert_at is None else item.alert_at - now
            rows.append(
                {
                    "item": item,
                    "name": facts.get("name"),
                    "number": facts.get("callback_number"),
                    "kind": self._kind(item),
                    "waiting": now - item.added,
                    "overdue": self._is_overdue(item),
                    "due": None if due is None or due < 0 else due,
                }
            )
        unlisted = self._desk.calls.unlisted()
        return self._pages.page(
            request, "work", rows=rows, unlisted=unlisted, now=now, problems={}
        )

    def _item(self, request: web.Request) -> Item:
        try:
            return self._desk.worklist.item(request.match_info["id"])
        except NoSuchItem:
            raise web.HTTPNotFound from None

    def _is_overdue(self, item: Item) -> bool:
        late = item.alert_at is not None and item.alert_at < self._desk.now()
        return late or item.alerts > 0

    def _kind(self, item: Item) -> str:
        outcomes = self._desk.screens.words.outcomes
        if item.kind in outcomes:
            return outcomes[item.kind].title
        return self._pages.say("from_channel", channel=item.route)

    def _noted(self, item: Item) -> dict[str, Any]:
        """What staff noted; for an item from a chat, what its record knows of it."""
        noted = self._desk.handing_over.noted_before(item.id)
        if noted is not None:
            return noted
        try:
            encounter = self._desk.worklist.record(item.id).encounter
        except Erased:
            return {}
        facts = {
            "name": encounter.patient.name,
            "date_of_birth": encounter.patient.born,
            "callback_number": encounter.contact.call_back,
            "location": encounter.contact.location,
        }
        return {"facts": {key: value for key, value in facts.items() if value}}

    def _details(
        self, facts: dict[str, str], noted: dict[str, Any]
    ) -> list[tuple[str, str]]:
        screens = self._desk.screens
        labels = {
            key: field.label
            for step in screens.words.steps.values()
            for key, field in step.fields.items()
        }
        details = [(label, facts[key]) for key, label in labels.items() if key in facts]
        marks = [screens.phrase(f"mark_{mark}") for mark in noted.get("marks", [])]
        if marks:
            details.append((self._pages.say("marks_title"), "; ".join(marks)))
        if noted.get("how"):
            exits = screens.words.exits
            how = screens.fill(exits[noted["how"]].label)
            details.append((screens.phrase("acted_on"), how))
        if noted.get("taken_over_by"):
            label = screens.phrase("clinician_name")
            details.append((label, noted["taken_over_by"]))
        return details

    def _said(self, item: Item) -> tuple[Group, ...] | None:
        try:
            case = self._desk.worklist.record(item.id).case
        except Erased:
            return None
        return self._desk.screens.said(case)

    def _history(self, item: Item, account: Account) -> list[str]:
        """What was done. Why somebody gave it back may be clinical, as any note.

        So it is for clinicians, and for whoever wrote it.
        """
        pages, say = self._desk.screens.words.pages, self._pages.say
        lines = []
        for entry in self._desk.worklist.history(item.id):
            if f"event_{entry.action}" not in pages:
                continue
            action = pages[f"event_{entry.action}"]
            line = say("done_by", action=action, who=entry.actor)
            may_read = entry.actor == account.name or account.role.may(Role.CLINICIAN)
            if entry.action == "released" and entry.content and may_read:
                line = say("done_because", done=line, why=entry.content["why"])
            lines.append(f"{entry.at[:16].replace('T', ' ')}: {line}")
        return lines
