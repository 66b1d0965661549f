"""The staff list changes: an address is given to somebody else, somebody has another; nobody takes another's place."""

import pytest

from tests.school import SchoolStory
from tests.staff_lists import EVERYBODY, OTHERS, TOM, imports, types

on_platforms = pytest.mark.parametrize("school", ["slack", "teams"], indirect=True)
"""On the bot's own page there are no accounts that the platform vouches for."""
TOMS = "tom.reed@oakfield.example"
TARA = f"{TOMS},Tara Whitlock,teacher,4B"
STRANGER = "I do not know you yet"
MARRIED = "tom.whitlock@oakfield.example"


@on_platforms
async def test_a_leavers_address_given_to_somebody_else_is_asked_about_and_nothing_of_the_leavers_is_theirs(
    school: SchoolStory,
) -> None:
    await school.has_a_senco_channel()
    tom, reference = school.teacher, await school.referred()
    assert "1 left" in await imports(school, *OTHERS)
    school.world.readdresses(tom, "tom.reed.left@oakfield.example")
    tara = await school.world.joins(TOMS, "Tara Whitlock")

    said = await imports(school, *OTHERS, TARA)
    assert "line 7: this was the address of a teacher who has left. If they are back, say --same" in said
    assert "0 returned" in said
    assert not [name for name in ("Tara", "Tom", TOMS) if name in said]
    for account in (tara, tom):
        await account.asks("my referrals")
        assert STRANGER in account.said

    assert "1 new" in await imports(school, *OTHERS, TARA, options=("--new", TOMS))
    await tara.asks("my referrals")
    assert reference not in tara.said
    await tom.asks("my referrals")
    assert STRANGER in tom.said
    hers = await school.referred(by=tara)
    before = len(await school.private(tom))
    for asked in (reference, hers):
        await school.senco.asks(f"read referral {asked}")
        await school.senco.presses("Ask for more")
        await school.senco.fills_in(what_do_you_need_to_know="Since when?")
    assert [hers in str(card) and reference not in str(card) for card in await school.private(tara)] == [True]
    assert len(await school.private(tom)) == before
    await school.senco.asks("who has looked amina")
    assert "Tom Reed (Teacher)" in school.senco.said
    assert "Tara Whitlock (Teacher)" in school.senco.said
    assert "0 new, 0 changed, 6 unchanged" in await imports(school, *OTHERS, TARA)


@on_platforms
async def test_who_was_away_and_is_back_finds_what_was_theirs_once_it_is_said(school: SchoolStory) -> None:
    reference = await school.referred()
    await imports(school, *OTHERS)
    assert "1 line was not used" in await imports(school, *EVERYBODY)
    assert "1 returned" in await imports(school, *EVERYBODY, options=("--same", "all"))
    await school.teacher.asks("my referrals")
    assert reference in school.teacher.said


@on_platforms
async def test_an_address_whose_holder_has_quite_another_name_in_the_file_is_asked_about_too(
    school: SchoolStory,
) -> None:
    reference = await school.referred()
    said = await imports(school, TARA, *OTHERS, options=("--same", "all"))
    assert "line 2: this is the address of a teacher with quite another name." in said
    await school.teacher.asks("my referrals")
    assert reference in school.teacher.said

    school.world.readdresses(school.teacher, "tom.reed.left@oakfield.example")
    tara = await school.world.joins(TOMS, "Tara Whitlock")
    said = await imports(school, TARA, *OTHERS, options=("--new", TOMS))
    assert "1 new, 0 changed, 5 unchanged, 1 left" in said
    await tara.asks("my referrals")
    assert reference not in tara.said
    await school.teacher.asks("my referrals")
    assert STRANGER in school.teacher.said


@on_platforms
@pytest.mark.parametrize("how", ["staff change", "a column", "--same"])
async def test_who_has_another_address_stays_who_they_are(school: SchoolStory, how: str) -> None:
    await school.has_a_senco_channel()
    tom, reference = school.teacher, await school.referred()
    married = f"{MARRIED},Tom Whitlock,teacher,4B"

    said = await imports(school, *OTHERS, married)
    assert "line 7: a teacher with a like name would leave by this file. If they are one person, say --same" in said
    assert "0 new, 0 changed, 5 unchanged, 0 left" in said
    await tom.asks("my referrals")
    assert reference in tom.said

    if how == "staff change":
        assert "the address was changed" in await types(school, "staff", "change", TOMS, "--email", MARRIED)
        said = await imports(school, *OTHERS, married)
    elif how == "a column":
        lines = [f"{line}," for line in OTHERS]
        headings = "Email,Name,Role,Teaches,Previous email"
        said = await imports(school, *lines, f"{married},{TOMS}", headings=headings)
        assert "6 unchanged" in await imports(school, *lines, f"{married},{TOMS}", headings=headings)
    else:
        said = await imports(school, *OTHERS, married, options=("--same", MARRIED))
    assert "0 new, 1 changed, 5 unchanged, 0 left" in said
    await school.senco.asks(f"read referral {reference}")
    assert "Tom Whitlock" in school.senco.said
    await school.senco.presses("Ask for more")
    await school.senco.fills_in(what_do_you_need_to_know="Since when?")
    [asked] = [card for card in await school.private(tom) if reference in str(card)]
    school.world.readdresses(tom, MARRIED)
    await tom.asks("my referrals")
    assert reference in tom.said
    await tom.presses("Read and answer", asked)
    await tom.fills_in(your_answer="Since June.")
    assert "0 new, 0 changed, 6 unchanged" in await imports(school, *OTHERS, married)


@on_platforms
async def test_somebody_of_a_leavers_name_is_somebody_new_when_that_is_said(school: SchoolStory) -> None:
    reference = await school.referred()
    assert "1 left" in await imports(school, *OTHERS)
    another = "t.reed@oakfield.example"
    namesake = TOM.replace(TOMS, another)
    said = await imports(school, *OTHERS, namesake)
    assert "line 7: a teacher of this name is on the list with another address, which is not in the file" in said
    newcomer = await school.world.joins(another, "Tom Reed")
    assert "1 new" in await imports(school, *OTHERS, namesake, options=("--new", another))
    await newcomer.asks("my referrals")
    assert reference not in newcomer.said
