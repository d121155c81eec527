"""The languages of a request, and what is spoken in them when something fails."""

from __future__ import annotations

import pytest
from sanic.compat import Header
from sanic.request import Request

from bot.channels.negotiation import languages_of
from bot.languages import Languages
from tests.channels.conftest import Browser


class Asking(Request):
    """A request of which only the headers matter."""

    __slots__ = ()

    def __init__(self, **headers: str) -> None:
        self.headers = Header({k.replace("_", "-"): v for k, v in headers.items()})


@pytest.mark.parametrize(
    ("accepted", "answered"),
    [
        ("", "en"),
        ("es", "es"),
        ("es-MX", "es"),
        ("ES-es", "es"),
        ("fr, es;q=0.5, en;q=0.4", "es"),
        ("en;q=0.4, es;q=0.9", "es"),
        ("es;q=0, en", "en"),
        ("fr", "en"),
        ("*", "en"),
        ("es;q=much", "en"),
        ("," * 5000 + "es", "en"),
    ],
)
def test_the_best_locale_there_is_answers(accepted: str, answered: str) -> None:
    assert languages_of(Asking(accept_language=accepted)).answered == answered


@pytest.mark.parametrize(
    ("written", "expected"),
    [("", "en"), ("es", "es"), ("es-419", "es"), ("../x", "en"), ("ñ", "en")],
)
def test_what_a_message_is_written_in_is_told_apart(
    written: str, expected: str
) -> None:
    asking = Asking(accept_language="es", content_language=written)

    assert languages_of(asking) == Languages("es", expected)


def test_languages_survive_as_metadata() -> None:
    for languages in (Languages(), Languages("es", "en"), Languages("es", "es")):
        assert Languages.from_metadata(languages.to_metadata()) == languages
    for odd in (None, {}, {"languages": "es"}, {"languages": [1]}):
        assert Languages.from_metadata(odd) == Languages()


async def test_a_failure_speaks_the_language_of_the_page(browser: Browser) -> None:
    for language, said in (("es", "Lo siento"), ("en", "Sorry")):
        body = {"token": browser.token, "message": "crash"}
        _, answer = await browser.post("message", body, **{"accept-language": language})
        assert answer["messages"][-1]["text"].startswith(said)
        _, answer = await browser.post("message", b"?", **{"accept-language": language})
        assert answer["messages"][-1]["text"].startswith(said)


async def test_a_title_that_is_typed_is_a_tap_where_words_are_not_understood(
    browser: Browser,
) -> None:
    body = {"token": browser.token, "message": "count."}
    _, answer = await browser.post("message", body, **{"content-language": "es"})
    assert [m["text"] for m in answer["messages"]] == ["1 asked"]


async def test_there_is_no_code_for_nothing(browser: Browser) -> None:
    status, body = await browser.post("code", {"token": browser.token})
    assert (status, body["error"]) == (409, "nothing_said")
    status, _ = await browser.post("code", {"token": "somebody's"})
    assert status == 401
