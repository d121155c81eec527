"""Pages of other websites may talk with the bot only when they are listed."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest

from bot.channels.origins import NoOrigin, Origins
from tests.channels.conftest import Browser, Open

CLINIC = "https://www.clinic.example"


async def test_a_listed_website_may_talk_and_read_the_answers(
    open_browser: Open,
) -> None:
    browser = await open_browser(origins=[CLINIC])
    async with browser.client.post(
        f"{browser.address}/chat/session", json={}, headers={"origin": CLINIC}
    ) as answer:
        assert answer.status == 200
        assert answer.headers["access-control-allow-origin"] == CLINIC
        assert "Origin" in answer.headers["vary"]


async def test_the_browser_of_a_listed_website_gets_permission_first(
    open_browser: Open,
) -> None:
    browser = await open_browser(origins=[CLINIC])
    async with browser.client.options(
        f"{browser.address}/chat/message",
        headers={"origin": CLINIC, "access-control-request-method": "POST"},
    ) as answer:
        assert answer.status == 204
        assert answer.headers["access-control-allow-origin"] == CLINIC
        assert answer.headers["access-control-allow-headers"] == "Content-Type"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://www.clinic.example", "null", ""]
)
async def test_other_websites_are_refused_and_cannot_read(
    open_browser: Open, origin: str
) -> None:
    browser = await open_browser(origins=[CLINIC])
    async with browser.client.post(
        f"{browser.address}/chat/session", json={}, headers={"origin": origin}
    ) as answer:
        assert answer.status == 403
        assert "access-control-allow-origin" not in answer.headers
        assert "999" in json.dumps(await answer.json())


async def test_failures_can_be_read_by_a_listed_website(open_browser: Open) -> None:
    browser = await open_browser(origins=[CLINIC])
    async with browser.client.post(
        f"{browser.address}/chat/message",
        json={"token": "none", "message": "hello"},
        headers={"origin": CLINIC},
    ) as answer:
        assert answer.status == 401
        assert answer.headers["access-control-allow-origin"] == CLINIC


@pytest.mark.parametrize(
    "origin",
    ["*", "clinic.example", "https://clinic.example/page", "https://*.example"],
)
def test_what_is_not_a_website_stops_the_start(origin: str) -> None:
    with pytest.raises(NoOrigin, match="scheme and host"):
        Origins([origin])


async def test_the_widget_may_be_loaded_by_every_website(open_browser: Open) -> None:
    browser = await open_browser()
    async with browser.client.get(f"{browser.address}/widget/backtalk.js") as answer:
        assert answer.status == 200
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.content_type == "text/javascript"


@pytest.mark.parametrize(
    ("page", "whom"),
    [
        ("/widget/frame", "contact your own GP practice."),
        ("/widget/frame.es", "contacte con su propio centro de salud."),
    ],
)
async def test_the_page_for_frames_says_without_javascript_whom_to_contact(
    open_browser: Open, page: str, whom: str
) -> None:
    browser = await open_browser()
    async with browser.client.get(browser.address + page) as answer:
        text = await answer.text()

    assert whom in text
    assert "{" not in text


async def test_only_listed_websites_may_show_the_page_in_a_frame(
    open_browser: Open,
) -> None:
    browser: Browser = await open_browser(origins=[CLINIC])
    async with browser.client.get(f"{browser.address}/widget/frame") as answer:
        policy = answer.headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {CLINIC}")
    assert policy.startswith("default-src 'none'")


async def test_a_page_that_pins_the_script_gets_that_version_for_good(
    open_browser: Open,
) -> None:
    browser = await open_browser()
    async with browser.client.get(f"{browser.address}/widget/integrity.txt") as told:
        name, integrity = (await told.text()).split()
    async with browser.client.get(f"{browser.address}/widget/{name}") as answer:
        script = await answer.read()
        assert answer.headers["cache-control"].endswith("immutable")
        assert answer.headers["access-control-allow-origin"] == "*"
    digest = base64.b64encode(hashlib.sha384(script).digest()).decode()
    assert integrity == f"sha384-{digest}"


async def test_the_widget_travels_packed_and_only_when_it_has_changed(
    open_browser: Open,
) -> None:
    browser = await open_browser()
    address = f"{browser.address}/widget/backtalk.js"
    async with browser.client.get(address) as first:
        assert first.headers["content-encoding"] == "gzip"
        assert int(first.headers["content-length"]) < 25 * 1024
        assert "customElements" in await first.text()
        known = {"if-none-match": first.headers["etag"]}
    async with browser.client.get(address, headers=known) as second:
        assert second.status == 304
    plain = {"accept-encoding": "identity"}
    async with browser.client.get(address, headers=plain) as third:
        assert "content-encoding" not in third.headers
        assert "customElements" in await third.text()
