"""Agency referrals as a SENCO makes them: the usual answers, and how far each story has come."""

from typing import Any

from tests.school import SchoolStory, reference_in
from tests.worlds import Hands

SALT: dict[str, Any] = {
    "pupil": "Amina Yusuf",
    "agency": "speech",
    "reason": "Other children cannot understand her.",
}
CONSENT: dict[str, Any] = {
    "consent_given_by": "Mother",
    "consent_given_on": "2026-09-10",
    "consent_covers": "School reports to and fro",
}


async def begun(hands: Hands, **changes: str) -> str:
    """A referral started in the usual way, with consent; gives its reference."""
    await hands.asks("agency referral")
    await hands.fills_in(**{**SALT, **CONSENT, **changes})
    return reference_in(hands.said, "A")


async def opens(hands: Hands, reference: str) -> None:
    """Opens the referral as a person does: from the list."""
    await hands.asks("agencies")
    await hands.presses(f"{reference}: Read it")


async def booked(school: SchoolStory, on: str = "2026-10-06") -> str:
    """A referral that has been sent and has an appointment; gives its reference."""
    reference = await begun(school.senco)
    await school.senco.presses("Sent")
    await school.senco.presses("Book appointment")
    await school.senco.fills_in(date=on, time="09:30", place="Larkfield Clinic", who_attends="Mother")
    return reference


async def reported(school: SchoolStory) -> str:
    """A referral whose appointment was kept today and whose report has come; gives its reference."""
    reference = await booked(school, "2026-09-14")
    await school.senco.presses("Attended")
    await school.senco.presses("Report received")
    await school.senco.fills_in(title="Assessment summary", date_of_the_report="2026-09-14")
    return reference


async def recommended(school: SchoolStory, what: str, then: str, how: str = "", *, button: str) -> None:
    """A recommendation of the report, and what the school makes of it."""
    await school.senco.presses(button)
    await school.senco.fills_in(
        what_is_recommended=what, what_will_the_school_do=then, **({"how_or_why_not": how} if how else {})
    )
