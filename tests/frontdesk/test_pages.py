"""The pages over HTTP: who may see what, and what other websites cannot do."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer

import knowledge
from frontdesk.desk import Desk
from frontdesk.script import Branch, Fill, Screens
from frontdesk.web.app import application
from handover import Encounter, record
from knowledge import Case, Status
from knowledge.examination import TestResult, examine
from knowledge.library import load_library
from rendering import Speaker
from tests.frontdesk.forbidden import terms
from tests.frontdesk.made import PASSWORD, Clock, away, database, made, staffed

CODE = "0123abcd"
PAGES = ("/", "/work", "/work/{item}", "/accounts", "/insight", "/password")
CLINICAL = ("sheet/sbar", "fhir", "judge", "close", "examine")


class Browser:
    """A browser with its cookies that fills in our own forms."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        server = TestServer(application(desk, CODE))
        self.client = TestClient(server, cookie_jar=CookieJar(unsafe=True))

    async def get(self, path: str) -> ClientResponse:
        return await self.client.get(path, allow_redirects=False)

    async def post(
        self, path: str, headers: dict[str, str] | None = None, **fields: str
    ) -> ClientResponse:
        return await self.client.post(
            path, data=fields, headers=headers, allow_redirects=False
        )

    async def token(self, path: str = "/password") -> str:
        page = await (await self.get(path)).text()
        found = re.search(r'name="form_token" value="([^"]+)"', page)
        assert found
        return found[1]

    async def sends(self, path: str, **fields: str) -> ClientResponse:
        return await self.post(path, form_token=await self.token(), **fields)

    async def signs_in(self, name: str, password: str = PASSWORD) -> ClientResponse:
        return await self.post("/sign-in", name=name, password=password)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def empty(tmp_path: Path, speaker: Speaker, screens: Screens, clock: Clock) -> Desk:
    return made(database(tmp_path), speaker, screens, clock)


@pytest.fixture
async def browser(empty: Desk) -> AsyncIterator[Browser]:
    browser = Browser(staffed(empty))
    async with browser.client:
        yield browser


@pytest.fixture
def item(empty: Desk, speaker: Speaker) -> str:
    """Somebody with leg pain on the work list."""
    case = Case().say("site_buttock", Status.PRESENT).say("fever", Status.ABSENT)
    case = case.say("worse_sitting", Status.PRESENT)
    encounter = Encounter.begin("web")
    return empty.worklist.add(record(speaker, case, encounter), by="web").id


# --- signing in ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "page", ["/", "/work", "/accounts", "/calls/abc", "/cards", "/insight"]
)
async def test_nobody_sees_anything_without_signing_in(
    browser: Browser, page: str
) -> None:
    answer = await browser.get(page)

    assert (answer.status, answer.headers["Location"]) == (303, "/sign-in")


async def test_the_first_visit_leads_to_the_set_up_which_needs_the_code(
    empty: Desk,
) -> None:
    browser = Browser(empty)
    async with browser.client:
        assert (await browser.get("/sign-in")).headers["Location"] == "/setup"
        wrong = await browser.post("/setup", code="x", name="ada", password=PASSWORD)
        assert wrong.status == 422
        assert empty.accounts.all() == []

        right = await browser.post("/setup", code=CODE, name="ada", password=PASSWORD)
        assert right.status == 303
        assert [account.name for account in empty.accounts.all()] == ["ada"]
        again = await browser.post("/setup", code=CODE, name="eve", password=PASSWORD)
        assert again.headers["Location"] == "/sign-in"
        assert len(empty.accounts.all()) == 1


async def test_a_wrong_password_is_told_and_too_many_are_locked_out(
    browser: Browser,
) -> None:
    statuses = [
        (await browser.signs_in("kim", "wrong horse battery")).status for _ in range(6)
    ]

    assert statuses == [403] * 5 + [429]
    assert (await browser.signs_in("kim")).status == 429


async def test_the_cookie_is_not_for_scripts_nor_for_other_websites(
    browser: Browser,
) -> None:
    cookie = (await browser.signs_in("kim")).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


async def test_signing_out_ends_the_session(browser: Browser) -> None:
    await browser.signs_in("kim")
    await browser.sends("/sign-out")

    assert (await browser.get("/")).status == 303


