"""What a browser posts to the page, made of crafted asks, with the session's own token."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from commands.domain.person import Role
from commands.kit import Choices
from tests.fuzz import junk
from tests.fuzz.crafted import Crafted, Pool, crafted
from tests.fuzz.draw import Draw

PATHS = ("/form", "/form", "/form", "/ask", "/ask", "/search", "/file", "/me")
Fields = list[tuple[str, str]]


class WebRequests:
    """Makes posts; `people` are those at a browser, `own` the fields that each one's page carries."""

    def __init__(self, people: Mapping[str, Role | None], own: Mapping[str, Mapping[str, str]], pool: Pool) -> None:
        self.people, self.own, self.pool = people, own, pool
        self.numbers = 0

    def draw(self, draw: Draw) -> tuple[str, str, Fields, Crafted | None]:
        """Who posts, where to, the fields and, when none was spoilt, the ask it is."""
        path = draw.one(PATHS)
        self.numbers += 1
        forms = path in ("/form", "/search")
        ask = crafted(draw, self.pool, self.people, f"fuzz{self.numbers}", with_form=forms)
        ask = replace(ask, answers={_sent(name): _as_sent(answer) for name, answer in ask.answers.items()})
        questions = ask.command.form.questions if ask.command.form else {}
        fields = [*self.own[ask.who].items(), ("key", ask.key), ("word", ask.command.word), ("about", _sent(ask.about))]
        if path == "/form":
            for name, answer in ask.answers.items():
                kind = "m" if isinstance(questions.get(name), Choices) else "a"
                fields += [(f"{kind}.{name}", one) for one in ([answer] if isinstance(answer, str) else answer)]
        elif path == "/search":
            fields += [("question", draw.one([*questions, "zz"])), ("part", _sent(draw(junk.words)))]
        elif draw.one((True, False)):
            fields += [("typed", _sent(f"{ask.command.word} {ask.typed}"))]
            fields = [(name, value) for name, value in fields if name != "word"]
        elif draw.one((True, False)):
            pressed = "|".join(value for _, value in fields[-3:])
            fields = [*fields[:-3], ("press", pressed)]
        spoilt = not draw.one(range(3))
        for _ in range(2 if spoilt else 0):
            at = draw.number() % len(fields)
            name = draw.one((fields[at][0], "t.pupil", "l.pupil", "a.", "m.zz", ""))
            fields[at] = (name, _sent(draw(st.one_of(junk.words, st.just(fields[at][1])))))
        return ask.who, path, fields, ask if path == "/form" and not spoilt else None


def _sent(text: str) -> str:
    """As UTF-8 carries it: half a character does not arrive."""
    return text.encode("utf-8", "replace").decode()


def _as_sent(answer: Any) -> Any:
    if isinstance(answer, str):
        return _sent(answer)
    sent = tuple(_sent(one) for one in answer)
    return sent[0] if len(sent) == 1 else sent
