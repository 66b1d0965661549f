"""What the school must do every so often: silent until wanted, then in the digest until done. On every face."""

from datetime import date

from commands.domain.days.calendar import Span
from commands.domain.pupil import Provision
from tests.digests import begins, has_term_date, sets_clock
from tests.school import SchoolStory

STRATEGY = "Publish the school's inclusion strategy, and look at it again each year"
PLAN = "Review the accessibility plan: it covers three years"


async def test_a_duty_is_silent_until_it_is_wanted_and_comes_again_a_year_after_it_was_done(
    school: SchoolStory,
) -> None:
    await begins(school)
    sets_clock(school, 2026, 12, 14, 7, 45)
    assert "The school's own duty" not in str(await school.channel())
    await school.senco.asks("school duties")
    said = school.senco.said
    for words in (
        STRATEGY,
        "A condition of the Inclusive Mainstream Fund: gov.uk, 25 June 2026, read on Tuesday 1 December 2026",
        "It stands in the digest each July",
        "Off until an administrator says that it is in force",
        "It belongs elsewhere: in the school's own record of such incidents, and never here",
    ):
        assert words in said, words
    await school.senco.presses(f"{STRATEGY}: Tell me")
    await school.senco.fills_in()
    assert "Next by Thursday 31 December 2026" in school.senco.said
    sets_clock(school, 2026, 12, 15, 7, 45)
    card = (await school.channel())[-1]
    assert f"The school's own duty, {STRATEGY[:20]}" in str(card) or STRATEGY in str(card)
    await school.senco.asks("due")
    await school.senco.presses("The school's own duty: Done")
    assert "Done: the school's own duty" in school.senco.said
    await school.senco.asks("school duties")
    assert "Next by Friday 31 December 2027" in school.senco.said
    await school.senco.presses(f"{STRATEGY}: Tell me no more")
    assert "Nobody is told of it any more" in school.senco.said


async def test_three_years_run_from_the_day_it_was_last_done(school: SchoolStory) -> None:
    await school.senco.asks("school duties")
    await school.senco.presses(f"{PLAN}: Tell me")
    await school.senco.fills_in(when_was_it_last_done="2027-01-01")
    assert "in the future" in school.senco.errors["When was it last done?"]
    await school.senco.fills_in(when_was_it_last_done="2023-11-06")
    assert "Next by Friday 6 November 2026" in school.senco.said
    await school.senco.asks("due")
    assert PLAN in school.senco.said


async def test_what_is_not_known_to_be_in_force_is_off_until_an_administrator_says_so(school: SchoolStory) -> None:
    await school.senco.asks("tell of duty medical_conditions")
    assert "no such duty" in school.senco.said
    rules = 'ruleset = "england-2014"\ncommenced = ["medical_conditions"]\n'
    await school.service.schools.change("Oakfield School", local_rules=rules)
    await school.senco.asks("school duties")
    await school.senco.presses("Look again at the policy for pupils with medical conditions: Tell me")
    await school.senco.fills_in()
    assert "Next by Monday 14 September 2026" in school.senco.said


async def test_only_the_senco_is_shown_and_asked(school: SchoolStory) -> None:
    for hands in (school.teacher, school.leader, school.admin):
        for word in ("school duties", "tell of duty accessibility_plan", "do not tell of duty accessibility_plan"):
            await hands.asks(word)
            assert "You may not ask this here" in hands.said


async def test_from_easter_on_next_years_term_dates_are_asked_for(school: SchoolStory) -> None:
    await begins(school)
    await has_term_date(school, Span.TERM, date(2027, 7, 21))
    sets_clock(school, 2027, 3, 26, 9, 0)
    await school.senco.asks("due")
    assert "term dates to import" not in school.senco.said
    sets_clock(school, 2027, 4, 12, 9, 0)
    await school.senco.asks("due")
    assert "Next year's term dates to import" in school.senco.said
    await has_term_date(school, Span.TERM, date(2027, 9, 2))
    await school.senco.asks("due")
    assert "term dates to import" not in school.senco.said


async def test_the_record_of_who_left_during_the_year_is_to_be_sent_on(school: SchoolStory) -> None:
    await begins(school)
    pupil = await school.enrols("Zoe Marsh", year=5, group="5B", provision=Provision.SUPPORT)
    await school.loses(pupil, date(2026, 9, 14))
    await school.senco.asks("due")
    assert "Zoe Marsh, Year 5: Record of a pupil who left, to send on" in school.senco.said
    assert "Mon 5 Oct; set by law" in school.senco.said
    await school.senco.presses("Zoe Marsh, Year 5: Record of a pupil who left, to send on: Sent")
    await school.senco.asks("due")
    assert "Zoe Marsh" not in school.senco.said
