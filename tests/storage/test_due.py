"""What is due, on SQLite and PostgreSQL: a row of each kind, what is left out, what it costs."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import event, update

from commands.catalogue import COMMANDS
from commands.domain.agency_referral import AgencyState
from commands.domain.appointment import Appointment, AppointmentOutcome
from commands.domain.assessment import AskedBy, Assessment
from commands.domain.contact import AskedOf, Contact, How, ParentRequest
from commands.domain.cycle import Cycle, Stage
from commands.domain.decision import Decision
from commands.domain.decision import ReferralOutcome as Decided
from commands.domain.due import TICKED_OFF, Due, DueKind
from commands.domain.law.clock_facts import FactWord
from commands.domain.law.ruleset import Owner
from commands.domain.person import Person, Role
from commands.domain.pupil import Provision
from commands.domain.referral import ReferralState
from commands.domain.register import RegisterChange, RegisterEntry
from commands.domain.review import Review, ReviewKind, ReviewState
from commands.domain.round_robin import RobinState, RoundRobin
from commands.domain.school import School
from commands.domain.tick import Tick
from commands.domain.words.family import Relation
from commands.kit import Ask, Overtaken, Place, Reply
from commands.kit.dispatcher import Dispatcher
from commands.kit.what_is_due import line_due, what_is_due
from storage.database import Database
from storage.records import SqlOpenRecords
from storage.tables import pupils
from tests.domain.test_agency_referral import an_agency_referral
from tests.domain.test_referral import a_referral
from tests.storage.test_records import NOW, enrol

TODAY = date(2026, 9, 14)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def one_of_each(school: School, pupil: str, n: int = 0) -> list[object]:
    """Something of every kind that is due for one pupil, on days 1 to 15; `n` tells its references apart."""

    def ref(letter: str, which: int) -> str:
        return f"{letter}-{which}{n:04}"

    def referral(which: int, **changes: object) -> object:
        return a_referral(school_id=school.id, pupil_id=pupil, reference=ref("R", which), **changes)

    def agency(which: int, state: AgencyState, **changes: object) -> object:
        return an_agency_referral(
            school_id=school.id, pupil_id=pupil, reference=ref("A", which), state=state, **changes
        )

    def review(which: int, kind: ReviewKind, day: date, **changes: object) -> Review:
        return replace(Review(school.id, ref("V", which), pupil, kind, day, "S", TODAY), **changes)  # type: ignore[arg-type]

    decided = {"state": ReferralState.DECIDED, "ended_on": TODAY}
    return [
        referral(1, reply_by=on(1)),
        referral(2, **decided, outcome=Decided.NOT_SEND, monitor_until=on(2)),
        referral(3, **decided, outcome=Decided.MONITORING),
        Decision(school.id, ref("R", 3), Decided.MONITORING, "S", TODAY, monitor_until=on(3)),
        RegisterEntry(
            school.id, pupil, 1, RegisterChange.TAKEN_OFF, TODAY, Provision.NONE, "", "", "Met.", TODAY, on(4), "S", NOW
        ),
        Cycle(school.id, ref("C", 1), pupil, 1, Stage.DO, "LEAD", "S", TODAY, "Needs."),
        review(1, ReviewKind.SUPPORT, on(5), cycle=ref("C", 1), at=time(9, 30), papers_due=on(5)),
        review(2, ReviewKind.INTERIM, on(6), state=ReviewState.MOVED),
        review(3, ReviewKind.ANNUAL, on(21)),
        review(4, ReviewKind.ANNUAL, on(-10), state=ReviewState.HELD, held_on=on(-10)),
        agency(1, AgencyState.BOOKED),
        Appointment(school.id, ref("A", 1), 1, on(-9), outcome=AppointmentOutcome.WAS_NOT_BROUGHT),
        Appointment(school.id, ref("A", 1), 2, on(8), time(14), "Clinic", "Mrs Yusuf"),
        agency(2, AgencyState.BOOKED, agency="own-dr-smith"),
        Appointment(school.id, ref("A", 2), 1, on(-1)),
        agency(3, AgencyState.REPORT_AWAITED, chase_on=on(10)),
        Appointment(school.id, ref("A", 3), 1, on(-1), outcome=AppointmentOutcome.ATTENDED, report_due=on(9)),
        agency(4, AgencyState.SENT, chase_on=on(11)),
        agency(5, AgencyState.REJECTED, re_refer_by=on(12)),
        Contact(
            school.id, pupil, "T", TODAY, How.MEETING, Relation.MOTHER, "Mrs Yusuf", "Agreed.",
            "Word list", on(13), "Eye test", on(14),
        ),
        ParentRequest(
            school.id, ref("Q", 1), pupil, "S", on(15) - timedelta(weeks=6), Relation.MOTHER, AskedOf.LOCAL_AUTHORITY
        ),
        RoundRobin(
            school.id, ref("W", 1), pupil, ref("C", 1), "S", TODAY, RobinState.OPEN, asked_on=TODAY, closes_on=on(16)
        ),
        RoundRobin(school.id, ref("W", 2), pupil, "", "S", TODAY),
        Assessment(school.id, ref("E", 1), pupil, AskedBy.SCHOOL, "england-2014", "S", TODAY),
        FactWord(school.id, ref("E", 1), "ehc_requested_on", on(17) - timedelta(weeks=6), "S", NOW, "Mrs Yusuf"),
        FactWord(school.id, ref("E", 1), "school_consulted_on", on(3), "S", NOW),
        FactWord(school.id, ref("E", 1), "draft_served_on", on(3), "S", NOW),
    ]  # fmt: skip


K = DueKind
ELSEWHERE = {
    *(K.QUALIFIED, K.QUALIFY, K.INFORMATION),
    *(K.TRANSFER_MEETING, K.TRANSFER_NAMED, K.TRANSITION, K.RIGHTS),
}
"""What is due of the SENCO's post itself, and of who goes on to the next phase; they have tests of their own."""
EXPECTED = [
    (K.OUTCOME, -1, "A-20000"),
    (K.REPLY, 1, "R-10000"),
    (K.MONITOR, 2, "R-20000"),
    (K.MONITOR, 3, "R-30000"),
    (K.MONITOR, 4, ""),
    (K.STEP_OURS, 4, "V-40000"),
    (K.PAPERS, 5, "V-10000"),
    (K.REVIEW, 5, "V-10000"),
    (K.INTERIM, 6, "V-20000"),
    (K.PAPERS, 7, "V-30000"),
    (K.STEP_OURS, 7, "V-30000"),
    (K.APPOINTMENT, 8, "A-10000"),
    (K.REPORT, 9, "A-30000"),
    (K.CHASE, 11, "A-40000"),
    (K.REFER_AGAIN, 12, "A-50000"),
    (K.ACTION, 13, ""),
    (K.ACTION, 14, ""),
    (K.REQUEST, 15, "Q-10000"),
    (K.ROBIN, 16, "W-10000"),
    (K.EHC_THEIRS, 17, "E-10000"),
    (K.EHC_OURS, 18, "E-10000"),
    (K.STEP_THEIRS, 18, "V-40000"),
    (K.ANNUAL, 21, "V-30000"),
    (K.STEP_THEIRS, 74, "V-40000"),
    (K.EHC_THEIRS, 115, "E-10000"),
]


