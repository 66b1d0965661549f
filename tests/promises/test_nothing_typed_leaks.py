"""Words planted wherever a person or a platform can put them reach no log, no figure, no /readyz and no exception."""

import traceback
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert, select, text

from chatops.admitting.door import short
from chatops.every_face import FACES, PAGE
from chatops.watching.metrics import NOT_ADMITTED, STRANGER, ErrorKind
from commands.catalogue import COMMANDS
from commands.domain.digest import DigestKind
from commands.domain.person import Role
from commands.domain.pupil import Provision
from commands.kit.dispatcher import OTHER
from commands.kit.ending import Ending
from commands.kit.failed import KEPT, UNAVAILABLE
from storage.database import Database
from storage.delivery.codec import CannotBeRead, card_from, reply_from
from storage.lists.schools import Schools
from storage.tables import pupils, staff
from tests.conftest import world_called
from tests.digests import sets_clock
from tests.overheard import Overheard, overheard
from tests.school import REFERRAL, SchoolStory, reference_in
from tests.worlds import Hands
from tests.worlds.mail import MailServer
from tests.worlds.slack import SlackWorld

PLANTED = "zqx"
"""In every name, address, answer, typed line and error below, and in nothing of ours."""
PUPIL = "Zqxamina Zqxyusuf"
WORDS = {
    "pupil": PUPIL,
    "what_have_you_noticed": "Zqxnoticed: Zqxamina cannot yet retell a story.",
    "what_have_you_tried": "Zqxtried",
    "what_would_you_like_to_happen": "Zqxhoped",
}
LABELS = {
    "word": {command.word for command in COMMANDS} | {OTHER},
    "outcome": {ending.value for ending in Ending} | {STRANGER, NOT_ADMITTED},
    "face": {*(face.name for face in FACES), PAGE.name},
    "kind": {kind.value for kind in (*ErrorKind, *DigestKind)},
    "worker": {
        "digests",
        "round robins",
        "channels",
        "notices",
        "faces",
        "posts to take down",
        "the clock",
    },
    "le": {"0.05", "0.1", "0.25", "0.5", "1.0", "2.0", "2.5", "3.0", "5.0", "10.0", "+Inf"},
}


@pytest.fixture(params=["slack", "teams"])
async def school(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SchoolStory]:
    story = SchoolStory(world_called(request.param), tmp_path)
    await story.opens()
    await story.enrols(PUPIL, known_as="Zqxmina", group="4B")
    await story.has_a_senco_channel()
    yield story
    await story.closes()


async def a_teacher(school: SchoolStory) -> Hands:
    """On the staff list under an id like those the import gives, which tells nothing."""
    row = {"school_id": school.school.id, "id": "T01", "email": "zqxtom@zqxmail.example", "name": "Zqxtom Zqxreed"}
    async with school.service.database.writing() as connection:
        await connection.execute(insert(staff).values(**row, role=Role.TEACHER, groups=("4B",)))
    return await school.world.joins(row["email"], row["name"])


async def test_an_ask_is_followed_by_its_reference_from_hearing_it_to_posting_what_came_of_it(
    school: SchoolStory,
) -> None:
    with overheard() as log:
        teacher = await a_teacher(school)
        await teacher.asks("refer")
        await teacher.fills_in(**{**REFERRAL, **WORDS})
        reference = reference_in(teacher.said)
        await school.channel()
    [key] = [line["key"] for line in log.lines if f"reference={reference}" in line["event"]]
    events = [event.split(" notice=")[0] for event in log.of(key)]
    assert key.startswith(f"{school.world.name}/T01/")
    assert events == [
        f"heard face={school.world.name} word=refer",
        f"stored reference={reference} notices=1",
        "ended word=refer outcome=answered",
        "posted",
    ]


async def test_nothing_planted_is_logged_counted_or_told_to_a_supervisor(school: SchoolStory) -> None:
    with overheard() as log:
        teacher = await a_teacher(school)
        stranger = await school.world.joins("zqxstranger@zqxmail.example", "Zqxguest Zqxstranger")
        await stranger.asks("refer zqxamina")
        await teacher.asks("zqxword zqxamina Zqxyusuf")
        await teacher.asks("refer zqxamina")
        await teacher.fills_in(**{**REFERRAL, **WORDS, "since_when": "2027-01-01"})
        assert teacher.errors
        await teacher.fills_in(since_when="2026-09-01")
        reference = reference_in(teacher.said)
        await school.settles()
        await the_database_fails(school, teacher, reference)
        await the_platform_fails(school, teacher)
        answered = await pages(school)
        assert answered["/metrics"]
    await nothing_of(school, log, answered)


async def the_database_fails(school: SchoolStory, teacher: Hands, reference: str) -> None:
    """A table is gone while a form is sent, so the error has its answers as parameters; a row holds what nothing of
    ours can read, so an exception is raised deep inside with the text in it."""
    await teacher.asks("refer")
    await changed(school, "ALTER TABLE referral_events RENAME TO gone")
    await teacher.fills_in(**{**REFERRAL, **WORDS})
    assert KEPT in (teacher.said, *teacher.errors.values())
    await changed(school, "ALTER TABLE gone RENAME TO referral_events")
    await changed(school, "UPDATE referrals SET raised_on = 'Zqxday of Zqxamina'")
    await school.senco.asks(f"read referral {reference}")
    assert school.senco.said == UNAVAILABLE
    await changed(school, "UPDATE referrals SET raised_on = '2026-09-14'")


