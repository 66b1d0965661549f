"""A page drawn for a test: somebody called Tom Reed looks at it, and every key is the same."""

from datetime import UTC, datetime
from itertools import count

from chatops.web import render
from chatops.web.posts import Posted
from chatops.web.views import PageView, PersonView, PostView, RoomView
from commands.kit import Button, Card, Item, Items, Reply, Show
from tests.worlds.html import Node, tree

AT = datetime(2026, 9, 14, 8, 5, tzinfo=UTC)
TOM = PersonView("S1/tom", "Tom Reed", "Teacher", "Oakfield School")
MENU = Reply("", Card("What you can ask", (Items((Item("refer", "Refer a pupil", (Button("Ask", "refer"),)),)),)))


def html(
    *cards: Card,
    show: Show | None = None,
    reply: Reply | None = None,
    typed: render.Typed | None = None,
    matches: render.Matches | None = None,
) -> str:
    """The page with these cards in the channel and, when given, a form or a reply open."""
    number = count(1)
    view = PageView(
        csrf="token",
        mint=lambda: f"key-{next(number)}",
        people=(TOM,),
        me=TOM,
        menu=MENU,
        rooms=(RoomView("senco", "senco", "Private", False, len(cards), True),),
        posts=tuple(PostView(Posted(f"p{n}", card, AT)) for n, card in enumerate(cards)),
        reply=reply,
        form=render.form_view(show, typed, matches) if show else None,
    )
    return render.page(view)


def page(
    *cards: Card,
    show: Show | None = None,
    reply: Reply | None = None,
    typed: render.Typed | None = None,
    matches: render.Matches | None = None,
) -> Node:
    """The same as a tree."""
    return tree(html(*cards, show=show, reply=reply, typed=typed, matches=matches))


def part(drawn: str, tag: str, id: str) -> str:
    """The source of one part of the page, from its tag to its end, without its indentation."""
    start = drawn.index(f'<{tag} id="{id}"')
    lines = drawn[start : drawn.index(f"</{tag}>", start)].splitlines()
    return "\n".join(line.strip() for line in lines if line.strip()) + f"\n</{tag}>\n"
