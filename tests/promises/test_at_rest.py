"""A copy of the database reads as no pupil's story: what anybody wrote lies sealed, and every column is decided on."""

import json
from collections.abc import AsyncIterator
from itertools import chain
from pathlib import Path

import pytest
from sqlalchemy import String, Text, select, text

from storage import migrate
from storage.sealed.sealing import sealed_columns
from storage.tables import metadata
from storage.types import Mapped, Sealed, SealedStrings, Strings
from tests.much_written import PLANTED, much_is_written
from tests.school import SchoolStory
from tests.worlds.web import WebWorld

SEALED = """
adjustment_notes: own lesson note
agency_events: words
agency_referrals: reason consent_scope
appointments: place attends report_title report_link
asks: reply
clock_facts: note
closures: why
contacts: name agreed action also_action
cycles: needs strengths pupil_views parents_views impact
exception_claims: letter
handovers: note
lesson_lines: text
lesson_looks: reason
notices: card
outcomes: text baseline target what_worked
parent_requests: wish answered_by
provision_lines: what who how_often advised_by
pupil_holds: reason
recommendations: words why
referral_checks: line
referral_decisions: rationale in_place delivered_by review_trigger agency evidence_lines
referral_events: words
referrals: noticed tried hoped parents_view also_tried rationale universal_adjustments delivered_by review_trigger
register_entries: reason
review_events: words
reviews: place invited note
trainings: own whom
transfers: to
views: line
"""
"""What anybody wrote, and what was answered and told with it."""
READABLE = {
    "It is searched and matched: a pupil is found by name, a file's line by UPN, staff by their e-mail address.": """
pupils: upn surname forename preferred sought
staff: email name
audit: name
identities: email vouched
""",
    "It is how things are found again: an id, a reference, a key made by the program.": """
adjustment_notes: school_id pupil_id reference by
agencies: school_id key
agency_events: school_id reference by
agency_referrals: school_id reference agency pupil_id started_by
appointments: school_id reference
audit: school_id ask_key pupil_id reference person_id
audit_doors: school_id ask_key pupil_id shut
asks: school_id key person_id about
assessments: school_id reference pupil_id begun_by
channel_places: school_id
channel_setups: school_id id by
channels: school_id set_by
clock_facts: school_id reference by
closures: school_id reference recorded_by taken_back_by
contacts: school_id pupil_id logged_by
cycles: school_id reference pupil_id lead made_by changed_by
digest_readers: school_id person_id
digest_schedules: school_id
erasure_requests: school_id code pupil_id account asked_by confirmer
exception_claims: school_id reference by
handovers: school_id reference done_by recorded_by
identities: school_id
lesson_lines: school_id pupil_id written_by
lesson_looks: school_id person_id
notices: school_id id ask_key to subject
outcomes: school_id cycle
parent_requests: school_id reference pupil_id logged_by
provision_lines: school_id cycle recommendation
pupil_holds: school_id pupil_id by released_by
pupils: school_id id
recommendations: school_id reference by
referral_checks: school_id reference by
referral_decisions: school_id reference decided_by
referral_events: school_id reference by
referrals: school_id reference pupil_id raised_by taken_by
register_clashes: school_id pupil_id settled_by
register_entries: school_id pupil_id recorded_by referral
review_events: school_id reference by
reviews: school_id reference pupil_id booked_by cycle
round_robins: school_id reference pupil_id about made_by closed_by
schools: id
seal_keys: fingerprint
senco_posts: school_id person_id
snoozes: school_id key by
staff: school_id id
take_downs: school_id id
term_dates: school_id
ticks: school_id key by undone_by
trainings: school_id reference logged_by taken_back_by
transfers: school_id reference pupil_id begun_by
views: school_id reference person_id
weeks_shown: school_id
""",
    "It is a code or a word of a closed list, by which is counted and sorted.": """
asks: face word outcome
assessments: ruleset
audit: face word
channel_setups: name face
channels: name face
clock_facts: fact
identities: face
lesson_looks: group
notices: state face
take_downs: face state
pupils: year group primary_need secondary_need
referral_decisions: primary_need secondary_need
referrals: year
register_clashes: primary_need secondary_need
register_entries: primary_need secondary_need
staff: groups
transfers: ruleset
""",
    "It is about the school or an agency, and about no pupil.": """
agencies: name
channel_setups: called
channels: called
schools: name safeguarding_lead transfer_years local_rules nudge_words
term_dates: name
""",
    "It is a place on a platform, of which the same must be found the same; no token is among them.": """
channel_places: place
channel_setups: address strangers replaces
channels: address strangers
identities: team user address
notices: address post
take_downs: address post
""",
    "It says why something could not be posted or made, and names nobody; a test of its own sees to that.": """
channels: trouble
digest_schedules: trouble
notices: trouble
take_downs: trouble
""",
    "It holds counts, in the steps that leaders are shown.": """
weeks_shown: figures card
""",
    "It proves that a key is the right one, and is sealed itself.": """
seal_keys: proof
""",
}


