"""Digests with a line of every kind there is, in a school of 1,050: no name, UPN, id, date of birth or typed word."""

import logging
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from commands.domain.contact import Contact
from commands.domain.cycle import Cycle
from commands.domain.days.calendar import Span
from commands.domain.due import DueKind
from commands.domain.pupil import Provision
from commands.domain.senco_post import Qualification, SencoPost, Served
from commands.kit.what_is_due import what_is_due
from storage.records import SqlOpenRecords
from storage.tables import pupils
from tests.digests import SETTINGS, begins, has_term_date, sets_clock
from tests.promises.test_no_name_in_a_channel import every_notice_made, ours
from tests.school import SchoolStory
from tests.storage.test_due import one_of_each

NONE = Qualification.NONE
FORENAMES = """
Amara Bronwen Casimir Dilys Efosa Fiadh Gwilym Hafsa Ioan Jagoda Kerensa Ludmila Merfyn Nkechi Oluwaseun Padraig Quentin
Roisin Siobhan Tanwen Ulrika Vashti Wojciech Xanthe Yevgenia Zuleika Aneurin Blodwen Ceridwen Dafydd
""".split()  # noqa: SIM905 - a list of quoted names is harder to read
SURNAMES = """
Abernathy Balogun Czerny Dhaliwal Eze Fairweather Gill-Hoare Hossain Iwobi Jaworski Kowalczyk Llewellyn Mbeki Nwosu
Okonjo Pritchard Quayle Rasmussen Szymanski Thistlewood Ugwu Vandenberg Wolstenholme Xiang Yeboah Zielinska Achterberg
Bhattacharya Cadwallader Dragomir Eriksen Featherstone Gwynne Huxtable Igbinedion
""".split()  # noqa: SIM905
NAMES = [f"{forename} {surname}" for forename, surname in product(FORENAMES, SURNAMES)]
"""Names that are no part of any word the bot uses."""
BUSY = 4
"""Pupils of whom something of every kind is due."""
TYPED = ("Clinic", "Mrs Yusuf", "Needs.", "Met.", "Agreed.", "Word list", "Eye test", "dr-smith", "Cannot yet")


async def test_a_digest_of_every_kind_of_line_names_nobody(
    school: SchoolStory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await begins(school)
    await school.senco.asks("digest time")
    await school.senco.fills_in(**{**SETTINGS, "a_message_in_long_breaks": "Yes"})
    assert len(NAMES) == 1050
    enrolled = (await school.enrols_all(NAMES))[:: len(NAMES) // BUSY][:BUSY]
    for year, born in ((6, date(2015, 10, 9)), (11, date(2011, 3, 8))):  # who goes on, and whose rights pass to them
        await school.enrols(NAMES[year], year=year, group=f"{year}B", born=born, provision=Provision.PLAN)
    tom = f"{school.school.id}-tom.reed"
    async with SqlOpenRecords(school.service.database)(school.school, writing=True) as records:
        for n, pupil in enumerate(enrolled):
            for thing in one_of_each(school.school, pupil, n):
                if n == 0 and isinstance(thing, Cycle):
                    thing = replace(thing, lead=tom, started_on=date(2026, 9, 1))
                if n == 0 and isinstance(thing, Contact):
                    thing = replace(thing, logged_by=tom)
                await records.save(thing)
        for who, since in (("sam.okoro", date(2023, 10, 20)), ("ada.quill", date(2025, 8, 20))):
            post = SencoPost(school.school.id, f"{school.school.id}-{who}", since, Served.FIRST, NONE, since)
            await records.save(post)
    await has_term_date(school, Span.TERM, date(2026, 7, 17))  # school was there last summer, and its report is late
    await school.teacher.asks("digest me")
    for word in ("V-", "Action agreed with parents", "Review papers due"):
        assert word in school.teacher.said

    drawn, kinds = list[str](), set[DueKind]()
    await has_term_date(school, Span.TERM, date(2027, 6, 24))
    days = ((2026, 9, 15), (2026, 9, 25), (2026, 10, 9), (2026, 10, 23), (2026, 10, 28), (2026, 11, 2), (2027, 6, 24))
    for when in days:
        sets_clock(school, *when, 7, 45)
        standing: list[Any] = [*await school.channel(), *await school.private(school.second_senco)]
        standing += await school.private(school.teacher)
        drawn += [str(card) for card in standing]
        for line in await lines_due(school, date(*when)):
            kinds |= {line} if any(line.label in card for card in drawn) else set()
    assert kinds == set(DueKind)
    assert sum("Your week" in card for card in drawn) > 3
    assert any("nothing noted by you" in card for card in drawn)
    drawn.append(school.teacher.said)

    async with school.service.database.reading() as connection:
        people = (await connection.execute(select(pupils.c.id, pupils.c.upn, pupils.c.born))).all()
    private = {*TYPED, *FORENAMES, *SURNAMES, *(str(value) for row in people for value in row)}
    private |= {f"{born.day} {born:%B %Y}" for _, _, born in people}
    made = await every_notice_made(school)
    logged = [f"{record.getMessage()} {record.exc_text or ''}" for record in ours(caplog)]
    everything = "\n".join((*drawn, *made, *logged))
    assert [words for words in private if words in everything] == []


async def lines_due(school: SchoolStory, today: date) -> set[DueKind]:
    async with SqlOpenRecords(school.service.database)(school.school, writing=False) as records:
        return {line.kind for line in await what_is_due(records, date(2027, 9, 1), today=today)}
