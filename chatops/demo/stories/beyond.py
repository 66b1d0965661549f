"""Outside the school: agencies that are waited for, an EHC needs assessment, an annual review, a parent's request."""

from collections.abc import Iterator

from chatops.demo.cast import PRIYA, TOM, Cast
from chatops.demo.diary import Diary, Step, Story, button
from commands.domain.pupil import Provision, Pupil

WAITING = (("salt", 6, 54, "Others cannot follow what is said beyond two words."),
           ("paed", 5, 41, "Tires by mid-morning; falls more than others of the age."),
           ("camhs", 5, 30, "Worry keeps the child from coming in, whatever school tries."))  # fmt: skip
"""Agencies with how many referrals, since how many school days, and why."""
SCOPE = "The school's reports to and fro, until the work ends"


def beyond(diary: Diary, cast: Cast) -> Iterator[Story]:
    support, with_plan = cast.at(Provision.SUPPORT), cast.at(Provision.PLAN)
    n = 4
    for agency, count, since, reason in WAITING:
        for late in range(count):
            yield sent(diary, support[n], agency, reason, since - 3 * late, on_list=late < count - 1)
            n += 1
    yield seen(diary, support[n])
    yield unsent(diary, support[n + 1])
    yield assessment(diary, support[n + 2])
    yield asked_by_parents(diary, support[n + 3])
    yield annual_chain(diary, with_plan[0])


def consented(diary: Diary, pupil: Pupil, agency: str, reason: str, ago: int, by: str = PRIYA) -> Step:
    """A referral to an agency, to which a parent has agreed the day before."""
    consent = {
        "consent_by": "mother",
        "consent_on": diary.ago(ago + 1).isoformat(),
        "consent_scope": SCOPE,
    }
    answers = {"pupil": pupil.id, "agency": agency, "reason": reason, **consent}
    return Step(diary.ago(ago), "11:00", by, "agency referral", answers=answers)


def sent(diary: Diary, pupil: Pupil, agency: str, reason: str, ago: int, *, on_list: bool) -> Story:
    """A referral that was sent and waits: on the agency's list, or without a word from it."""
    begun = yield consented(diary, pupil, agency, reason, ago, TOM if ago % 2 else PRIYA)
    press = button(begun, "Sent")
    moved = yield Step(diary.ago(ago), "11:05", PRIYA, press.word, press.about)
    if on_list:
        press = button(moved, "Accepted")
        yield Step(diary.ago(ago - 8), "14:30", PRIYA, press.word, press.about)


def seen(diary: Diary, pupil: Pupil) -> Story:
    """An educational psychologist has come, and another visit is to come."""
    begun = yield consented(diary, pupil, "ep", "Two cycles with little progress; a second view of what helps.", 45)
    press = button(begun, "Sent")
    moved = yield Step(diary.ago(45), "11:05", PRIYA, press.word, press.about)
    press = button(moved, "Book appointment")
    answers = {"referral": moved.about, "on": diary.ahead(4).isoformat(), "at": "10:30", "place": "Room 4"}
    yield Step(diary.ago(6), "09:20", PRIYA, "appointment", press.about, answers)


def unsent(diary: Diary, pupil: Pupil) -> Story:
    """A referral that waits for consent."""
    answers = {"pupil": pupil.id, "agency": "ot", "reason": "Cannot yet fasten, cut or hold a pencil for long."}
    yield Step(diary.ago(7), "11:20", PRIYA, "agency referral", answers=answers)


def assessment(diary: Diary, pupil: Pupil) -> Story:
    """An EHC needs assessment under way: the authority will assess, and has asked the school for advice."""
    answers = {
        "pupil": pupil.id,
        "asked_by": "school",
        "sent_on": diary.ago(42).isoformat(),
        "received_on": diary.ago(41).isoformat(),
    }
    begun = yield Step(diary.ago(40), "12:00", PRIYA, "ehc request", answers=answers)
    for ago, fact in ((16, "decision_told_on"), (14, "advice_request_received_on")):
        told = {"on": diary.ago(ago).isoformat()}
        yield Step(diary.ago(ago), "12:10", PRIYA, "ehc fact", f"{begun.about}.{fact}", told)


def asked_by_parents(diary: Diary, pupil: Pupil) -> Story:
    """A parent has asked the local authority, which has not answered in its six weeks."""
    answers = {
        "pupil": pupil.id,
        "who": "father",
        "on": diary.ago(33).isoformat(),
        "to": "la",
        "wish": "An assessment; he has seen no progress for a year.",
    }
    yield Step(diary.ago(31), "09:10", PRIYA, "parent request", answers=answers)


def annual_chain(diary: Diary, pupil: Pupil) -> Story:
    """An annual review planned backwards from its meeting: views are asked for, the papers are still to go."""
    last_year = diary.today.replace(year=diary.today.year - 1, day=1)
    answers = {
        "pupil": pupil.id,
        "completed_on": last_year.isoformat(),
        "on": diary.ahead(14).isoformat(),
        "at": "14:00",
    }
    booked = yield Step(diary.ago(20), "12:00", PRIYA, "annual review", answers=answers)
    asked = {"on": diary.ago(12).isoformat()}
    yield Step(diary.ago(12), "12:00", PRIYA, "annual step", f"{booked.about}.views_asked_on", asked)
