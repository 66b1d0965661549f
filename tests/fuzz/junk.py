"""JSON that nobody expects, and payloads with something of it put in: hypothesis strategies."""

import copy
import json
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.draw import Draw

NASTY = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\t\r\n",
    "é" * 300,
    "../" * 20,
    "%00%ff",
    "🙂" * 80,
    "\ud83d",
    "\u202eabc",
    "\ufeff",
    "x" * 3001,
    "x" * 20_000,
    "'; DROP TABLE asks; --",
    "{0}{__class__}%s%n",
    "=1+1",
    "<!channel> <@U1>",
    "<at>SENCO</at>",
    "@",
    "@@S1",
    "/",
    "a/b/c",
    "-1",
    "0",
    "9" * 400,
    "NaN",
    "null",
    "[]",
    "{}",
    "٣",
    "R-00000",
    "R-7K2PM@",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "2026-W38-1",
    "20260914",
    "24:00",
    "23:59:59.999999+14:00",
    "refer",
    "not send",
    "yes",
    "?",
)
words = st.one_of(st.sampled_from(NASTY), st.text(max_size=30))
_plain: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(NASTY), st.text(max_size=8)
)
values: st.SearchStrategy[Any] = st.one_of(
    _plain,
    st.lists(_plain, max_size=3),
    st.dictionaries(st.sampled_from(("id", "word", "type", "_ask", "value", "x")), _plain, max_size=3),
    st.builds(lambda n: _nested(n), st.sampled_from((5, 60, 400))),
)


def _nested(depth: int) -> Any:
    value: Any = "deep"
    for n in range(depth):
        value = [value] if n % 2 else {"a": value}
    return value


def paths(value: Any) -> list[tuple[Any, ...]]:
    """Every place in a JSON value, the value itself left out."""
    found: list[tuple[Any, ...]] = []

    def walk(at: Any, path: tuple[Any, ...]) -> None:
        inner = at.items() if isinstance(at, dict) else enumerate(at) if isinstance(at, list) else ()
        for key, one in inner:
            found.append((*path, key))
            if len(path) < 12:
                walk(one, (*path, key))

    walk(value, ())
    return found


def spoilt(draw: Draw, payload: dict[str, Any]) -> dict[str, Any]:
    """A copy of a payload with one to three places of it gone, replaced or doubled."""
    payload = copy.deepcopy(payload)
    for _ in range(draw.one((1, 1, 2, 3))):
        places = paths(payload)
        if not places:
            return payload
        *path, last = places[draw.number() % len(places)]
        at: Any = payload
        for key in path:
            at = at[key]
        match draw.one(("gone", "junk", "junk", "listed", "as text")):
            case "gone":
                del at[last]
            case "junk":
                at[last] = draw(values)
            case "listed":
                at[last] = [at[last], at[last]]
            case _:
                at[last] = json.dumps(at[last])
    return payload


def broken(draw: Draw, body: bytes) -> bytes:
    """A body that is not whole, or no body at all."""
    kind = draw.one(("cut", "flipped", "bytes", "deep", "bare"))
    at = draw.number() % len(body)
    if kind == "cut":
        return body[:at]
    if kind == "flipped":
        return body[:at] + bytes([body[at] ^ draw.one(range(1, 256))]) + body[at + 1 :]
    if kind == "deep":
        return bytes(draw.one((b"[", b'{"a":', b"payload=" + b"[" * 50)) * 5000)
    if kind == "bare":
        return json.dumps(draw(values)).encode()
    return bytes(draw(st.binary(max_size=60)))
