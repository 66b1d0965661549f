"""A mail server, played locally: it takes e-mail from whoever signs in, as RFC 5321 and 4954 say, and keeps it."""

import asyncio
import base64
import contextlib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

USER, PASSWORD, SENDER = "senco-bot", "hunter2-and-more", "senco-bot@oakfield.example"


@dataclass(frozen=True)
class Mail:
    """An e-mail as it was handed over: from whom, to whom, and the bytes."""

    sender: str
    to: str
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        read = message_from_bytes(self.raw, _class=EmailMessage, policy=default)
        assert isinstance(read, EmailMessage)
        return read

    def text(self, kind: str = "plain") -> str:
        body = self.message.get_body((kind,))
        assert body
        return str(body.get_content())

    def __str__(self) -> str:
        """Everything a person could read in it."""
        return "\n".join((str(self.message["Subject"]), self.text(), self.text("html")))


class MailServer:
    """`refusing` answers a command (EHLO, AUTH, MAIL, RCPT, DATA, ".", NOOP) with a reply instead; `breaking` names one
    after which the connection breaks off without a word; `waiting` keeps an e-mail that was taken from being answered.
    `tls`: STARTTLS is offered, and nobody may sign in without."""

    def __init__(self, tls: ssl.SSLContext | None = None, *, at_once: bool = False) -> None:
        """`at_once`: the whole connection is TLS."""
        self._tls, self._at_once = tls, at_once
        self.password = PASSWORD
        self.refusing: dict[str, str] = {}
        self.breaking = ""
        self.waiting: asyncio.Event | None = None
        self.took_one = asyncio.Event()
        self.received: list[Mail] = []
        self.heard: list[str] = []
        self.port = 0

    async def start(self) -> None:
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self.port, ssl=self._tls if self._at_once else None
        )
        self.port = self._server.sockets[0].getsockname()[1]

    @property
    def settings(self) -> Mapping[str, str]:
        """The bot's settings that point here."""
        return {
            "MAIL_HOST": "127.0.0.1",
            "MAIL_PORT": str(self.port),
            "MAIL_USER": USER,
            "MAIL_PASSWORD": PASSWORD,
            "MAIL_FROM": SENDER,
            "MAIL_SECURITY": "none",
        }

    async def stop(self) -> None:
        self._server.close()
        await self._server.wait_closed()

    def to(self, email: str) -> list[Mail]:
        return [mail for mail in self.received if mail.to == email]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            await _Session(self, reader, writer).run(encrypted=self._at_once, tls=None if self._at_once else self._tls)
        writer.close()


class _Session:
    def __init__(self, server: MailServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.server, self.reader, self.writer = server, reader, writer

    async def run(self, *, encrypted: bool, tls: ssl.SSLContext | None) -> None:
        signed_in, sender, to = False, "", ""
        await self.say("220 mail.oakfield.example ESMTP")
        while True:
            line = await self.line()
            verb = line.partition(" ")[0].upper()
            self.server.heard.append(verb)
            if verb == self.server.breaking:
                return None
            if verb in self.server.refusing:
                await self.say(self.server.refusing[verb])
            elif verb == "EHLO":
                offered = ["mail.oakfield.example", "SIZE 1000000"]
                offered += ["STARTTLS"] if tls and not encrypted else ["AUTH PLAIN LOGIN"]
                for one in offered[:-1]:
                    await self.say(f"250-{one}")
                await self.say(f"250 {offered[-1]}")
            elif verb == "STARTTLS" and tls and not encrypted:
                await self.say("220 Go ahead")
                await self.writer.start_tls(tls)
                encrypted, signed_in = True, False
            elif verb == "AUTH" and (encrypted or not tls):
                signed_in = await self.signs_in(line)
                await self.say("235 2.7.0 Welcome" if signed_in else "535 5.7.8 Wrong")
            elif verb == "MAIL" and signed_in:
                sender = address(line, "FROM")
                await self.say("250 2.1.0 Ok")
            elif verb == "RCPT" and sender:
                to = address(line, "TO")
                await self.say("250 2.1.5 Ok")
            elif verb == "DATA" and to:
                await self.say("354 Go on")
                raw = await self.content()
                if self.server.breaking == ".":
                    self.server.received.append(Mail(sender, to, raw))
                    return None
                if "." in self.server.refusing:
                    await self.say(self.server.refusing["."])
                    continue
                self.server.received.append(Mail(sender, to, raw))
                self.server.took_one.set()
                if self.server.waiting:
                    await self.server.waiting.wait()
                await self.say("250 2.0.0 Queued")
            elif verb in ("NOOP", "RSET"):
                await self.say("250 Ok")
            elif verb == "QUIT":
                return await self.say("221 Bye")
            else:
                await self.say("503 5.5.1 Not now")

    async def line(self) -> str:
        line = await self.reader.readuntil(b"\r\n")
        assert len(line) <= 1000, "a line is too long (RFC 5321, 4.5.3.1.6)"
        return line.decode("ascii").removesuffix("\r\n")

    async def say(self, words: str) -> None:
        self.writer.write(words.encode() + b"\r\n")
        await self.writer.drain()

    async def signs_in(self, line: str) -> bool:
        _, how, *given = line.split(" ")
        if how.upper() == "PLAIN":
            if not given:
                await self.say("334 ")
            secret = base64.b64decode(given[0] if given else await self.line())
            return secret == f"\0{USER}\0{self.server.password}".encode()
        user = given[0] if given else await self.asked("VXNlcm5hbWU6")
        password = await self.asked("UGFzc3dvcmQ6")
        return (base64.b64decode(user), base64.b64decode(password)) == (USER.encode(), self.server.password.encode())

    async def asked(self, prompt: str) -> str:
        await self.say(f"334 {prompt}")
        return await self.line()

    async def content(self) -> bytes:
        lines = []
        while (line := await self.line()) != ".":
            lines.append(line.removeprefix(".") if line.startswith("..") else line)
        return "".join(f"{line}\r\n" for line in lines).encode()


def address(line: str, which: str) -> str:
    """The address in `MAIL FROM:<…>` or `RCPT TO:<…>`."""
    return line.partition(f" {which}:<")[2].partition(">")[0]
