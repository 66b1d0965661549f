"""A file of the information system says otherwise than the register: the SENCO decides. On every face."""

from dataclasses import replace
from datetime import date

from commands.domain.pupil import Provision
from storage.lists.imports import Imports
from storage.lists.list_plans import Counts
from tests.scenarios.test_register import on_roll, puts_on
from tests.school import SchoolStory


async def takes_over(school: SchoolStory, provision: Provision, primary: str, *, day: date) -> Counts:
    """The next file of the information system, with Amina as it has her."""
    theirs = replace(await on_roll(school), provision=provision, primary_need=primary, secondary_need="")
    fields = ("provision", "primary_need", "secondary_need")
    return await Imports(school.service.database, school.school).pupils([theirs], fields=fields, today=day)


async def test_what_was_recorded_here_is_kept_and_the_senco_keeps_ours(school: SchoolStory) -> None:
    await puts_on(school)
    counts = await takes_over(school, Provision.SUPPORT, "SEMH", day=date(2026, 9, 15))
    assert (counts.clashes, counts.unchanged) == (1, 1)
    assert (await on_roll(school)).primary_need == "SLCN"

    await school.senco.asks("register")
    await school.senco.presses("Clashes (1)")
    assert "Ours: SEN support: Speech, language and communication needs (SLCN)" in school.senco.said
    assert "Theirs: SEN support: Social, emotional and mental health (SEMH)" in school.senco.said
    await school.senco.presses("Keep ours")
    assert "Ours is kept" in school.senco.said

    counts = await takes_over(school, Provision.SUPPORT, "SEMH", day=date(2026, 9, 16))  # the same file every night
    assert counts.clashes == 0
    assert (await on_roll(school)).primary_need == "SLCN"
    await school.senco.asks("register clashes")
    assert "Nothing clashes" in school.senco.said
    assert (await takes_over(school, Provision.PLAN, "ASD", day=date(2026, 9, 17))).clashes == 1


async def test_theirs_is_taken_into_the_history_and_a_second_press_changes_nothing(school: SchoolStory) -> None:
    await puts_on(school)
    await takes_over(school, Provision.SUPPORT, "SEMH", day=date(2026, 9, 14))
    for senco in (school.senco, school.second_senco):
        await senco.asks("register clashes")

    await school.senco.presses("Take theirs")
    await school.second_senco.presses("Keep ours")

    assert "Theirs is taken over" in school.senco.said
    assert "settled by Sam Okoro: theirs was taken" in school.second_senco.said
    assert (await on_roll(school)).primary_need == "SEMH"
    await school.senco.asks("register history amina")
    assert "Taken over from the school's information system: SEN support: Social" in school.senco.said


async def test_theirs_is_not_taken_where_the_act_asks_for_more_than_a_file_says(school: SchoolStory) -> None:
    await puts_on(school, provision="EHC plan", primary_need="Autistic spectrum disorder")
    await takes_over(school, Provision.SUPPORT, "SLCN", day=date(2026, 9, 14))
    await school.senco.asks("register clashes")
    await school.senco.presses("Take theirs")
    assert "s.68" in school.senco.said
    assert (await on_roll(school)).provision is Provision.PLAN

    await school.senco.presses("Put on the register")
    await school.senco.fills_in(
        primary_need="Speech, language and communication needs",
        why="The plan has ceased.",
        parents_informed_on="2026-09-11",
    )

    assert (await on_roll(school)).provision is Provision.SUPPORT
    await school.senco.asks("register clashes")
    assert "Nothing clashes" in school.senco.said  # both say the same now


async def test_a_pupil_of_whom_nothing_was_recorded_here_is_updated_as_ever(school: SchoolStory) -> None:
    counts = await takes_over(school, Provision.SUPPORT, "SEMH", day=date(2026, 9, 14))
    assert (counts.changed, counts.clashes) == (1, 0)
    assert (await on_roll(school)).primary_need == "SEMH"
