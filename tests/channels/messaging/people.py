"""People who talk with the bot, each over one service."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.actions.interview import Interview
from tests.channels.messaging.fakes import messenger, slack, teams, telegram, twilio
from tests.channels.messaging.fakes.base import FakeService, Shown
from tests.channels.messaging.served import PUBLIC, Served

_NUMBERS = count(1)


@dataclass(frozen=True)
class World:
    """The server, and the services around it."""

    server: Served
    twilio: twilio.FakeTwilio
    telegram: telegram.FakeTelegram
    slack: slack.FakeSlack
    messenger: messenger.FakeMessenger
    teams: teams.FakeTeams


class Somebody:
    """A person at one service, who sends things and looks at what comes back."""

    service = ""

    def __init__(self, world: World, fake: FakeService, id_: str) -> None:
        self.world = world
        self.fake = fake
        self.id = id_
        self._seen = 0

    @property
    def path(self) -> str:
        return f"/webhooks/{self.service}/webhook"

    @property
    def sender(self) -> str:
        return self.world.server.sender(self.service, self.id)

    def text(self, text: str) -> list[Shown]:
        """What is shown after a text, all of it."""
        raise AssertionError("every service has texts")

    def tap(self, shown: Shown, title: str) -> list[Shown]:
        """What is shown after a tap on a button."""
        raise AssertionError("text messages have no buttons")

    def shown(self) -> list[Shown]:
        """What is new, once all is answered and sent."""
        self.world.server.until_quiet(self.service, self.sender)
        new = self.fake.shown_to(self.id, self._seen)
        self._seen += len(new)
        return new

    def interview(self) -> Interview:
        return self.world.server.interview(self.sender)

    def values(self) -> dict[str, Any]:
        """What the bot has noted."""
        current = self.interview().case.current
        return {finding: answer.value for finding, answer in current.items()}


class Phone(Somebody):
    """Text messages."""

    service = "sms"
    to = "+441632960001"

    def __init__(self, world: World) -> None:
        super().__init__(world, world.twilio, f"+4477009{next(_NUMBERS):05d}")

    def deliver(self, form: dict[str, str], **signing: Any) -> int:
        body, headers = twilio.signed(PUBLIC, self.path, form, **signing)
        return self.world.server.post(self.path, body, headers)[0]

    def text(self, text: str = "", **more: str) -> list[Shown]:
        assert self.deliver(twilio.inbound(self.id, text, self.to, **more)) == 200
        return self.shown()


class WhatsApp(Phone):
    """WhatsApp messages."""

    service = "whatsapp"
    to = "whatsapp:+441632960002"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.id = f"whatsapp:{self.id}"

    def tap(self, shown: Shown, title: str) -> list[Shown]:
        token = dict(shown.buttons)[title]
        return self.text(title, ListId=token, ListTitle=title)


class Chat(Somebody):
    """A chat at Telegram."""

    service = "telegram"

    def __init__(self, world: World) -> None:
        self.person = 5000 + next(_NUMBERS)
        super().__init__(world, world.telegram, str(self.person))

    def deliver(self, update: Any, secret: str | None = telegram.SECRET) -> int:
        body, headers = telegram.delivered(update, secret)
        return self.world.server.post(self.path, body, headers)[0]

    def update(self, update: Any) -> list[Shown]:
        assert self.deliver(update) == 200
        return self.shown()

    def text(self, text: str | None, **more: Any) -> list[Shown]:
        return self.update(telegram.message(self.person, text, **more))

    def tap(self, shown: Shown, title: str) -> list[Shown]:
        data = dict(shown.buttons)[title]
        number = shown.raw["message_id"]
        return self.update(telegram.tapped(self.person, data, number))


class Member(Somebody):
    """A member of a workspace at Slack."""

    service = "slack"

    def __init__(self, world: World) -> None:
        super().__init__(world, world.slack, f"U{next(_NUMBERS):09d}")

    def event(self, event: Any, **more: str) -> list[Shown]:
        body, headers = slack.delivered(event)
        headers = {**headers, **more}
        assert self.world.server.post(self.path, body, headers)[0] == 200
        return self.shown()

    def text(self, text: str, **more: Any) -> list[Shown]:
        return self.event(slack.message(self.id, text, **more))

    def tap(self, shown: Shown, title: str) -> list[Shown]:
        form = slack.pressed(self.id, shown, dict(shown.buttons)[title])
        body, headers = slack.delivered(form, form=True)
        answer = self.world.server.post("/webhooks/slack/interact", body, headers)
        assert answer[0] == 200
        return self.shown()


class Person(Somebody):
    """Somebody who writes to a page, over Messenger."""

    service = "messenger"

    def __init__(self, world: World) -> None:
        super().__init__(world, world.messenger, f"{next(_NUMBERS):016d}")

    def deliver(self, body: Any, secret: str = messenger.SECRET) -> int:
        raw, headers = messenger.delivered(body, secret)
        return self.world.server.post(self.path, raw, headers)[0]

    def event(self, *events: Any) -> list[Shown]:
        assert self.deliver(messenger.batch(*events)) == 200
        return self.shown()

    def text(self, text: str, **more: Any) -> list[Shown]:
        return self.event(messenger.message(self.id, text, **more))

    def tap(self, shown: Shown, title: str) -> list[Shown]:
        payload = dict(shown.buttons)[title]
        return self.text(title, quick_reply={"payload": payload})


class Colleague(Somebody):
    """Somebody who chats in Teams."""

    service = "teams"
    fake: teams.FakeTeams

    def __init__(self, world: World) -> None:
        super().__init__(world, world.teams, f"29:person{next(_NUMBERS)}")

    def deliver(self, activity: Any, **claims: Any) -> int:
        body, headers = self.fake.delivered(activity, **claims)
        return self.world.server.post(self.path, body, headers)[0]

    def activity(self, activity: Any) -> list[Shown]:
        assert self.deliver(activity) == 200
        return self.shown()

    def text(self, text: str, **more: Any) -> list[Shown]:
        return self.activity(self.fake.message(self.id, text, **more))

    def tap(self, shown: Shown, title: str) -> list[Shown]:
        return self.text(title, value={"answer": dict(shown.buttons)[title]})


EVERYBODY: tuple[type[Somebody], ...] = (
    Phone,
    WhatsApp,
    Chat,
    Member,
    Person,
    Colleague,
)
