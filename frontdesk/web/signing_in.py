"""Signing in and out, the first set-up, passwords and accounts."""

from __future__ import annotations

import asyncio
import hmac
import math

from aiohttp import web

from frontdesk.access import AccountError, Role, TooMany, WrongPassword
from frontdesk.desk import Desk
from frontdesk.web.guard import (
    SESSION_COOKIE,
    Forbidden,
    needs,
    session_of,
    sign_in_cookie,
)
from frontdesk.web.pages import Pages


class SigningIn:
    """The pages about who somebody is.

    `code` is what the first set-up asks for; it is shown where the program was started
    and useless once there is an account.
    """

    def __init__(self, desk: Desk, pages: Pages, code: str) -> None:
        self._desk = desk
        self._pages = pages
        self._code = code

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        admin = needs(Role.ADMIN)
        return [
            web.get("/sign-in", self.show_sign_in),
            web.post("/sign-in", self.sign_in),
            web.post("/sign-out", self.sign_out),
            web.get("/setup", self.show_setup),
            web.post("/setup", self.set_up),
            web.get("/password", self.show_password),
            web.post("/password", self.change_password),
            web.get("/accounts", admin(self.show_accounts)),
            web.post("/accounts", admin(self.add_account)),
            web.post("/accounts/{name}", admin(self.change_account)),
        ]

    async def show_sign_in(self, request: web.Request) -> web.Response:
        """The form for signing in; the set-up while there is no account."""
        if not self._desk.accounts.all():
            raise web.HTTPSeeOther("/setup")
        return self._sign_in_page(request)

    async def sign_in(self, request: web.Request) -> web.Response:
        """Signs somebody in with a new session."""
        form = await request.post()
        name, password = str(form.get("name", "")), str(form.get("password", ""))
        accounts = self._desk.accounts
        try:
            account = await asyncio.to_thread(
                accounts.sign_in, name, password, request.remote or ""
            )
        except WrongPassword:
            problem = self._pages.say("wrong_password")
            return self._sign_in_page(request, name, {"": problem}, status=403)
        except TooMany as too_many:
            return self._sign_in_page(
                request, name, {"": self._too_many(too_many)}, status=429
            )
        response = web.HTTPSeeOther("/")
        sign_in_cookie(request, response, self._desk.sessions.begin(account))
        raise response

    async def sign_out(self, request: web.Request) -> web.Response:
        """Ends the session here and in the store."""
        self._desk.sessions.end(request.cookies.get(SESSION_COOKIE, ""))
        response = web.HTTPSeeOther("/sign-in")
        response.del_cookie(SESSION_COOKIE, path="/")
        raise response

    async def show_setup(self, request: web.Request) -> web.Response:
        """The form for the first administrator, while there is none."""
        self._only_once()
        return self._setup_page(request, code=request.query.get("code", ""))

    async def set_up(self, request: web.Request) -> web.Response:
        """Makes the first administrator and signs them in."""
        self._only_once()
        form = await request.post()
        code, name = str(form.get("code", "")), str(form.get("name", ""))
        attempts = self._desk.accounts.attempts
        try:
            attempts.check("setup", 10, 900)
        except TooMany as too_many:
            problem = self._too_many(too_many)
            return self._setup_page(request, name=name, problem=problem)
        if not hmac.compare_digest(code.strip().encode(), self._code.encode()):
            attempts.note("setup")
            problem = self._pages.say("wrong_setup_code")
            return self._setup_page(request, name=name, problem=problem)
        try:
            account = await asyncio.to_thread(
                self._desk.accounts.add,
                name,
                Role.ADMIN,
                str(form.get("password", "")),
            )
        except AccountError as error:
            problem = self._pages.say(error.sentence)
            return self._setup_page(request, code=code, name=name, problem=problem)
        response = web.HTTPSeeOther("/")
        sign_in_cookie(request, response, self._desk.sessions.begin(account))
        raise response

    async def show_password(self, request: web.Request) -> web.Response:
        """The form for one's own password."""
        session_of(request)
        return self._pages.page(request, "password", problems={})

    async def change_password(self, request: web.Request) -> web.Response:
        """Changes one's own password, and signs out everywhere."""
        form = await request.post()
        name = session_of(request).account.name
        accounts = self._desk.accounts
        try:
            old, new = str(form.get("old", "")), str(form.get("new", ""))
            await asyncio.to_thread(accounts.sign_in, name, old, request.remote or "")
            await asyncio.to_thread(accounts.set_password, name, new)
        except WrongPassword:
            problem = self._pages.say("wrong_password")
        except TooMany as too_many:
            problem = self._too_many(too_many)
        except AccountError as error:
            problem = self._pages.say(error.sentence)
        else:
            raise web.HTTPSeeOther("/sign-in")
        return self._pages.page(request, "password", 422, problems={"": problem})

    async def show_accounts(self, request: web.Request) -> web.Response:
        """Everybody who works here."""
        return self._accounts_page(request)

    async def add_account(self, request: web.Request) -> web.Response:
        """One more account."""
        form = await request.post()
        name, password = str(form.get("name", "")), str(form.get("password", ""))
        try:
            role = Role(str(form.get("role", "")))
            await asyncio.to_thread(self._desk.accounts.add, name, role, password)
        except AccountError as error:
            problem = self._pages.say(error.sentence)
            return self._accounts_page(request, problem=problem, name=name)
        except ValueError:
            problem = self._pages.say("bad_role")
            return self._accounts_page(request, problem=problem, name=name)
        self._note(request, "account_added", name)
        return self._accounts_page(request, notice=self._pages.say("saved"))

    async def change_account(self, request: web.Request) -> web.Response:
        """Closes or opens an account, or gives it a new password."""
        form = await request.post()
        name, what = request.match_info["name"], form.get("do")
        accounts = self._desk.accounts
        try:
            if what == "password":
                password = str(form.get(f"password-{name}", ""))
                await asyncio.to_thread(accounts.set_password, name, password)
            elif what in ("open", "close"):
                accounts.set_active(name, active=what == "open")
            else:
                raise Forbidden
        except AccountError as error:
            problem = self._pages.say(error.sentence)
            return self._accounts_page(request, problem=problem)
        self._note(request, f"account_{what}", name)
        return self._accounts_page(request, notice=self._pages.say("saved"))

    def _note(self, request: web.Request, action: str, name: str) -> None:
        by = session_of(request).account.name
        self._desk.worklist.log(by=by, action=action, content={"account": name})

    def _only_once(self) -> None:
        if self._desk.accounts.all():
            raise web.HTTPSeeOther("/sign-in")

    def _too_many(self, too_many: TooMany) -> str:
        minutes = math.ceil(too_many.wait / 60)
        return self._pages.say("too_many_tries", minutes=minutes)

    def _sign_in_page(
        self,
        request: web.Request,
        name: str = "",
        problems: dict[str, str] | None = None,
        status: int = 200,
    ) -> web.Response:
        return self._pages.page(
            request,
            "sign_in",
            status,
            name=name,
            problems=problems or {},
            notice=None,
        )

    def _setup_page(
        self, request: web.Request, code: str = "", name: str = "", problem: str = ""
    ) -> web.Response:
        return self._pages.page(
            request,
            "setup",
            422 if problem else 200,
            code=code,
            name=name,
            problems={"": problem} if problem else {},
        )

    def _accounts_page(
        self,
        request: web.Request,
        problem: str = "",
        notice: str = "",
        name: str = "",
    ) -> web.Response:
        return self._pages.page(
            request,
            "accounts",
            422 if problem else 200,
            accounts=self._desk.accounts.all(),
            roles=[role.value for role in Role],
            problems={"": problem} if problem else {},
            notice=notice,
            name=name,
        )
