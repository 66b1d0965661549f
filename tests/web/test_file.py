"""A file from the page: offered by a button, asked for anew when it is pressed, and saved by the browser itself."""

from typing import Any

from sqlalchemy import update

from chatops.documents.files import CONTENT_TYPE
from storage.tables import staff
from tests.plans import planned
from tests.school import SchoolStory
from tests.worlds.html import tree


async def offered(school: SchoolStory, plan: str) -> tuple[Any, dict[str, str]]:
    """The lead teacher's browser with the button on its page, and what the button posts."""
    await school.teacher.asks(f"support plan {plan}")
    hands: Any = school.teacher
    form = hands.page.the("#answer form.file")
    assert form.the("button").text() == f"Save Support plan {plan}.docx"
    assert (form.attributes["method"], form.attributes["action"]) == ("post", "/file")
    return hands, dict(form.sends(form.the("button")))


async def posts(hands: Any, fields: dict[str, str]) -> tuple[int, str | None, str, bytes]:
    """Status, disposition, type and body of what comes back."""
    async with hands.browser.post(hands.world.bot + "/file", data=fields) as answer:
        return answer.status, answer.headers.get("Content-Disposition"), answer.content_type, await answer.read()


async def test_the_button_gives_the_file_as_an_attachment_as_often_as_it_is_pressed(school: SchoolStory) -> None:
    plan = await planned(school)
    hands, fields = await offered(school, plan)
    for _ in range(2):
        status, disposition, kind, body = await posts(hands, fields)
        assert (status, kind) == (200, CONTENT_TYPE)
        assert disposition == f'attachment; filename="Support plan {plan}.docx"'
        assert body.startswith(b"PK")


async def test_it_has_no_address_that_could_be_passed_on(school: SchoolStory) -> None:
    plan = await planned(school)
    hands, fields = await offered(school, plan)
    async with hands.browser.get(hands.world.bot + "/file", params=fields, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert (await posts(hands, {**fields, "csrf": ""}))[0] == 403


async def test_whoever_may_not_have_it_is_told_so_on_the_page(school: SchoolStory) -> None:
    plan = await planned(school)
    _, fields = await offered(school, plan)
    await school.other_teacher.asks("help")
    other: Any = school.other_teacher
    own = {name: value for name, value in other.page.the("form.say").sends() if name in ("csrf", "me")}

    status, disposition, kind, body = await posts(other, {**fields, **own})
    assert (status, disposition, kind) == (200, None, "text/html")
    assert "that you may hand out" in tree(body.decode()).the("#answer .said").text()


async def test_whoever_may_no_longer_have_it_when_they_press_does_not_get_it(school: SchoolStory) -> None:
    plan = await planned(school)
    hands, fields = await offered(school, plan)
    async with school.service.database.writing() as connection:
        await connection.execute(update(staff).where(staff.c.name == "Tom Reed").values(left=True))
    status, disposition, _, _ = await posts(hands, fields)
    assert (status, disposition) == (400, None)


async def test_another_word_posted_there_is_answered_on_the_page(school: SchoolStory) -> None:
    hands, fields = await offered(school, await planned(school))
    status, disposition, _, body = await posts(hands, {**fields, "press": "0f|help|"})
    assert (status, disposition) == (200, None)
    assert "What you can ask" in body.decode()
