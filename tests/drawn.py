"""What a story shows on its own face, drawn on the others too and checked as their platforms would."""

from collections.abc import Mapping
from typing import Any

from chatops.app import Service
from chatops.faces import Face, Heard
from chatops.slack import render as slack
from chatops.teams.forms import form_card
from chatops.teams.render import draw, reply_card
from commands.kit import Answers, Card, Reply, Show
from tests import faces
from tests.web import drawing
from tests.worlds import adaptive, block_kit


class DrawnService(Service):
    """The service, which shows everything it answers and posts to the faces the story is not told on as well."""

    async def hear(self, heard: Heard, answers: Answers | None = None) -> Reply | Show:
        outcome = await super().hear(heard, answers)
        shown(outcome, heard.face, opens=self.opens(heard))
        return outcome

    async def start(self) -> None:
        for face in self.faces.values():
            _draws_its_posts(face)
        await super().start()


def _draws_its_posts(face: Face) -> None:
    """From now on whatever this face posts or redraws is drawn on the others first."""
    post, redraw = face.post, face.redraw

    async def posts(address: Mapping[str, Any], card: Card, notice: str = "") -> str:
        posted(card, face.name)
        return await post(address, card, notice)

    async def redraws(address: Mapping[str, Any], standing: str, card: Card) -> None:
        posted(card, face.name)
        await redraw(address, standing, card)

    vars(face).update(post=posts, redraw=redraws)


def shown(outcome: Reply | Show, on: str, *, opens: bool) -> None:
    """Draws what somebody is answered on the faces but `on`; `opens`, over the page. Raises what a platform would
    answer, or AssertionError when a question is missing."""
    if faces.ALL:
        return
    for face in faces.FACES:
        if face == on:
            continue
        if isinstance(outcome, Reply):
            REPLIES[face](outcome, opens)
            continue
        words = FORMS[face](outcome)
        for question in outcome.form.questions.values():
            assert question.label in words, f"{face} does not ask: {question.label}"


def posted(card: Card, on: str) -> None:
    """Draws what is posted on the faces but `on`."""
    if faces.ALL:
        return
    if on != "slack":
        block_kit.check_message(slack.post(card))
        block_kit.check_message(slack.post(card, charts=False))
    if on != "teams":
        adaptive.check(draw(card, "chat"))
    if on != "web":
        drawing.page(card)


def _slack_form(show: Show) -> str:
    view = slack.form(show)
    block_kit.check_view(view)
    return _words(view)


def _slack_reply(reply: Reply, opens: bool) -> None:
    if opens:
        block_kit.check_view(slack.page(reply))
    else:
        block_kit.check_message(slack.message(reply))
        block_kit.check_message(slack.message(reply, charts=False))


def _teams_form(show: Show) -> str:
    return _words(adaptive.check(form_card(show, {})))


def _teams_reply(reply: Reply, opens: bool) -> None:
    adaptive.check(reply_card(reply))
    if reply.card and not opens:
        adaptive.check(draw(reply.card, "chat", reply.text))


def _web_form(show: Show) -> str:
    return drawing.page(show=show).text()


def _web_reply(reply: Reply, opens: bool) -> None:
    drawing.page(reply=reply)


FORMS = {"slack": _slack_form, "teams": _teams_form, "web": _web_form}
REPLIES = {"slack": _slack_reply, "teams": _teams_reply, "web": _web_reply}


def _words(of: Any) -> str:
    """Every string of a drawing."""
    if isinstance(of, Mapping):
        return "\n".join(_words(value) for value in of.values())
    if isinstance(of, list):
        return "\n".join(_words(value) for value in of)
    return of if isinstance(of, str) else ""
