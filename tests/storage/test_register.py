"""The register on each database: isolation, two at once, imports beside it, and how fast it answers."""

import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from commands.catalogue import COMMANDS
from commands.domain.clash import ClashState
from commands.domain.decision import Check, Checked, Decision, EhcEvidence, ReferralOutcome
from commands.domain.needs import AreaOfNeed
from commands.domain.pupil import Provision, Pupil
from commands.domain.register import Change, RegisterChange, SenStatus
from commands.domain.school import School
from commands.domain.words.register_filter import RegisterFilter
from commands.kit import Ask, Overtaken, Reply
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.lists.imports import Imports
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from tests.big_school import FIELDS, NOW, TODAY, a_senco, counted, filled
from tests.big_school import a_pupil as pupil


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def school(database: Database) -> School:
    return await Schools(database).add("Larkfield")


def put_on(need: str = "SLCN", what: RegisterChange = RegisterChange.PUT_ON) -> Change:
    return Change(what, SenStatus(Provision.SUPPORT, need), TODAY, "Data.", TODAY)


async def everybody(database: Database, school: School) -> list[Pupil]:
    async with SqlOpenRecords(database)(school, writing=False) as records:
        found = await records.find("pupils", "yusuf", a_senco(school), 5000)
        return list((await records.pupils([one.value for one in found])).values())


async def test_an_entry_and_the_pupils_present_state_are_one(database: Database, school: School) -> None:
    await Imports(database, school).pupils([pupil(1)], fields=(), today=TODAY)
    [one] = await everybody(database, school)
    entries = put_on().entries(one, (), by="S", at=NOW)
    async with SqlOpenRecords(database)(school, writing=True) as records:
        await records.save(*entries)
    async with SqlOpenRecords(database)(school, writing=False) as records:
        assert list(await records.register.history(one.id)) == list(entries)
        [listed] = await records.register.listed(RegisterFilter(), 15)
        assert SenStatus.of(listed) == SenStatus(Provision.SUPPORT, "SLCN")


async def test_an_entry_made_from_a_history_that_has_grown_is_overtaken(database: Database, school: School) -> None:
    await Imports(database, school).pupils([pupil(1)], fields=(), today=TODAY)
    [one] = await everybody(database, school)
    for need, overtaken in (("SLCN", False), ("ASD", True)):
        try:
            async with SqlOpenRecords(database)(school, writing=True) as records:
                await records.save(*put_on(need).entries(one, (), by="S", at=NOW))
        except Overtaken:
            assert overtaken
        else:
            assert not overtaken
    [one] = await everybody(database, school)
    assert one.primary_need == "SLCN"


async def test_another_schools_register_is_not_seen_and_not_changed(database: Database, school: School) -> None:
    other = await Schools(database).add("Oakfield")
    for each in (school, other):
        await Imports(database, each).pupils([pupil(1)], fields=(), today=TODAY)
    [ours] = await everybody(database, school)
    async with SqlOpenRecords(database)(school, writing=True) as records:
        await records.save(*put_on().entries(ours, (), by="S", at=NOW))
    async with SqlOpenRecords(database)(other, writing=True) as records:
        assert await records.register.listed(RegisterFilter(), 15) == []
        assert await records.register.counts(RegisterFilter()) == []
        assert list(await records.register.history(ours.id)) == []
        with pytest.raises(ValueError, match="another school"):
            await records.save(*put_on().entries(ours, (), by="S", at=NOW))


async def test_a_clash_is_found_settled_and_found_again_only_when_the_file_changes(
    database: Database, school: School
) -> None:
    theirs = pupil(1, Provision.PLAN, "ASD")
    await Imports(database, school).pupils([pupil(1)], fields=(), today=TODAY)
    [one] = await everybody(database, school)
    async with SqlOpenRecords(database)(school, writing=True) as records:
        await records.save(*put_on().entries(one, (), by="S", at=NOW))

    async def clashes(row: Pupil, fields: tuple[str, ...] = FIELDS, *, trying: bool = False) -> int:
        return (await Imports(database, school, trying=trying).pupils([row], fields=fields, today=TODAY)).clashes

    assert await clashes(theirs, trying=True) == 1
    async with SqlOpenRecords(database)(school, writing=True) as records:
        assert await records.register.clash(one.id) is None  # a dry run keeps nothing
    assert await clashes(theirs, ("group",)) == 0  # a file without these columns says nothing
    assert await clashes(theirs) == 1
    assert await clashes(theirs) == 1  # it still waits
    async with SqlOpenRecords(database)(school, writing=True) as records:
        [clash], total = await records.register.clashes(0, 15)
        assert (total, clash.theirs) == (1, SenStatus(Provision.PLAN, "ASD"))
        await records.save(clash.settled(ClashState.KEPT, "S", TODAY))
        with pytest.raises(Overtaken):
            await records.save(clash.settled(ClashState.TAKEN, "S", TODAY))
    assert await clashes(theirs) == 0
    assert await clashes(replace(theirs, primary_need="HI")) == 1
    assert await clashes(pupil(1, Provision.SUPPORT, "SLCN")) == 0  # agreed
    async with SqlOpenRecords(database)(school, writing=False) as records:
        settled = await records.register.clash(one.id)
        assert settled
        assert settled.state is ClashState.AGREED
    assert await clashes(replace(theirs, primary_need="HI")) == 1


async def test_ticks_and_a_decision_come_back_as_they_were(database: Database, school: School) -> None:
    ticks = [Checked(school.id, "R-7K2PM", what, TODAY, "A line", "S", NOW) for what in (*Check, Check.DATA)]
    decision = Decision(
        school.id,
        "R-7K2PM",
        ReferralOutcome.EHC_REQUEST,
        "S",
        TODAY,
        areas=(AreaOfNeed.SEMH, AreaOfNeed.SENSORY),
        consent=False,
        evidence=(EhcEvidence.NATURE,),
        evidence_lines=("A line, with a comma",),
    )
    async with SqlOpenRecords(database)(school, writing=True) as records:
        await records.save(*ticks, decision)
    async with SqlOpenRecords(database)(school, writing=True) as records:
        assert await records.decisions.ticks("R-7K2PM") == ticks
        assert await records.decisions.one("R-7K2PM") == decision
        assert await records.decisions.one("R-OTHER") is None
        with pytest.raises(Overtaken):
            await records.save(decision)


async def test_the_register_answers_with_as_many_queries_for_400_as_for_20_and_in_time(
    database: Database,
) -> None:
    """2,000 pupils, 400 of them on the register, five years of history; the answer within 200 ms on SQLite."""
    dispatcher = Dispatcher(COMMANDS, SqlOpenRecords(database), mint=lambda: "key", survey=lambda ask, place: place)  # type: ignore[arg-type,return-value]
    queries, took = [], []
    for size, on in ((100, 20), (2000, 400)):
        large = await Schools(database).add(f"A school of {size}")
        await filled(database, large, size=size, on=on)
        for n in range(5):
            ask = Ask(a_senco(large), large, NOW, "register", f"web/S/{size}{n}", typed="K", about="K +15")
            with counted(database) as sent:
                began = time.process_time()
                reply = await dispatcher.ask(ask)
                took.append(time.process_time() - began)
        queries.append(len(sent))
        assert isinstance(reply, Reply)
        assert reply.card
        assert f"of {on}." in reply.card.plain()
    assert queries[0] == queries[1] <= 12
    assert min(took[5:]) < 0.2
