"""A card as an e-mail: plain text and simple HTML that say the same. It follows nobody: no picture, no link."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from commands.catalogue import COMMANDS
from commands.kit import Button, Card, Facts, Items, Prose
from commands.kit.ask import and_school
from commands.kit.cards import Part

REFERENCE = re.compile(r"[A-Z]-[2-9B-DF-HJ-NP-TV-Z]{5}")
WORDS = {command.word: command for command in COMMANDS}
WHY = (
    "The school's SENCO bot sent you this because it concerns your work, and it does not reach you anywhere else. It "
    "holds references and dates, no names. Nobody reads answers to this address."
)
STOP = "To stop the weekly message say in {asked_in}: digest me off. Or ask your SENCO."


def message(card: Card, *, sender: str, to: str, id: str, at: datetime, asked_in: str) -> EmailMessage:
    """The e-mail. `id` is its Message-ID, `asked_in` where staff ask the bot (“Slack or Teams”), "" where nowhere."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = f"SENCO bot <{sender}>", to
    mail["Subject"] = " ".join(card.title.split())
    mail["Date"], mail["Message-ID"] = format_datetime(at), id
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office note comes back
    mail.set_content(_plain(card, asked_in))
    mail.add_alternative(_html(card, asked_in), subtype="html")
    return mail


def typed(button: Button) -> str:
    """What does the same as a button when it is typed; "" for one that can only be pressed."""
    about, _ = and_school(button.about)
    command = WORDS.get(button.word)
    if command is None:
        return ""
    if REFERENCE.fullmatch(about):
        return f"{button.word} {about}"
    return button.word if command.shown and not about else ""


def _says(buttons: Sequence[Button], asked_in: str) -> list[str]:
    lines = dict.fromkeys((button.text, typed(button)) for button in buttons)
    return [f"{text}: in {asked_in} say: {line}" for text, line in lines if line and asked_in]


def _footer(asked_in: str) -> list[str]:
    return [WHY, STOP.format(asked_in=asked_in)] if asked_in else [WHY]


def _plain(card: Card, asked_in: str) -> str:
    parts = [_plain_part(part, asked_in) for part in card.parts]
    footer = "-- \n" + "\n".join(_footer(asked_in))
    return "\n\n".join([card.title, *parts, *_says(card.buttons, asked_in), footer]) + "\n"


def _plain_part(part: Part, asked_in: str) -> str:
    if not isinstance(part, Items):
        return part.plain()
    lines = []
    for item in part.items:
        lines += [item.plain(), *(f"  {said}" for said in _says(item.buttons, asked_in))]
    return "\n".join(lines)


def _html(card: Card, asked_in: str) -> str:
    body = [f"<h1>{escape(card.title)}</h1>"]
    for part in card.parts:
        body += _html_part(part, asked_in)
    body += [f"<p>{escape(said)}</p>" for said in _says(card.buttons, asked_in)]
    body += ["<hr>", *(f"<p><small>{escape(words)}</small></p>" for words in _footer(asked_in))]
    lines = "\n".join(body)
    return f'<!DOCTYPE html>\n<html lang="en-GB">\n<meta charset="utf-8">\n<body>\n{lines}\n</body>\n</html>\n'


def _html_part(part: Part, asked_in: str) -> Iterator[str]:
    if isinstance(part, Prose):
        if part.heading:
            yield f"<h2>{escape(part.heading)}</h2>"
        yield from (f"<p>{escape(line)}</p>" for line in part.text.splitlines())
    elif isinstance(part, Facts):
        yield from (f"<p><b>{escape(label)}:</b> {escape(value)}</p>" for label, value in part.facts)
    elif isinstance(part, Items):
        yield "<ul>"
        for item in part.items:
            lines = [item.text, *([item.said] if item.said else []), *_says(item.buttons, asked_in)]
            yield f"<li>{'<br>'.join(map(escape, lines))}</li>"
        yield "</ul>"
    else:
        yield from (f"<p>{escape(line)}</p>" for line in part.plain().splitlines())
