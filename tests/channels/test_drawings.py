"""The drawings are served to every website, and nothing else is."""

from __future__ import annotations

from tests.channels.conftest import Browser


async def test_a_drawing_is_served_for_every_website(browser: Browser) -> None:
    address = f"{browser.address}/drawings/hip_strength.svg"
    async with browser.client.get(address) as answer:
        assert answer.status == 200
        assert answer.content_type == "image/svg+xml"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert (await answer.text()).startswith("<svg ")


async def test_what_is_no_drawing_is_not_found(browser: Browser) -> None:
    for name in ("none.svg", "..%2F__init__.py", "hip_strength"):
        async with browser.client.get(f"{browser.address}/drawings/{name}") as answer:
            assert answer.status == 404
