"""Tells by e-mail that something waits. Mail is no safe place: it holds no patient."""

from __future__ import annotations

import json
import os
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate

from worklist.errors import NotDelivered, SettingsError
from worklist.outbox import Parcel
from worklist.settings import Integration

TIMEOUT_SECONDS = 15.0
_PORTS = {"starttls": 587, "implicit": 465, "none": 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mailbox to write to, and the server that takes it there."""

    name: str
    to: str
    sender: str
    server: str
    port: int
    tls: str
    user: str | None
    password: str | None
    link: str

    @classmethod
    def of(cls, integration: Integration) -> Mail:
        """The mailbox of an integration.

        Raises:
            SettingsError: when the password it names is not in the environment.
        """
        options = integration.options
        variable = options.get("password_variable")
        password = os.environ.get(variable) if variable else None
        if variable and not password:
            raise SettingsError(
                f"Set {variable}: {integration.name!r} logs in with it."
            )
        tls = options.get("tls", "starttls")
        return cls(
            name=integration.name,
            to=options["to"],
            sender=options["sender"],
            server=options["server"],
            port=options.get("port", _PORTS[tls]),
            tls=tls,
            user=options.get("user"),
            password=password,
            link=options.get("link", ""),
        )

    def send(self, parcel: Parcel, now: float) -> None:
        """Sends one message.

        Raises:
            NotDelivered: when the server did not take it.
        """
        try:
            with self._connected() as server:
                server.send_message(self._message(parcel, now))
        except smtplib.SMTPResponseException as error:
            refused = error.smtp_code >= 500
            problem = f"SMTP {error.smtp_code}"
            raise NotDelivered(problem, again=not refused) from error
        except smtplib.SMTPRecipientsRefused as error:
            raise NotDelivered("recipient refused", again=False) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotDelivered(type(error).__name__) from error

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if self.tls == "implicit":
            server = smtplib.SMTP_SSL(
                self.server, self.port, timeout=TIMEOUT_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(self.server, self.port, timeout=TIMEOUT_SECONDS)
        if self.tls == "starttls":
            server.starttls(context=context)
        if self.user and self.password:
            server.login(self.user, self.password)
        return server

    def _message(self, parcel: Parcel, now: float) -> EmailMessage:
        """The message; the key in its id tells a mailbox that it has it already."""
        content = json.loads(parcel.body)
        message = EmailMessage()
        message["From"], message["To"] = self.sender, self.to
        message["Subject"] = content["subject"]
        message["Date"] = formatdate(now)
        message["Message-ID"] = f"<{parcel.key}@{self.sender.rpartition('@')[2]}>"
        message.set_content(f"{content['text']}\n{self.link}".strip() + "\n")
        return message
