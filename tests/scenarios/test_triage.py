"""The SENCO takes it from there: reads, accepts, asks, decides, closes; the referrer hears of each. On every face."""

import asyncio

from tests.school import SchoolStory


async def test_the_senco_reads_it_in_full_and_the_reading_is_recorded(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    [card] = await school.channel()

    await school.senco.presses("Read it", card)

    for words in ("Amina Yusuf", "Year 4", "Cannot yet retell a story.", "Story maps", "A second pair of eyes."):
        assert words in school.senco.said
    assert ("read referral", reference, "Sam Okoro") in await asked(school)


async def test_accepting_redraws_the_channels_card_and_tells_the_referrer(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    [card] = await school.channel()

    await school.senco.presses("Accept", card)

    assert school.senco.said.startswith(f"Accepted. You have taken {reference}")
    await school.senco.presses("Checklist")
    assert "0 of 4 done." in school.senco.said
    [card] = await school.channel()
    assert "Being assessed" in str(card)
    assert "Sam Okoro" in str(card)
    [told] = await school.private(school.teacher)
    assert f"Sam Okoro has accepted {reference}" in str(told)
    assert "Amina" not in str(told)
    await school.teacher.asks("my referrals")
    assert "Being assessed" in school.teacher.said


async def test_a_second_senco_pressing_the_old_button_is_told_how_it_stands(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    [old_card] = await school.channel()
    await school.senco.presses("Accept", old_card)

    await school.second_senco.presses("Accept", old_card)

    assert "Nothing was changed" in school.second_senco.said
    assert "Sam Okoro" in school.second_senco.said
    assert [a for a in await asked(school) if a[0] == "accept referral"] == [
        ("accept referral", reference, "Sam Okoro")
    ]
    assert ("accept referral", reference, "Ada Quill") in await asked(school, "refused")


async def test_two_sencos_at_the_same_moment_one_takes_it(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.referred()
    [card] = await school.channel()

    await asyncio.gather(school.senco.presses("Accept", card), school.second_senco.presses("Accept", card))

    said = sorted([school.senco.said[:7], school.second_senco.said[:7]])
    assert said == ["Accepte", "Nothing"]
    assert len(await school.private(school.teacher)) == 1


async def test_a_question_goes_to_the_referrer_and_the_answer_comes_back(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    [card] = await school.channel()

    await school.senco.presses("Ask for more", card)
    await school.senco.fills_in(what_do_you_need_to_know="Is it the same in maths?")
    [card] = await school.channel()
    assert "asked the referrer for more" in str(card)
    assert "maths" not in str(card)

    [told] = await school.private(school.teacher)
    assert "maths" not in str(told)  # a message stays; the question opens for the referrer alone
    await school.teacher.presses("Read and answer", told)
    await school.teacher.fills_in(your_answer="Only in writing.")
    assert reference in school.teacher.said

    [card] = await school.channel()
    assert "Waiting for the SENCO" in str(card)
    [answered] = await school.private(school.senco)
    await school.senco.presses("Read it", answered)
    assert "Is it the same in maths?" in school.senco.said
    assert "Only in writing." in school.senco.said


async def test_not_send_says_what_to_try_until_when_and_what_would_reopen_it(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    [card] = await school.channel()

    await school.senco.presses("Decide", card)
    await school.senco.presses("Not SEND")
    await school.senco.fills_in(
        main_reason="High-quality teaching first",
        why="Six weeks of story maps first.",
        what_should_be_tried_in_class="Pre-teach vocabulary",
        who_does_it="Class teacher",
        when_to_look_again="2026-11-02",
        what_would_reopen_it="No change in retelling",
    )
    assert "Done" in school.senco.said

    [told] = await school.private(school.teacher)
    assert "Pre-teach" not in str(told)
    await school.teacher.presses("Read it", told)
    for words in ("Pre-teach vocabulary", "Monday 2 November 2026", "No change in retelling", "Class teacher"):
        assert words in school.teacher.said
    [card] = await school.channel()
    assert "Decided: not SEND" in str(card)
    assert "story maps" not in str(card)
    await school.senco.asks("referrals")
    assert reference not in school.senco.said


async def test_a_duplicate_is_closed_and_a_closed_referral_stays_closed(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    [card] = await school.channel()

    await school.senco.presses("Duplicate / withdrawn", card)
    await school.senco.fills_in(why="Duplicate")

    assert f"{reference}: closed: duplicate" in school.senco.said
    await school.second_senco.presses("Decide", card)
    assert "Nothing was changed" in school.second_senco.said
    assert school.second_senco.form is None


async def test_the_queue_is_oldest_first_with_the_wait_in_school_days(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    first = await school.referred()
    school.passes(days=4)  # Friday
    second = await school.referred()
    school.passes(days=3)  # Monday
    await school.senco.asks("referrals")

    said = school.senco.said
    assert said.index(first) < said.index(second)
    assert "waiting 5 school days" in said
    assert "waiting 1 school day" in said


async def test_a_teacher_cannot_press_what_is_the_sencos(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    [card] = await school.channel()

    await school.other_teacher.presses("Accept", card)
    assert "may not ask this" in school.other_teacher.said
    await school.other_teacher.presses("Read it", card)
    assert "Amina" not in school.other_teacher.said
    await school.other_teacher.asks(f"read referral {reference}")
    assert "Amina" not in school.other_teacher.said
    [card] = await school.channel()
    assert "Waiting for the SENCO" in str(card)


async def test_accepting_while_a_question_is_open_leaves_it_open_to_be_answered(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.referred()
    [card] = await school.channel()
    await school.senco.presses("Ask for more", card)
    await school.senco.fills_in(what_do_you_need_to_know="Is it the same in maths?")
    [card] = await school.channel()

    await school.senco.presses("Accept", card)

    [question, _] = await school.private(school.teacher)
    await school.teacher.presses("Read and answer", question)
    await school.teacher.fills_in(your_answer="Only in writing.")
    assert "Your answer has been added" in school.teacher.said
    [card] = await school.channel()
    assert "Being assessed" in str(card)


async def test_a_command_about_a_referral_can_be_typed_with_its_reference(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()

    await school.senco.asks(f"close referral {reference.lower()}")
    await school.senco.fills_in(why="Withdrawn")

    assert f"{reference}: closed: withdrawn" in school.senco.said


async def test_what_somebody_types_after_a_word_is_not_kept(school: SchoolStory) -> None:
    await school.teacher.asks("my referrals amina yusuf has been hit")

    assert ("my referrals", "", "Tom Reed") in await asked(school)


async def asked(school: SchoolStory, outcome: str = "answered") -> list[tuple[str, str, str]]:
    """Who asked what about which referral, as recorded."""
    from sqlalchemy import select

    from storage.tables import asks, staff

    async with school.service.database.reading() as connection:
        rows = await connection.execute(
            select(asks.c.word, asks.c.about, staff.c.name)
            .join(staff, staff.c.id == asks.c.person_id)
            .where(asks.c.outcome == outcome)
            .order_by(asks.c.at)
        )
        return [(row.word, row.about, row.name) for row in rows]


async def test_a_form_overtaken_by_somebody_else_changes_nothing_and_says_so(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.referred()
    [card] = await school.channel()
    await school.senco.presses("Ask for more", card)

    await school.second_senco.presses("Duplicate / withdrawn", card)
    await school.second_senco.fills_in(why="Withdrawn")
    await school.senco.fills_in(what_do_you_need_to_know="Is it the same in maths?")

    assert "Nothing was changed" in school.senco.said
    assert "closed: withdrawn" in school.senco.said
