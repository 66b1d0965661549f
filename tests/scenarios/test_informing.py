"""The day the parents were informed is filled in of a decision that was recorded before. On every face."""

from tests.school import SchoolStory


async def test_a_decision_recorded_before_the_parents_were_informed_is_filled_in_later(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    await school.senco.asks(f"parents informed {reference}")
    assert f"{reference} stands at: waiting for the SENCO" in school.senco.said
    assert "What can be done now: “Read it”, “Accept”" in school.senco.said
    await school.senco.asks(f"not send {reference}")
    await school.senco.fills_in(
        main_reason="High-quality teaching first",
        why="Six weeks of story maps first.",
        what_should_be_tried_in_class="Pre-teach vocabulary",
        who_does_it="Class teacher",
        when_to_look_again="2026-11-02",
        what_would_reopen_it="No change in retelling",
    )
    await school.senco.presses("Read it")
    assert "Parents informed on: not yet" in school.senco.said
    await school.senco.presses("Parents informed")
    assert school.senco.form == "Parents informed"
    await school.senco.fills_in(parents_informed_on="2026-09-15")
    assert "in the future" in school.senco.errors["Parents informed on"]
    await school.second_senco.asks(f"parents informed {reference}")
    await school.senco.fills_in(parents_informed_on="2026-09-14")
    assert f"Recorded. {reference}: parents informed on Monday 14 September 2026." in school.senco.said

    await school.second_senco.fills_in(parents_informed_on="2026-09-13")
    assert "parents informed on Monday 14 September 2026; nothing needs doing" in school.second_senco.said
    await school.senco.asks(f"read referral {reference}")
    assert "Parents informed on: Monday 14 September 2026" in school.senco.said
    assert "Parents informed: on Monday 14 September 2026" in school.senco.said  # a line of its history
    await school.teacher.asks(f"parents informed {reference}")
    assert "may not ask this" in school.teacher.said


async def test_monitoring_too_can_have_the_day_filled_in_later(school: SchoolStory) -> None:
    reference = await school.referred()
    await school.senco.asks(f"decide monitoring {reference}")
    await school.senco.fills_in(
        why="Some progress.",
        what_is_in_place="Pairs",
        who_does_it="Class teacher",
        monitor_until="2026-11-02",
        what_would_bring_it_back_sooner="No change",
    )
    await school.senco.presses("Read it")
    await school.senco.presses("Parents informed")
    await school.senco.fills_in()
    await school.senco.presses("Read it")
    _, said = school.senco.said.split("Parents informed on")
    assert said.lstrip(": \n").startswith("Monday 14 September 2026")