# --- forms of others ----------------------------------------------------------------


@pytest.mark.parametrize("token", ["", "x" * 32])
async def test_a_form_without_our_token_changes_nothing(
    browser: Browser, token: str
) -> None:
    await browser.signs_in("kim")
    answer = await browser.post("/calls", route="phone", form_token=token)

    assert answer.status == 403
    assert browser.desk.calls.open() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_a_form_from_another_website_changes_nothing_even_with_the_token(
    browser: Browser, headers: dict[str, str]
) -> None:
    await browser.signs_in("kim")
    answer = await browser.post(
        "/calls", headers, route="phone", form_token=await browser.token()
    )

    assert answer.status == 403
    assert browser.desk.calls.open() == []


@pytest.mark.parametrize(
    "page", ["/sign-in", "/static/desk.css", "/nowhere", "/health"]
)
async def test_every_answer_forbids_what_the_pages_do_not_need(
    browser: Browser, page: str
) -> None:
    answer = await browser.get(page)

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


async def test_the_pages_hold_no_inline_script_or_style(
    browser: Browser, item: str
) -> None:
    await browser.signs_in("ada")
    for page in PAGES:
        text = await (await browser.get(page.format(item=item))).text()
        assert "<style" not in text and "style=" not in text, page
        assert not re.search(r"<script(?! src=\"/static/)", text), page
        assert not re.search(r"\son\w+=", text), page


# --- roles --------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/accounts", "/insight"])
async def test_the_desk_is_kept_from_pages_of_other_roles(
    browser: Browser, path: str
) -> None:
    await browser.signs_in("kim")

    assert (await browser.get(path)).status == 403


@pytest.mark.parametrize("path", CLINICAL)
async def test_the_desk_is_kept_from_all_that_is_clinical(
    browser: Browser, item: str, path: str
) -> None:
    await browser.signs_in("kim")
    address = f"/work/{item}/{path}"
    answer = await browser.get(address)
    if answer.status == 405:
        answer = await browser.sends(address, level="routine", why="x", outcome="x")

    assert answer.status == 403


async def test_no_page_of_the_desk_holds_a_forbidden_term(
    browser: Browser, item: str, speaker: Speaker
) -> None:
    await browser.signs_in("kim")
    forbidden = terms(speaker.voice.kb, speaker.voice.wording)
    for page in ("/", "/work", f"/work/{item}", "/password"):
        text = await (await browser.get(page)).text()
        visible = re.sub(r"<[^>]+>", " ", text)
        for what, pattern in forbidden.items():
            assert not pattern.search(visible), (page, what)


async def test_a_clinician_sees_the_differential_with_its_sources(
    browser: Browser, item: str
) -> None:
    await browser.signs_in("lee")
    text = await (await browser.get(f"/work/{item}")).text()

    assert "Piriformis syndrome" in text
    assert "Park" in text


async def test_only_administrators_keep_accounts(browser: Browser) -> None:
    await browser.signs_in("ada")
    made = await browser.sends(
        "/accounts", name="new", role="desk", password="quiet lamp ocean"
    )
    assert made.status == 200
    assert "new" in [account.name for account in browser.desk.accounts.all()]

    await browser.sends("/accounts/new", do="close")
    closed = {a.name: a.active for a in browser.desk.accounts.all()}
    assert closed["new"] is False


# --- calls --------------------------------------------------------------------------


async def begun(browser: Browser) -> str:
    answer = await browser.sends("/calls", route="phone")
    return answer.headers["Location"]


async def test_a_call_is_begun_and_goes_on(browser: Browser) -> None:
    await browser.signs_in("kim")
    call = await begun(browser)
    answer = await browser.sends(
        call, act="fill", on="identity", version="0", name="Ada Byron"
    )

    assert answer.headers["Location"] == call
    assert "How do we reach them?" in await (await browser.get(call)).text()


