"""What a command is written with: forms, cards, asks and replies, the records' port, the dispatcher."""

from commands.kit.about import About
from commands.kit.ask import (
    CHANNELS,
    LEADERSHIP_CHANNEL,
    SENCO_CHANNEL,
    Ask,
    Notice,
    Opening,
    Outdated,
    Place,
    Refusal,
    Reply,
    Show,
)
from commands.kit.cards import Button, Card, Chart, Facts, Item, Items, Prose, Series
from commands.kit.command import NOTHING, Chosen, Command, command
from commands.kit.forms import Answers, Form, Mistakes
from commands.kit.found import Found
from commands.kit.paging import Page
from commands.kit.questions import Choice, Choices, Day, Lookup, Stop, Text, Time, YesNo, optional
from commands.kit.records import Overtaken, Records, Unconfirmed

__all__ = [
    "CHANNELS",
    "LEADERSHIP_CHANNEL",
    "NOTHING",
    "SENCO_CHANNEL",
    "About",
    "Answers",
    "Ask",
    "Button",
    "Card",
    "Chart",
    "Choice",
    "Choices",
    "Chosen",
    "Command",
    "Day",
    "Facts",
    "Form",
    "Found",
    "Item",
    "Items",
    "Lookup",
    "Mistakes",
    "Notice",
    "Opening",
    "Outdated",
    "Overtaken",
    "Page",
    "Place",
    "Prose",
    "Records",
    "Refusal",
    "Reply",
    "Series",
    "Show",
    "Stop",
    "Text",
    "Time",
    "Unconfirmed",
    "YesNo",
    "command",
    "optional",
]