async def saved(database: Database, school: School, *things: object) -> None:
    async with SqlOpenRecords(database)(school, writing=True) as records:
        await records.save(*things)


async def due(database: Database, school: School, last: date = date.max) -> list[Due]:
    async with SqlOpenRecords(database)(school, writing=False) as records:
        return list(await what_is_due(records, last, today=TODAY))


def told(lines: list[Due]) -> list[tuple[DueKind, int, str]]:
    return [(line.kind, (line.on - TODAY).days, line.reference) for line in lines]


async def test_a_row_of_each_kind_is_due_on_its_day(database: Database, oakfield: School) -> None:
    await enrol(database, oakfield, "P1", "Amina Yusuf")
    await saved(database, oakfield, *one_of_each(oakfield, "P1"))

    lines = await due(database, oakfield)

    assert told(lines) == EXPECTED
    assert {kind for kind, _, _ in EXPECTED} == set(DueKind) - ELSEWHERE
    assert {line.pupil_id for line in lines} == {"P1"}
    by = {(line.kind, line.reference): line for line in lines}
    assert by[K.APPOINTMENT, "A-10000"].at == time(14)
    assert by[K.APPOINTMENT, "A-10000"].of == "Speech and language therapy"
    assert by[K.OUTCOME, "A-20000"].of == "an agency of the school's own"
    assert by[K.REVIEW, "V-10000"].lead == by[K.PAPERS, "V-10000"].lead == "LEAD"
    assert by[K.ACTION, ""].lead == "T"
    assert {line.kind for line in lines if line.owner is Owner.AUTHORITY} == {K.REQUEST, K.EHC_THEIRS, K.STEP_THEIRS}
    assert {(line.kind, line.reference) for line in lines if line.statutory} == {
        (K.PAPERS, "V-30000"),
        (K.REQUEST, "Q-10000"),
        (K.EHC_THEIRS, "E-10000"),
        (K.STEP_OURS, "V-30000"),
        (K.STEP_OURS, "V-40000"),
        (K.STEP_THEIRS, "V-40000"),
    }
    for typed in ("Clinic", "Yusuf", "smith", "Word list"):
        assert not any(typed in (line.of, line.about, line.key, line.reference) for line in lines)