async def changed(school: SchoolStory, statement: str) -> None:
    """Somebody's hands in the database."""
    async with school.service.database.writing() as connection:
        await connection.execute(text(statement))


async def the_platform_fails(school: SchoolStory, teacher: Hands) -> None:
    """What Slack or Teams says of an error repeats what it was sent."""
    await teacher.asks("refer")
    if isinstance(school.world, SlackWorld):
        school.world.api.refusing["chat.postMessage"] = "Zqxamina Zqxyusuf cannot be posted"
    else:
        school.world.breaks("400", 1000)
    await teacher.fills_in(**{**REFERRAL, **WORDS})
    await school.settles()
    assert (await school.readiness())["troubles"]


async def pages(school: SchoolStory) -> dict[str, str]:
    assert school.server
    said = {}
    async with ClientSession() as session:
        for path in ("/metrics", "/readyz", "/healthz"):
            async with session.get(school.server.make_url(path)) as answer:
                said[path] = await answer.text()
    return said


async def nothing_of(school: SchoolStory, log: Overheard, answered: dict[str, str]) -> None:
    assert len(log.lines) > 20
    async with school.service.database.reading() as connection:
        ids = [value for row in await connection.execute(select(pupils.c.upn, pupils.c.id)) for value in row]
    for where, said in {**answered, "the log": log.text}.items():
        for private in (PLANTED, *ids):
            assert private not in said.casefold().replace("\\u00", ""), f"{where}: {private}"
            assert private not in said, f"{where}: {private}"
    school_words = (school.school.name, school.school.id, "T01", "R-")
    for private in school_words:
        assert private not in answered["/metrics"]
    for family in text_string_to_metric_families(answered["/metrics"]):
        for sample in family.samples:
            for name, value in sample.labels.items():
                assert value in LABELS[name], f"{family.name}: {name}={value}"


async def test_nothing_planted_is_in_an_e_mail_or_in_what_is_said_of_it(school: SchoolStory) -> None:
    """The server that refuses repeats the address, as servers do; what is sent then says nothing but references."""
    post = MailServer()
    await post.start()
    await school.stops()
    school.also(post.settings)
    await school.starts()
    post.refusing["RCPT"] = "550 5.1.1 Zqxtom Zqxreed <zqxtom@zqxmail.example>: no such user"
    with overheard() as log:
        teacher = await a_teacher(school)
        await teacher.asks("refer")
        await teacher.fills_in(**{**REFERRAL, **WORDS})
        reference = reference_in(teacher.said)
        await teacher.asks("digest me")
        school.world.switches_off(teacher)
        school.passes(hours=1)
        await school.senco.asks(f"ask about referral {reference}")
        await school.senco.fills_in(what_do_you_need_to_know="Zqxquestion")
        await school.settles()
        answered = await pages(school)
        post.refusing.clear()
        sets_clock(school, 2026, 9, 21, 7, 45)
        await school.settles()
    sent = post.to("zqxtom@zqxmail.example")
    assert len(sent) == 2
    for mail in sent:
        assert reference in mail.text()
        assert PLANTED not in str(mail).casefold()
        headers = {name: words for name, words in mail.message.items() if name != "To"}
        assert PLANTED not in str(headers).casefold()
    await nothing_of(school, log, answered)
    await post.stop()


async def test_an_error_of_the_database_quotes_no_row(database_url: str) -> None:
    database = Database(database_url)
    school = await Schools(database).add("Larkfield")
    row = {
        "school_id": school.id, "id": "P1", "upn": "Zqxupn", "surname": "Zqxyusuf", "forename": "Zqxamina",
        "year": "4", "provision": Provision.NONE, "sought": " zqxamina ",
    }  # fmt: skip
    said, refused = [], []
    for wrong in ({"id": "P1"}, {"id": "P2"}, {"id": "P3", "upn": "Zqx\0upn"}, {"id": "P4", "attendance": "Zqxnever"}):
        try:
            async with database.writing() as connection:
                await connection.execute(insert(pupils).values({**row, **wrong}))
        except Exception as trouble:
            refused.append(wrong["id"])
            said += [*traceback.format_exception(trouble), repr(trouble)]
    await database.close()
    assert refused == (["P2", "P3", "P4"] if database.kind == "postgresql" else ["P2", "P4"])
    told = "".join(line for line in said if 'File "' not in line)
    assert PLANTED not in told.casefold(), told


@pytest.mark.parametrize("read", [card_from, reply_from])
def test_what_is_stored_and_cannot_be_read_is_not_quoted(read: Callable[[str], object]) -> None:
    for stored in ('{"title": ["Zqxamina"], "text": 4}', "Zqxamina"):
        with pytest.raises(CannotBeRead) as raised:
            read(stored)
        assert str(raised.value)
        assert PLANTED not in f"{raised.value!r} {raised.value.__cause__!r}".casefold()
        assert raised.value.__suppress_context__


def test_an_id_that_a_crafted_request_brings_is_no_place_for_words() -> None:
    assert short("9f86d081884c7d659a2feaa0") == "9f86d081884c7d659a2feaa0"
    assert short(short("Zqxamina/Yusuf")) == short("Zqxamina/Yusuf")
    assert PLANTED not in short("Zqxamina/Yusuf")
