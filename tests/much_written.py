"""A school in which something is written wherever something can be: the words, and the story that types them."""

from tests.promises.test_no_name_in_a_channel import DECIDED, TYPED
from tests.school import REFERRAL, SchoolStory, reference_in
from tests.worlds import Hands

PLANTED = tuple(
    f"zq-{word}"
    for word in (
        *("noticed", "tried", "also", "parents", "hoped", "question", "answer", "observed"),
        *("rationale", "universal", "who", "reopen", "needs", "outcome", "baseline", "target", "what", "often"),
        *("strengths", "pupil", "views", "moved", "doing", "helps", "avoid", "own", "note", "corrected", "class"),
        *("agreed", "action", "name", "agency", "scope", "place", "attends", "line", "snow"),
    )
)


async def a_plan_is_written(senco: Hands) -> str:
    """Needs, an outcome, an adjustment, everybody's views; gives its reference. It has not started."""
    await senco.asks("plan Amina")
    await senco.fills_in(lead_teacher="Tom", what_does_the_pupil_need="zq-needs")
    plan = reference_in(senco.said, "C")
    await senco.asks(f"add outcome {plan}")
    await senco.fills_in(
        the_pupil_will_be_able_to="zq-outcome",
        where_is_the_pupil_now="zq-baseline",
        how_will_we_know_it_is_reached="zq-target",
    )
    await senco.asks(f"add provision {plan}")
    await senco.fills_in(what_is_it="Adjustment", what_is_done="zq-what", who_does_it="zq-who", how_often="zq-often")
    await senco.asks(f"change plan {plan}")
    await senco.fills_in(strengths="zq-strengths", the_pupil_s_views="zq-pupil", the_parents_views="zq-views")
    return plan


async def a_note_is_corrected(teacher: Hands) -> None:
    """Advice asked for in a teacher's own words, and put right afterwards."""
    await teacher.asks("adjust")
    await teacher.fills_in(
        pupil="Amina",
        what_did_you_adjust="Something else",
        how_did_it_go="I need advice",
        in_your_own_words="zq-own",
        a_line_of_note="zq-note",
    )
    await teacher.presses("Correct it")
    await teacher.fills_in(a_line_of_note="zq-corrected", how_did_it_go="I need advice")


async def much_is_written(school: SchoolStory) -> None:
    """What the other promises plant, in one school: a referral asked about and decided, a plan with lines and a
    review, notes in class, a contact, an agency, a round robin, a closure."""
    senco, teacher = school.senco, school.teacher
    await teacher.asks("refer")
    await teacher.fills_in(**{**REFERRAL, **TYPED})
    referral = reference_in(teacher.said)
    await senco.presses("Ask for more", (await school.channel())[0])
    await senco.fills_in(what_do_you_need_to_know="zq-question")
    await teacher.presses("Read and answer", (await school.private(teacher))[-1])
    await teacher.fills_in(your_answer="zq-answer")
    await senco.asks(f"accept referral {referral}")
    await senco.asks(f"referral checklist {referral}")
    await senco.presses("Pupil observed: Tick")
    await senco.fills_in(in_a_line="zq-observed")
    await senco.asks(f"decide {referral}")
    await senco.presses("Not SEND")
    await senco.fills_in(**DECIDED)

    plan = await a_plan_is_written(senco)
    await senco.asks(f"lesson lines {plan}")
    await senco.fills_in(what_to_do="zq-doing", what_helps="zq-helps", what_to_avoid="zq-avoid")
    await senco.asks(f"start plan {plan}")
    await senco.asks(f"move review {reference_in(senco.said, 'V')}")
    await senco.fills_in(new_day="2026-12-11", why_is_it_moved="zq-moved")

    await a_note_is_corrected(teacher)
    await school.other_teacher.asks("class 4B")
    await school.other_teacher.fills_in(why_do_you_need_to_see_this_class="zq-class")
    await teacher.asks("contact amina")
    await teacher.fills_in(
        with_whom="Mother",
        how="Meeting",
        what_was_agreed="zq-agreed",
        action="zq-action",
        by_when="2026-10-01",
        their_name="zq-name",
    )
    await senco.asks("agency referral amina")
    await senco.fills_in(
        agency="speech",
        reason="zq-agency",
        consent_given_by="Mother",
        consent_given_on="2026-09-10",
        consent_covers="zq-scope",
    )
    await senco.presses("Sent")
    await senco.presses("Book appointment")
    await senco.fills_in(date="2026-10-06", time="09:30", place="zq-place", who_attends="zq-attends")
    await senco.asks("round robin Amina")
    await senco.presses("Ask them")
    await senco.fills_in(answers_by="2026-09-28")
    [*_, asked] = [message for message in await school.private(teacher) if "Views W-" in str(message)]
    await teacher.presses("Give your view", asked)
    await teacher.fills_in(attention="Much difficulty", one_line="zq-line")
    await senco.asks("senco closure")
    await senco.fills_in(first_day="2026-11-12", why_in_a_line="zq-snow")