async def test_one_line_is_asked_for_by_its_key_and_only_those_are_asked_who_have_such(
    database: Database, oakfield: School
) -> None:
    for id, n in (("P1", 1), ("P2", 2)):
        await enrol(database, oakfield, id, "Amina Yusuf")
        await saved(database, oakfield, *one_of_each(oakfield, id, n))
    lines = await due(database, oakfield)
    sent: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *of: sent.append(of[2]))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        await records.calendar()  # which is read once, whatever is asked
        sent.clear()
        for line in lines:
            assert await line_due(records, line.kind, line.key, today=TODAY) == line
            assert await line_due(records, line.kind, "P9.9.9", today=TODAY) is None
            if line.kind in TICKED_OFF:
                assert len(sent) <= 6, line.kind  # three for each, of nineteen
            sent.clear()


async def test_what_is_due_until_a_day_is_what_is_due_on_it_or_before(database: Database, oakfield: School) -> None:
    await enrol(database, oakfield, "P1", "Amina Yusuf")
    await saved(database, oakfield, *one_of_each(oakfield, "P1"))
    for last in range(-2, 23):
        assert told(await due(database, oakfield, on(last))) == [line for line in EXPECTED if line[1] <= last]


async def test_what_is_over_and_who_has_left_and_another_schools_are_left_out(
    database: Database, oakfield: School, elmwood: School
) -> None:
    for id in ("P1", "P2"):
        await enrol(database, oakfield, id, "Amina Yusuf")
    await enrol(database, elmwood, "P1", "Ben Else")
    await saved(database, oakfield, *one_of_each(oakfield, "P1", 1))
    await saved(database, elmwood, *one_of_each(elmwood, "P1", 2))
    async with database.writing() as connection:
        left = update(pupils).where(pupils.c.school_id == oakfield.id, pupils.c.id == "P1").values(left_on=TODAY)
        await connection.execute(left)
    over = {"school_id": oakfield.id, "pupil_id": "P2", "reply_by": TODAY}
    put_on = RegisterEntry(
        oakfield.id, "P2", 2, RegisterChange.PUT_ON, TODAY, Provision.SUPPORT, "SLCN", "", "", TODAY, None, "S", NOW
    )
    await saved(
        database,
        oakfield,
        a_referral(**over, reference="R-1", state=ReferralState.ASSESSING, taken_on=TODAY),
        a_referral(**over, reference="R-2", state=ReferralState.INFO_REQUESTED),
        a_referral(**over, reference="R-3", taken_on=TODAY),
        a_referral(**over, reference="R-4", state=ReferralState.CLOSED),
        replace(put_on, n=1, what=RegisterChange.TAKEN_OFF, provision=Provision.NONE, monitor_until=TODAY),
        put_on,
        Review(oakfield.id, "V-1", "P2", ReviewKind.SUPPORT, TODAY, "S", TODAY, state=ReviewState.HELD),
        Review(oakfield.id, "V-2", "P2", ReviewKind.ANNUAL, TODAY, "S", TODAY, state=ReviewState.CANCELLED),
        an_agency_referral(school_id=oakfield.id, reference="A-1", pupil_id="P2", state=AgencyState.WITHDRAWN),
        Appointment(oakfield.id, "A-1", 1, TODAY),
        ParentRequest(oakfield.id, "Q-1", "P2", "S", TODAY, Relation.MOTHER, AskedOf.SCHOOL),
        ParentRequest(
            oakfield.id, "Q-2", "P2", "S", TODAY, Relation.MOTHER, AskedOf.LOCAL_AUTHORITY, "", TODAY, "The panel"
        ),
    )  # fmt: skip

    assert await due(database, oakfield) == []
    assert len(await due(database, elmwood)) == len(EXPECTED)