async def test_what_is_wrong_is_said_and_what_was_typed_stays(browser: Browser) -> None:
    await browser.signs_in("kim")
    call = await begun(browser)
    answer = await browser.sends(
        call,
        act="fill",
        on="identity",
        version="0",
        name="<b>Ada</b>",
        date_of_birth="soon",
    )

    text = await answer.text()
    assert answer.status == 422
    assert "This is not a date" in text
    assert "&lt;b&gt;Ada&lt;/b&gt;" in text


async def test_a_form_sent_twice_counts_once(browser: Browser) -> None:
    await browser.signs_in("kim")
    call = await begun(browser)
    fields = {"act": "fill", "on": "identity", "version": "0", "name": "Ada"}
    await browser.sends(call, **fields)
    answer = await browser.sends(call, **fields)

    assert answer.status == 409
    assert "already answered" in await answer.text()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"act": "nonsense"},
        {"act": "acted", "exit": "not_so"},
        {"act": "branch", "to": "handover"},
        {"act": "reply", "on": "age", "mark.age_years": "30"},
        {"act": "confirm", "kept": "fever"},
    ],
)
async def test_an_act_that_does_not_fit_the_screen_changes_nothing(
    browser: Browser, fields: dict[str, str]
) -> None:
    await browser.signs_in("kim")
    call = await begun(browser)
    before = browser.desk.calls.open()
    answer = await browser.sends(call, version="0", **fields)

    assert answer.status == 422
    assert browser.desk.calls.open() == before


@pytest.mark.parametrize(
    ("code", "told"),
    [("???", "No code has these characters"), ("K7M-4WX-9RF", "nothing under this")],
)
async def test_a_code_that_is_none_or_unknown_is_told(
    browser: Browser, code: str, told: str
) -> None:
    await browser.signs_in("kim")
    answer = await browser.sends("/calls", route="phone", code=code)

    assert answer.status == 422
    assert told in await answer.text()


async def test_a_call_that_does_not_exist_is_said_to_be_gone(browser: Browser) -> None:
    await browser.signs_in("kim")
    answer = await browser.get("/calls/nothing")

    assert answer.status == 404
    assert "does not exist" in await answer.text()


