"""A pupil's teachers are asked for their views, answer privately, and the SENCO reads what they see. On every face."""

from typing import Any

from commands.domain.person import Role
from tests.digests import sets_clock
from tests.plans import started
from tests.round_robins import TICKS, asked_views, gives_view, robin_asked
from tests.school import SchoolStory
from tests.worlds import Hands


async def six_teachers(school: SchoolStory) -> list[Hands]:
    """Those who teach 4B: Tom Reed and five more."""
    names = ("Una Vale", "Wes Park", "Pia Holm", "Rob Dunn", "Lea Finch")
    return [school.teacher, *[await school.employs(name, Role.TEACHER, ("4B",)) for name in names]]


async def test_four_answer_one_is_not_theirs_one_is_silent_and_it_closes_across_half_term(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    tom, una, wes, pia, rob, lea = teachers = await six_teachers(school)
    reference = await school.referred()
    await school.senco.asks(f"accept referral {reference}")
    sets_clock(school, 2026, 10, 21, 12, 0)
    await school.senco.asks(f"read referral {reference}")
    await school.senco.presses("Ask for views")
    for name in ("Who is asked: 6", "Tom Reed", "Lea Finch"):
        assert name in school.senco.said
    await school.senco.presses("Ask them")
    await school.senco.fills_in(answers_by="2026-11-06")
    assert "6 colleagues asked privately. It closes on Friday 6 November 2026" in school.senco.said

    for hands in teachers:
        [ask] = await asked_views(school, hands)
        assert "Amina" not in str(ask)
        assert "thirty seconds" in str(ask)
    await gives_view(school, tom, memory="Some difficulty")
    assert "Your view is with the SENCO" in tom.said
    await gives_view(school, una, attention="Some difficulty", one_line="")
    await wes.presses("I do not teach them", (await asked_views(school, wes))[-1])
    assert "not asked about this pupil again" in wes.said

    # Half-term: nobody is reminded. Back at school, those who are silent are, and nobody else.
    sets_clock(school, 2026, 10, 30, 9, 0)
    assert [len(await asked_views(school, hands)) for hands in teachers] == [1] * 6
    sets_clock(school, 2026, 11, 2, 8, 0)
    assert [len(await asked_views(school, hands)) for hands in teachers] == [1, 1, 1, 2, 2, 2]
    assert "A reminder" in str((await asked_views(school, pia))[-1])
    await gives_view(school, pia, attention="As expected")
    sets_clock(school, 2026, 11, 3, 9, 0)
    assert [len(await asked_views(school, hands)) for hands in teachers] == [1, 1, 1, 2, 2, 2]
    sets_clock(school, 2026, 11, 4, 8, 30)
    assert [len(await asked_views(school, hands)) for hands in teachers] == [1, 1, 1, 2, 3, 3]
    await gives_view(school, rob)

    # It closes on its date though Lea is silent, and the SENCO hears of it once.
    await school.senco.asks("round robins")
    assert "4 of 5 answered; closes on Friday 6 November 2026" in school.senco.said
    sets_clock(school, 2026, 11, 6, 16, 59)
    assert not [message for message in await school.private(school.senco) if "is closed" in str(message)]
    sets_clock(school, 2026, 11, 6, 17, 0)
    [told] = [message for message in await school.private(school.senco) if "is closed" in str(message)]
    assert "4 of 5 answered" in str(told)
    assert "Amina" not in str(told)
    sets_clock(school, 2026, 11, 9, 9, 0)
    assert len([message for message in await school.private(school.senco) if "is closed" in str(message)]) == 1

    await school.senco.presses("See the summary", told)
    said = school.senco.said
    for words in (
        "Amina Yusuf",
        f"Referral {reference}",
        "4 of 5 answered",
        "Most see difficulty in attention and memory.",
        "Tom Reed: zq-line",
        "Much difficulty: attention",
        "Lea Finch",
        "Wes Park",
    ):
        assert words in said, words
    assert said.index("No answer") < said.index("Lea Finch") < said.index("Do not teach this pupil")
    await lea.asks("views")
    assert "Nobody waits for a view of yours" in lea.said
    await school.senco.asks(f"referral checklist {reference}")
    assert "4 of 5 answered; closed on Friday 6 November 2026. Most see difficulty in attention" in school.senco.said


async def test_an_answer_counts_once_can_be_changed_and_the_last_one_closes_it(school: SchoolStory) -> None:
    una = await school.employs("Una Vale", Role.TEACHER, ("4B",))
    reference = await robin_asked(school)
    await gives_view(school, school.teacher)
    await school.teacher.presses("Change my answer", (await asked_views(school, school.teacher))[-1])
    assert "About Amina Yusuf" in school.teacher.said
    await school.teacher.fills_in(attention="Some difficulty", one_line="zq-second")
    await school.senco.asks(f"read round robin {reference}")
    assert "1 of 2 answered" in school.senco.said
    assert "zq-second" in school.senco.said
    assert "zq-line" not in school.senco.said

    await gives_view(school, una)
    assert "You were the last to answer" in una.said
    [told] = [message for message in await school.private(school.senco) if "is closed" in str(message)]
    assert "2 of 2 answered" in str(told)
    await una.asks(f"give view {reference}")
    assert "Nothing was changed" in una.said
    assert "tell your SENCO" in una.said


async def test_nothing_ticked_asks_again_and_keeps_nothing_from_who_does_not_teach_them(school: SchoolStory) -> None:
    reference = await robin_asked(school)
    await school.teacher.presses("Give your view", (await asked_views(school, school.teacher))[-1])
    await school.teacher.fills_in()
    assert "Tick at least one of these" in school.teacher.errors["Progress"]
    for hands in (school.other_teacher, school.leader):
        await hands.asks(f"give view {reference}")
        assert "You are not asked for this view" in hands.said
        await hands.asks(f"read round robin {reference}")
        assert "There is no round robin with that reference" in hands.said
    await school.teacher.asks(f"read round robin {reference}")
    assert "There is no round robin with that reference" in school.teacher.said
    await school.admin.asks("views")
    assert "You may not ask this here" in school.admin.said


async def test_the_senco_leaves_out_adds_moves_the_date_and_takes_back(school: SchoolStory) -> None:
    await school.employs("Una Vale", Role.TEACHER, ("4B",))
    await school.senco.asks("round robin amina")
    await school.senco.presses("Una Vale: Leave out")
    assert "Who is asked: 1" in school.senco.said
    await school.senco.presses("Una Vale: Ask after all")
    await school.senco.presses("Tom Reed: Leave out")
    await school.senco.presses("Ask somebody else")
    await school.senco.fills_in(who="Ivy Stone")
    assert "Ivy Stone will be asked." in school.senco.said
    await school.senco.presses("Ask them")
    await school.senco.fills_in(answers_by="2026-09-26")
    assert "Friday 25 September 2026 or Monday 28 September 2026" in school.senco.errors["Answers by"]
    await school.senco.fills_in(answers_by="2026-09-28")
    assert "2 colleagues asked privately" in school.senco.said
    assert await asked_views(school, school.teacher) == []

    await school.senco.presses("See who has answered")
    await school.senco.presses("Another date")
    await school.senco.fills_in(answers_by="2026-09-30")
    assert "now closes on Wednesday 30 September 2026" in school.senco.said
    await school.senco.asks("round robin amina")
    assert "is there already: open" in school.senco.said
    await school.senco.presses("Take back")
    assert "counts for nothing" in school.senco.said
    [ask] = await asked_views(school, school.other_teacher)
    assert "nothing is asked of you any more" in str(ask)
    await school.senco.asks("round robins")
    assert "No round robin is open" in school.senco.said


async def test_it_stands_in_the_digest_the_teachers_home_and_their_week_by_reference(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.sends_digests()
    reference = await robin_asked(school, "2026-09-22")
    await school.teacher.asks("home")
    assert f"Amina Yusuf, Year 4: Your view {reference}" in school.teacher.said
    await school.teacher.asks("digest me")
    assert f"{reference}: your view of a pupil is asked for" in school.teacher.said
    assert "Amina" not in school.teacher.said
    sets_clock(school, 2026, 9, 15, 7, 45)
    digest = (await school.channel())[-1]
    assert f"{reference}: Round robin closing" in str(digest)
    await school.senco.presses(f"{reference}: Open", digest)
    assert "0 of 1 answered" in school.senco.said


async def test_the_lead_teacher_reads_it_in_the_plan_and_a_leaver_ends_it(school: SchoolStory) -> None:
    plan = await started(school)
    await school.senco.asks(f"read plan {plan}")
    await school.senco.presses("Ask for views")
    await school.senco.presses("Ask them")
    await school.senco.fills_in(answers_by="2026-09-28")
    await gives_view(school, school.teacher)
    await school.teacher.asks(f"read plan {plan}")
    assert "1 of 1 answered" in school.teacher.said
    await school.teacher.presses("Teachers' views W-: Open")
    assert "Tom Reed: zq-line" in school.teacher.said

    leaver = await school.enrols("Bea Long")
    await school.senco.asks("round robin bea")
    await school.senco.presses("Ask them")
    await school.senco.fills_in(answers_by="2026-09-28")
    [*_, ask] = await asked_views(school, school.teacher)
    await school.loses(leaver, school.clock.now().date())
    await school.teacher.presses("Give your view", ask)
    assert "has left the school" in school.teacher.said
    await school.senco.asks("round robin bea")
    assert "No pupil on roll" in school.senco.said


async def test_a_standstill_over_the_closing_date_closes_it_once_without_a_late_reminder(school: SchoolStory) -> None:
    await robin_asked(school)
    await school.stops()
    sets_clock(school, 2026, 10, 5, 9, 0)
    await school.starts()
    messages: list[Any] = [*await asked_views(school, school.teacher)]
    assert not any("A reminder" in str(message) for message in messages)
    told = [message for message in await school.private(school.senco) if "is closed" in str(message)]
    assert len(told) == 1
    assert "0 of 1 answered" in str(told[0])
    assert TICKS["one_line"] not in str(messages)