async def test_what_is_ticked_off_is_due_no_more_until_the_tick_is_taken_back(
    database: Database, oakfield: School
) -> None:
    await enrol(database, oakfield, "P1", "Amina Yusuf")
    await saved(database, oakfield, *one_of_each(oakfield, "P1"))
    lines = [line for line in await due(database, oakfield) if line.kind in (K.ACTION, K.MONITOR, K.PAPERS)]
    assert len(lines) == 7
    for line in lines:
        await saved(database, oakfield, Tick(oakfield.id, line.kind, line.key, "T", NOW))
        assert line not in await due(database, oakfield)
    assert len(await due(database, oakfield)) == len(EXPECTED) - 7

    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        [tick] = await records.due.ticks(K.ACTION, ["P1.1.2", "P1.9.9"])
    assert tick == Tick(oakfield.id, K.ACTION, "P1.1.2", "T", NOW, 1)
    await saved(database, oakfield, tick.undone("S", NOW))
    assert [line.key for line in await due(database, oakfield) if line.kind is K.ACTION] == ["P1.1.2"]
    with pytest.raises(Overtaken):
        await saved(database, oakfield, tick.undone("S", NOW))

    await saved(database, oakfield, Tick(oakfield.id, K.ACTION, "P1.1.2", "S", NOW))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        history = await records.due.ticks(K.ACTION, ["P1.1.2"])
    assert [(tick.n, tick.by, tick.undone_by) for tick in history] == [(1, "T", "S"), (2, "S", "")]


async def test_what_is_due_costs_the_same_few_queries_however_much_it_is(database: Database, oakfield: School) -> None:
    async def cost() -> tuple[int, int]:
        queries: list[str] = []

        def counted(_c: object, _cursor: object, statement: str, *_: object) -> None:
            queries.append(statement)

        event.listen(database.engine.sync_engine, "before_cursor_execute", counted)
        lines = await due(database, oakfield)
        event.remove(database.engine.sync_engine, "before_cursor_execute", counted)
        return len(lines), sum(query.startswith("SELECT") for query in queries)

    _, none = await cost()
    for n in range(20):
        await enrol(database, oakfield, f"P{n}", f"Amina{n} Yusuf")
        await saved(database, oakfield, *one_of_each(oakfield, f"P{n}", n))
    assert await cost() == (20 * len(EXPECTED), none)
    assert none <= 19


async def test_a_forged_press_ticks_off_nothing_of_anybody_elses(database: Database, oakfield: School) -> None:
    await enrol(database, oakfield, "P1", "Amina Yusuf")
    await saved(database, oakfield, *one_of_each(oakfield, "P1"))
    dispatcher = Dispatcher(COMMANDS, SqlOpenRecords(database), mint=lambda: "f", survey=_no_place)
    lines = [line for line in await due(database, oakfield) if line.kind in (K.ACTION, K.MONITOR, K.PAPERS)]

    async def presses(id: str, role: Role, word: str, which: str) -> str:
        person = Person(oakfield.id, id, f"{id}@oakfield.example", id, role)
        reply = await dispatcher.ask(Ask(person, oakfield, NOW, word, f"web/{id}/{word}/{which}", "web", which))
        assert isinstance(reply, Reply)
        return reply.text

    for line in lines:
        for id, role in (("X", Role.TEACHER), ("L", Role.LEADERSHIP)):
            assert "nothing of yours" in await presses(id, role, "action done", line.which)
    assert "nothing of yours" in await presses("T", Role.TEACHER, "action done", lines[0].which)
    assert len(await due(database, oakfield)) == len(EXPECTED)

    assert "Done: action agreed" in await presses("T", Role.TEACHER, "action done", "action:P1.1.1")
    assert "nothing of yours" in await presses("X", Role.TEACHER, "action not done", "action:P1.1.1")
    assert len(await due(database, oakfield)) == len(EXPECTED) - 1


async def _no_place(ask: Ask, place: Place) -> Place:
    return place
