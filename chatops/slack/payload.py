"""The parts of a payload of Slack's, each checked for its type. Pure.

Every function raises `UnreadablePayload` where the part is missing or is not what Slack's reference describes.
"""

import json
from collections.abc import Mapping
from typing import Any

from chatops.slack.text import JSON

LONGEST_ID = 80
"""Characters of an id. Slack's have about eleven; its reference sets no limit, the database does."""


class UnreadablePayload(ValueError):
    """Not a payload of Slack's. The message says which part is missing, never what was there."""


def action(body: JSON) -> JSON:
    """What was pressed or chosen: Slack lists it, one at a time."""
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], dict):
        raise UnreadablePayload("actions")
    return actions[0]


def object_at(body: Mapping[str, Any], key: str) -> JSON:
    """The object under a key."""
    value = body.get(key)
    if not isinstance(value, dict):
        raise UnreadablePayload(key)
    return value


def text_at(body: Mapping[str, Any], key: str) -> str:
    """The text under a key, which is never empty."""
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise UnreadablePayload(key)
    return value


def id_at(body: Mapping[str, Any], key: str) -> str:
    """An id of Slack's, which is kept: as short and plain as they are."""
    value = text_at(body, key)
    if len(value) > LONGEST_ID or not value.isprintable():
        raise UnreadablePayload(key)
    return value


def loaded(text: str) -> JSON:
    """The JSON object that this bot wrote into a button or a view."""
    try:
        value = json.loads(text)
    except ValueError:
        raise UnreadablePayload("JSON within the payload") from None
    if not isinstance(value, dict):
        raise UnreadablePayload("JSON within the payload")
    return value
