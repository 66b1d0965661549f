"""A teacher refers a pupil: asked, filled in, acknowledged, announced without a name. On every face."""

from datetime import date

import pytest

from storage.records import SqlOpenRecords
from tests.school import REFERRAL, SchoolStory, reference_in


async def test_the_senco_channel_hears_of_a_new_referral_and_no_name(school: SchoolStory) -> None:
    await school.has_a_senco_channel()

    reference = await school.referred()

    assert f"Your referral {reference} is with the SENCO" in school.teacher.said
    assert "Monday 5 October 2026" in school.teacher.said  # fifteen school days on
    [card] = await school.channel()
    assert reference in str(card)
    assert "Year 4" in str(card)
    assert "Cognition and learning" in str(card)
    for private in ("Amina", "Yusuf", "retell", "Story maps", "eyes"):
        assert private not in str(card)


async def test_yes_to_safeguarding_stops_the_form_and_names_the_lead(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.teacher.asks("refer")

    await school.teacher.fills_in(
        is_this_a_safeguarding_or_child_protection_concern="Yes", what_have_you_noticed="A secret."
    )

    assert "Grace Lin, extension 112" in school.teacher.said
    assert await school.channel() == []
    stored = await everything_stored(school)
    assert "A secret." not in stored
    assert "stopped" in stored


async def test_mistakes_come_back_under_their_questions_with_everything_typed_still_there(school: SchoolStory) -> None:
    await school.teacher.asks("refer")
    wrong = {**REFERRAL, "since_when": "2027-01-01", "have_you_spoken_to_the_parents": "No"}

    await school.teacher.fills_in(**wrong)

    assert "in the future" in school.teacher.errors["Since when?"]
    assert "not been spoken to" in school.teacher.errors["Their view, or why not yet"]
    assert school.teacher.form == "Refer a pupil"

    await school.teacher.fills_in(since_when="2026-09-01", their_view_or_why_not_yet="Meeting on Friday.")
    assert reference_in(school.teacher.said)


async def test_the_same_submission_three_times_is_one_referral_and_one_post(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()

    await school.teacher.resubmits()
    assert reference in school.teacher.said
    await school.teacher.resubmits()

    assert reference in school.teacher.said
    assert len(await school.channel()) == 1


async def test_typing_part_of_a_name_offers_the_teachers_own_pupils_first_and_tells_namesakes_apart(
    school: SchoolStory,
) -> None:
    await school.enrols("Amina Yusuf", year=6, group="6C")
    await school.enrols("Aminah Abbott", year=3, group="3A")

    await school.teacher.asks("refer")
    offered = await school.teacher.finds("Pupil", "amin")

    assert offered[0].startswith("Amina Yusuf, Year 4, 4B")
    assert any(words.startswith("Amina Yusuf, Year 6, 6C") for words in offered)
    assert any(words.startswith("Aminah Abbott") for words in offered)


async def test_namesakes_of_one_group_are_told_apart_without_a_date(school: SchoolStory) -> None:
    younger = await school.enrols("Amina Yusuf", group="4C", born=date(2018, 5, 3))
    await school.enrols("Amina Yusuf", group="4C", born=date(2017, 9, 30))
    for n in (2, 1, 3):
        await school.enrols("Bo Twin", group="4C", born=date(2018, n, 9))
    for _ in range(2):
        await school.enrols("Cy Same", group="4C", born=date(2018, 1, 9))
    long = "Maximilian-Alexander Konstantinopolous-Featherstonehaugh-Cholmondeley"
    for n in (1, 2):
        await school.enrols(long, group="4C", born=date(2018, n, 9))
    await school.teacher.asks("refer")

    offered = [*await school.teacher.finds("Pupil", "amina"), *await school.teacher.finds("Pupil", "maximilian")]

    assert "2017" not in str(offered)
    assert "2018" not in str(offered)
    assert {"Amina Yusuf, Year 4, 4C, the older", "Amina Yusuf, Year 4, 4C, the younger"} <= {*offered}
    assert sorted(words.partition(", Year 4, 4C, ")[2] for words in offered[-2:]) == ["the older", "the younger"]
    assert all(len(words) <= 75 for words in offered)
    by_age = {words.rpartition(", ")[2] for words in await school.teacher.finds("Pupil", "bo twin")}
    assert by_age == {"the oldest", "the second by age", "the youngest"}
    by_number = {words.rpartition(", ")[2] for words in await school.teacher.finds("Pupil", "cy")}
    assert by_number == {"1 of 2", "2 of 2"}

    async with SqlOpenRecords(school.service.database)(school.school, writing=False) as records:
        assert await records.label("pupils", younger) == "Amina Yusuf, Year 4, 4C, the younger"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Siobhán O'Brien", "obrien"),
        ("Zoë D’Arcy-Müller", "zoe muller"),
        ("Łukasz Kowalski", "lukasz"),
        ("نور الهدى", "نور"),
        ("Bo <script>alert(1)</script>", "bo"),
        ("Mia *bold* _it_ [x](http://e.example)", "mia"),
    ],
)
async def test_any_name_can_be_found_chosen_and_read_as_it_is_written(
    school: SchoolStory, name: str, typed: str
) -> None:
    await school.enrols(name, year=4, group="4B")
    await school.has_a_senco_channel()

    reference = await school.referred(pupil=typed)
    await school.senco.asks(f"read referral {reference}")

    assert name in school.senco.said


