"""A referrer's own referral afterwards: more is added to it, or it is withdrawn until it is taken. On every face."""

from tests.school import SchoolStory

MORE = "zq-more: hides under the table since Monday."


async def test_a_referrer_adds_to_it_and_the_senco_is_told_by_reference(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    await school.teacher.asks("my referrals")
    await school.teacher.presses("Add to it")
    assert school.teacher.form == "Add to your referral"
    await school.teacher.fills_in(what_should_the_senco_know_as_well=MORE)
    assert f"Added to {reference}." in school.teacher.said
    await school.teacher.presses("Read it")
    assert f"The referrer added: {MORE}" in school.teacher.said

    await school.senco.asks(f"read referral {reference}")
    assert f"The referrer added: {MORE}" in school.senco.said
    await school.senco.presses("Accept")
    await school.teacher.asks(f"read referral {reference}")
    await school.teacher.presses("Add to it")
    await school.teacher.fills_in(what_should_the_senco_know_as_well="zq-second")
    [told] = await school.private(school.senco)
    assert f"The referrer has added to {reference}." in str(told)
    posted = str([told, *await school.channel()])
    assert "zq-" not in posted
    assert "Amina" not in posted


async def test_it_is_withdrawn_until_a_senco_has_taken_it(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    await school.teacher.asks("my referrals")
    await school.teacher.presses("Withdraw")
    await school.teacher.fills_in(why_is_it_no_longer_needed="zq-moved to another group")
    assert f"{reference} is withdrawn; the SENCO's list says so." in school.teacher.said
    await school.teacher.presses("My referrals")
    assert "Closed: withdrawn" in school.teacher.said
    await school.teacher.asks(f"withdraw referral {reference}")
    assert f"Nothing was changed. {reference} stands at: closed: withdrawn." in school.teacher.said
    await school.senco.asks("referrals")
    assert "No referral is waiting." in school.senco.said
    await school.senco.asks(f"read referral {reference}")
    assert "Closed: Withdrawn: zq-moved to another group" in school.senco.said


async def test_once_it_is_taken_it_is_for_the_senco_to_close(school: SchoolStory) -> None:
    reference = await school.referred()
    await school.senco.asks(f"accept referral {reference}")
    await school.teacher.asks(f"withdraw referral {reference}")
    assert f"Nothing was changed. {reference} stands at: being assessed, taken by" in school.teacher.said
    await school.teacher.presses("Add to it")
    assert school.teacher.form == "Add to your referral"
    await school.leader.asks(f"withdraw referral {reference}")
    assert "There is no referral with that reference that you may see." in school.leader.said
    await school.senco.asks(f"close referral {reference}")
    await school.senco.fills_in(why="Duplicate")
    await school.teacher.asks(f"add to referral {reference}")
    assert "stands at: closed: duplicate" in school.teacher.said