def named(lines: str) -> set[str]:
    rows = (line.split(":") for line in lines.split("\n") if line)
    return {f"{table}.{column}" for table, columns in rows for column in columns.split()}


def test_of_every_column_that_can_hold_words_it_is_decided_whether_they_lie_sealed() -> None:
    """A new column fails here until its line is written: among the sealed, or with the reason why it is readable."""
    assert migrate.SUBJECTS  # importing it is what brings every table in
    can_hold_words = (String, Text, Strings, Mapped, Sealed, SealedStrings)
    columns = [c for table in metadata.sorted_tables for c in table.columns if isinstance(c.type, can_hold_words)]
    sealed = {str(c) for c in columns if isinstance(c.type, Sealed | SealedStrings)}
    readable = [named(lines) for lines in READABLE.values()]

    assert sealed == named(SEALED)
    assert {str(c) for c in columns} - sealed == set().union(*readable)
    assert sum(map(len, readable)) == len(set().union(*readable)), "a column has two reasons"


@pytest.fixture
async def told(database_url: str, tmp_path: Path) -> AsyncIterator[SchoolStory]:
    """A school on the web page, kept in a database of each kind."""
    story = SchoolStory(WebWorld(), tmp_path, database_url)
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    await story.has_a_senco_channel()
    yield story
    await story.closes()


async def test_whatever_is_written_about_pupils_none_of_it_can_be_read_in_the_database(
    told: SchoolStory, tmp_path: Path, database_url: str
) -> None:
    await much_is_written(told)
    await told.settles()
    written = await what_the_keys_open(told)
    assert len({word for words in written for word in PLANTED if word in words}) == len(PLANTED), "it was not written"
    if database_url.startswith("sqlite"):
        assert (tmp_path / "test.db-wal").exists()
        lies = b"".join(file.read_bytes() for file in (tmp_path / "test.db", tmp_path / "test.db-wal"))
    else:
        lies = await dumped(told)

    assert b"Yusuf" in lies  # it is the right place: names are readable
    for words in (*PLANTED, *written):  # whole words: three letters can stand in a seal by chance
        assert words.encode() not in lies


async def what_the_keys_open(school: SchoolStory) -> list[str]:
    """Everything that lies sealed, opened: whole answers, and of cards and replies each text of more than one word."""
    found: list[str] = []
    async with school.service.database.reading() as connection:
        for table, names in sealed_columns().items():
            for row in await connection.execute(select(*(table.c[name] for name in names))):
                cells = chain.from_iterable(cell if isinstance(cell, tuple) else (cell,) for cell in row)
                found += [cell for cell in cells if cell]
    return [words for words in found if " " in words or words.startswith("zq-")]


async def dumped(school: SchoolStory) -> bytes:
    """Every row of every table as PostgreSQL shows it to whoever connects without the key."""
    rows: list[str] = []
    async with school.service.database.reading() as connection:
        for table in metadata.sorted_tables:
            lines = await connection.execute(text(f'SELECT row_to_json(t)::text FROM "{table.name}" t'))  # noqa: S608
            rows += [json.dumps(json.loads(line), ensure_ascii=False) for line in lines.scalars()]
    return "\n".join(rows).encode()