async def test_three_thousand_characters_and_an_emoji_are_kept_and_one_more_is_asked_to_be_shorter(
    school: SchoolStory,
) -> None:
    await school.has_a_senco_channel()
    long = "He said 🙂 & <b>wept</b>. " * 120
    long = (long + "x" * 3000)[:3000]

    await school.teacher.asks("refer")
    await school.teacher.fills_in(**{**REFERRAL, "what_have_you_noticed": long + "y"})
    assert "3,000 characters" in school.teacher.errors["What have you noticed?"]
    await school.teacher.fills_in(what_have_you_noticed=long)

    await school.senco.asks(f"read referral {reference_in(school.teacher.said)}")
    assert long[:200] in school.senco.said


async def test_a_pupil_who_has_left_is_not_offered_and_cannot_be_sent(school: SchoolStory) -> None:
    gone = await school.enrols("Gwen Gone", year=4, group="4B")
    await school.teacher.asks("refer")
    assert await school.teacher.finds("Pupil", "gwen")
    # chosen while still on roll; leaves before the form is sent
    await school.teacher.fills_in(pupil="gwen")
    assert school.teacher.errors
    await school.loses(gone, school.clock.now().date())

    assert await school.teacher.finds("Pupil", "gwen") == []
    await school.teacher.fills_in(**{k: v for k, v in REFERRAL.items() if k != "pupil"})

    assert "has left the school" in school.teacher.errors["Pupil"]


async def test_somebody_on_no_staff_list_is_told_kindly_whom_to_ask_and_sees_nothing(school: SchoolStory) -> None:
    stranger = await school.world.joins("stranger@elsewhere.example", "Pat Stranger")

    for asked in ("refer", "referrals", "help"):
        await stranger.asks(asked)
        assert "not on a school's staff list" in stranger.said
        assert stranger.form is None


async def test_refer_with_a_name_opens_the_form_with_that_pupil_chosen(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.teacher.asks("refer amina")

    await school.teacher.fills_in(**{k: v for k, v in REFERRAL.items() if k != "pupil"})

    await school.senco.asks(f"read referral {reference_in(school.teacher.said)}")
    assert "Amina Yusuf" in school.senco.said


async def everything_stored(school: SchoolStory) -> str:
    """Every value of every row of every table, as text."""
    from sqlalchemy import select

    from storage.tables import metadata

    found = []
    async with school.service.database.reading() as connection:
        for table in metadata.sorted_tables:
            found += [str(tuple(row)) for row in await connection.execute(select(table))]
    return "\n".join(found)