async def test_a_failure_speaks_and_says_nothing_of_the_patient_to_the_log(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("Ada Byron is numb")

    await browser.signs_in("kim")
    monkeypatch.setattr(type(browser.desk.calls), "open", fail)
    answer = await browser.get("/")

    assert answer.status == 500
    assert "999" in await answer.text()
    assert "RuntimeError" in caplog.text
    assert "Byron" not in caplog.text


async def test_a_call_that_is_not_on_the_work_list_yet_is_told_wherever_one_looks(
    browser: Browser,
) -> None:
    desk = browser.desk
    call = desk.begin("kim", "phone")
    for act in (Branch("worried"), Fill("worried", {}, "now")):
        with away(desk.worklist.engine, "log"):
            desk.act(desk.calls.get(call.id), act)
    await browser.signs_in("kim")
    own = f"/calls/{call.id}"
    pages = [await (await browser.get(p)).text() for p in (own, "/", "/work")]
    desk.handing_over.catch_up()
    after = [await (await browser.get(p)).text() for p in (own, "/", "/work")]

    assert "not on the work list yet" in pages[0]
    assert desk.screens.words.outcomes["staff_worried"].told not in pages[0]
    assert all(own in page for page in pages[1:])
    assert not any("not on the work list yet" in page for page in after)
    assert f'href="{own}"' not in after[1]


# --- the work list ------------------------------------------------------------------


async def test_an_item_is_accepted_by_one_and_the_other_is_told(
    browser: Browser, item: str
) -> None:
    await browser.signs_in("kim")
    await browser.sends(f"/work/{item}/accept")
    await browser.signs_in("lee")
    answer = await browser.sends(f"/work/{item}/accept")

    assert "kim was first" in await answer.text()
    assert browser.desk.worklist.item(item).owner == "kim"


async def test_a_clinician_closes_an_item_only_with_an_outcome(
    browser: Browser, item: str
) -> None:
    await browser.signs_in("lee")
    await browser.sends(f"/work/{item}/accept", read_back="1")
    refused = await browser.sends(f"/work/{item}/close", outcome="")
    assert "Please choose how it ended" in await refused.text()

    done = await browser.sends(f"/work/{item}/close", outcome="seen_same_day")
    assert done.headers["Location"] == "/work"
    assert browser.desk.worklist.item(item).outcome == "seen_same_day"


async def test_an_item_is_given_back_with_a_reason(browser: Browser, item: str) -> None:
    await browser.signs_in("kim")
    await browser.sends(f"/work/{item}/accept")
    assert (await browser.sends(f"/work/{item}/release", why="")).status == 422
    await browser.sends(f"/work/{item}/release", why="shift ends")

    assert browser.desk.worklist.item(item).owner is None
    shown = await (await browser.get(f"/work/{item}")).text()
    assert "given back by kim: “shift ends”" in shown


async def test_why_a_clinician_gave_an_item_back_is_for_clinicians(
    browser: Browser, item: str
) -> None:
    await browser.signs_in("lee")
    await browser.sends(f"/work/{item}/accept")
    await browser.sends(f"/work/{item}/release", why="reflexes gone, for Dr Gray")
    seen_by = {}
    for name in ("lee", "kim"):
        await browser.signs_in(name)
        seen_by[name] = await (await browser.get(f"/work/{item}")).text()

    assert "given back by lee: “reflexes gone, for Dr Gray”" in seen_by["lee"]
    assert "given back by lee" in seen_by["kim"]
    assert "reflexes gone" not in seen_by["kim"]


async def test_a_verdict_needs_a_level_and_a_reason(
    browser: Browser, item: str
) -> None:
    await browser.signs_in("lee")
    assert (await browser.sends(f"/work/{item}/judge", why="")).status == 422
    await browser.sends(f"/work/{item}/judge", level="soon", why="numb foot")

    verdict = browser.desk.worklist.item(item).verdict
    assert verdict is not None and verdict.value == "soon"


async def test_tests_of_the_table_are_offered_and_move_the_odds_by_their_ratio(
    browser: Browser, item: str
) -> None:
    await browser.signs_in("lee")
    before = await (await browser.get(f"/work/{item}")).text()
    assert "Sensitivity" in before and "How the odds moved" not in before
    offered = re.findall(r'name="test\.([a-z_]+)" value="positive"', before)

    await browser.sends(f"/work/{item}/examine", **{f"test.{offered[0]}": "positive"})
    after = await (await browser.get(f"/work/{item}")).text()

    assert "How the odds moved" in after
    kb, case = browser.desk.script.kb, browser.desk.worklist.record(item).case
    result = TestResult(
        test=offered[0], positive=True, said_by=knowledge.SaidBy.CLINICIAN
    )
    for moved in examine(kb, load_library(kb), case, [result]).moved:
        assert f"{moved.before:.2g} to {moved.after:.2g}" in after


async def test_the_figures_are_plots_with_tables(
    browser: Browser, item: str, clock: Clock
) -> None:
    clock.minutes(1)
    await browser.signs_in("lee")
    text = await (await browser.get("/insight")).text()

    assert "<svg" in text and "<table" in text


async def test_what_waits_too_long_is_marked_for_everybody(
    browser: Browser, item: str, clock: Clock
) -> None:
    await browser.signs_in("kim")
    calm = await (await browser.get("/work/waiting")).json()
    clock.minutes(2 * 24 * 60)
    await browser.signs_in("kim")
    late = await (await browser.get("/work/waiting")).json()

    assert (calm["count"], calm["overdue"]) == (1, 0)
    assert (late["count"], late["overdue"]) == (1, 1)


@pytest.mark.parametrize("kind", ["patient", "sbar", "soap", "plain"])
async def test_a_clinician_takes_any_sheet_of_the_handover(
    browser: Browser, item: str, kind: str
) -> None:
    await browser.signs_in("lee")
    answer = await browser.get(f"/work/{item}/sheet/{kind}")

    assert answer.status == 200
    assert "pain in the buttock" in await answer.text()


async def test_the_fhir_bundle_is_a_file_to_save(browser: Browser, item: str) -> None:
    await browser.signs_in("lee")
    answer = await browser.get(f"/work/{item}/fhir")

    assert "attachment" in answer.headers["Content-Disposition"]
    assert (await answer.json(content_type=None))["resourceType"] == "Bundle"
