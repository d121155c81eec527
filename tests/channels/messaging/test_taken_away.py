"""What comes with the advice: pictures, and a link to all of it."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.channels.messaging.database import open_database
from bot.channels.messaging.links import LASTS_SECONDS, Links
from bot.channels.messaging.parts import Abilities
from bot.channels.messaging.presenting import drawings_of, present
from rendering import Message
from tests.channels.messaging.fakes.base import Shown
from tests.channels.messaging.people import (
    EVERYBODY,
    Chat,
    Colleague,
    Member,
    Person,
    Phone,
    Somebody,
    WhatsApp,
    World,
)
from tests.channels.messaging.served import PUBLIC

STORY = (
    "i am a 38 year old man and for three weeks i have had pain deep in my left "
    "buttock that goes into the back of my thigh, worse when sitting, better walking"
)
LINK = re.compile(rf"{PUBLIC}(/webhooks/[a-z]+/s/[A-Za-z0-9_-]+)$", re.MULTILINE)


def advised(somebody: Somebody) -> list[Shown]:
    """Everything shown with the advice."""
    shown = somebody.text(STORY)
    for _ in range(30):
        everything = "\n".join(s.text for s in shown)
        if "MOVE" in everything and LINK.search(everything):
            return shown
        last = shown[-1]
        if "How old" in last.text:
            shown = somebody.text("38")
            continue
        none = [t for t, _ in last.buttons if "None of these" in t]
        lines = [x for x in last.text.split("\n") if "None of these" in x]
        if none:
            shown = somebody.tap(last, none[0])
        elif lines:
            shown = somebody.text(lines[0].split(".")[0])
        else:
            shown = somebody.text("no")
    raise AssertionError([s.text for s in shown])


def link_in(shown: list[Shown]) -> str:
    found = LINK.search("\n".join(s.text for s in shown))
    assert found is not None
    return found[1]


# ---- pictures ------------------------------------------------------------------------


WITH_PICTURES = [WhatsApp, Chat, Member, Person, Colleague]


@pytest.mark.parametrize("somebody", WITH_PICTURES)
def test_drawings_come_as_pictures_that_can_be_fetched(
    world: World, somebody: Callable[[World], Somebody]
) -> None:
    shown = advised(somebody(world))
    pictures = [s for s in shown if s.picture]
    assert pictures
    for picture in pictures:
        assert picture.picture.startswith(f"{PUBLIC}/webhooks/")
        path = picture.picture.removeprefix(PUBLIC)
        status, content = world.server.get(path)
        assert status == 200 and content.startswith(b"\x89PNG")
    text = "\n".join(s.text for s in shown)
    assert "soft ball" in text, "the text tells what the pictures show"
    for fake in (world.twilio, world.telegram, world.slack, world.messenger):
        assert fake.complaints == []
    assert world.teams.complaints == []


@pytest.mark.parametrize("somebody", [Member, Colleague])
def test_who_cannot_see_a_picture_is_told_what_it_shows(
    world: World, somebody: Callable[[World], Somebody]
) -> None:
    pictures = [s for s in advised(somebody(world)) if s.picture]
    assert all(len(picture.alt) > 40 for picture in pictures)


def test_a_picture_that_is_not_taken_is_told_in_words(world: World) -> None:
    world.telegram.accepts_photos = False
    try:
        shown = advised(Chat(world))
    finally:
        world.telegram.accepts_photos = True
    assert not any(s.picture for s in shown)
    told = [s.text for s in shown if "Soft ball against a wall" in s.text]
    assert any("Bend your knees a little" in text for text in told)


def test_text_messages_have_pictures_between_american_numbers_only(
    world: World,
) -> None:
    british, american = Phone(world), Phone(world)
    american.id = "+1202555" + american.id[-4:]
    american.to = "+12025550100"
    for phone, has_pictures in ((british, False), (american, True)):
        assert not any(s.picture for s in advised(phone))
        more = phone.text("more")
        assert any(s.picture for s in more) is has_pictures
        assert "soft ball" in "\n".join(s.text for s in more)


def care(name: str) -> Message:
    drawing = {"path": f"/drawings/{name}.svg", "title": "T", "description": "D"}
    step = {"drawing": drawing}
    return Message("text", data={"plan": [{"steps": [step, step, {"drawing": None}]}]})


def test_each_drawing_is_shown_once_and_only_where_there_is_an_address() -> None:
    able = Abilities(longest=100)
    assert len(drawings_of(care("cushion"))) == 1
    [text] = present([care("cushion")], able)
    assert text.picture is None
    text, picture = present([care("cushion")], able, pictures="https://x.test/p")
    assert picture.picture is not None
    assert picture.picture.address == "https://x.test/p/cushion.png"
    assert picture.in_words().text == "T\nD" and picture.in_words().picture is None


def test_deleting_ends_a_code_that_was_not_used(world: World) -> None:
    chat = Chat(world)
    chat.text("my low back hurts since a week and I am 44")
    [told] = chat.text("move")
    code = told.text.split("code is ")[1].split(".")[0]
    chat.text("delete")
    [shown] = Chat(world).text(f"code {code}")
    assert "do not know this code" in shown.text


# ---- the link ------------------------------------------------------------------------


@pytest.mark.parametrize("somebody", EVERYBODY)
def test_the_advice_ends_with_a_link_to_all_of_it(
    world: World, somebody: Callable[[World], Somebody]
) -> None:
    person = somebody(world)
    path = link_in(advised(person))
    # Nothing in the address but the service and what nobody can guess.
    assert re.fullmatch(rf"/webhooks/{person.service}/s/[A-Za-z0-9_-]{{22}}", path)
    status, door = world.server.get(path)
    assert status == 200 and b"<form" in door
    for words in (b"buttock", b"pain", b"38"):
        assert words not in door, "a preview shows nothing"
    status, page = world.server.post(path, b"", {})
    assert status == 200
    for words in ("buttock", "38", "piriformis"):
        assert words in page.decode().lower()
    person.text("delete")
    assert world.server.get(path)[0] == world.server.post(path, b"", {})[0] == 404


def test_a_link_leads_to_nobody_else_and_cannot_be_made_up(world: World) -> None:
    chat, other = Chat(world), Chat(world)
    path = link_in(advised(chat))
    assert path != link_in(advised(other))
    token = path.rsplit("/", 1)[1]
    assert len(token) >= 22
    for wrong in (token[:-1], token + "x", "x" * len(token), "%00", "a" * 5000):
        assert world.server.get(f"/webhooks/telegram/s/{wrong}")[0] == 404
    assert world.server.get(f"/webhooks/slack/s/{token}")[0] == 404
    chat.text("delete")
    assert world.server.get(link_in(advised(other)))[0] == 200
    chat.text("my low back hurts since a week")
    assert world.server.get(path)[0] == 404, "a new talk is not behind an old link"


def test_no_cache_no_search_engine_and_no_other_page_gets_hold_of_it(
    world: World,
) -> None:
    path = link_in(advised(Chat(world)))
    for body in (None, b""):
        request = urllib.request.Request(world.server.address + path, body)
        with urllib.request.urlopen(request, timeout=60) as answer:
            headers = answer.headers
            content = answer.read().decode()
        assert headers["Cache-Control"] == "no-store"
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Referrer-Policy"] == "no-referrer"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "<script" not in content and "style=" not in content
        assert 'name="robots" content="noindex"' in content
        assert 'name="viewport"' in content


@pytest.fixture
def links(tmp_path: Path) -> tuple[Links, list[float]]:
    clock = [1_800_000_000.0]
    engine = open_database(tmp_path / "messaging.db")
    return Links(engine, "sms", now=lambda: clock[0]), clock


def test_a_link_ends_after_a_day(links: tuple[Links, list[float]]) -> None:
    made, clock = links
    token = made.make("somebody")
    clock[0] += LASTS_SECONDS - 1
    assert made.sender_of(token) == "somebody"
    clock[0] += 2
    assert made.sender_of(token) is None


def test_what_is_on_disk_opens_nothing(
    links: tuple[Links, list[float]], tmp_path: Path
) -> None:
    made, _ = links
    token = made.make("somebody")
    stored = b"".join(f.read_bytes() for f in tmp_path.glob("messaging.db*"))
    assert token.encode() not in stored


def test_deleting_ends_all_links_of_one_person(
    links: tuple[Links, list[float]],
) -> None:
    made, _ = links
    mine, also_mine, other = made.make("a"), made.make("a"), made.make("b")
    made.revoke("a")
    assert made.sender_of(mine) is made.sender_of(also_mine) is None
    assert made.sender_of(other) == "b"
