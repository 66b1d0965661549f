"""What is typed after `clock`: which clock is meant, and from what day."""

import re
from collections.abc import Mapping
from datetime import date

from commands.domain.days.dates import day
from commands.domain.law.deadlines import Case
from commands.domain.law.ruleset import Clock, Setting
from commands.domain.pupil import YEARS, year_in_words
from commands.kit import Refusal

ASKED: Mapping[str, tuple[Clock, str, str]] = {
    "ehc": (Clock.EHC, "ehc_requested_on", "For a request the local authority received on {day}."),
    "advice": (Clock.EHC, "advice_request_received_on", "For a request for the school's advice received on {day}."),
    "appeal": (Clock.EHC, "decision_letter_on", "For a decision letter dated {day}."),
    "mediation": (Clock.EHC, "mediation_requested_on", "For mediation that the authority heard of on {day}."),
    "order": (Clock.EHC, "tribunal_order_on", "For an order of the Tribunal made on {day}."),
    "reassessment": (Clock.EHC, "reassessment_requested_on", "For a request for a re-assessment received on {day}."),
    "annual review": (Clock.ANNUAL, "last_completed_on", "For a plan made or last reviewed on {day}."),
    "meeting": (Clock.ANNUAL, "meeting_on", "For an annual review that meets on {day}."),
    "cease": (
        Clock.ANNUAL,
        "cease_notified_on",
        "For a plan that, so the family was told on {day}, is to cease.",
    ),
    "senco": (Clock.SENCO, "senco_since", "For a first post as SENCO since {day}."),
    "leaver": (Clock.RECORDS, "left_on", "For a pupil whose last day on roll was {day}."),
    "subject access": (Clock.RECORDS, "sar_received_on", "For a subject access request received on {day}."),
    "record": (Clock.RECORDS, "record_asked_on", "For an educational record a parent asked for on {day}."),
    "complaint": (Clock.RECORDS, "complaint_received_on", "For a data protection complaint received on {day}."),
}
"""The words, and the fact they stand for; a date alone is a request's."""
OF_APPEAL = "mediation_certificate_on"
HOW = (
    "Say “clock 2026-09-14” for a request received on that day, or a word and a day: “clock annual review 2026-09-14”. "
    f"The words: {', '.join(ASKED)}. “clock appeal” may have a second day, the mediation certificate's. “clock phase "
    "transfer 6 2027” is for a Year 6 pupil who transfers in 2027; “clock college transfer 13 2027” is for one who is "
    "at a college."
)
_TRANSFER = re.compile(r"(?:(college) )?(?:phase )?transfer (?:from )?(?:year )?([0-9a-z]{1,2}) (\d{4})")
_WORD = re.compile(rf"(?:({'|'.join(ASKED)}) )?(\S+)(?: (?:certificate )?(\S+))?")
_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)[/.](\d\d?)[/.](\d{4})")


def meant(typed: str) -> tuple[Clock, Case, str]:
    """Which clock, from what; and the sentence that says so. Raises `Refusal` with how to ask."""
    typed = typed.casefold().replace("re-assessment", "reassessment")
    if found := _TRANSFER.fullmatch(typed):
        return _transfer(found[1], found[2].upper(), int(found[3]))
    found = _WORD.fullmatch(typed)
    if not found or (found[3] and found[1] != "appeal"):
        raise Refusal(HOW)
    clock, fact, words = ASKED[found[1] or "ehc"]
    facts = {fact: _day(found[2])}
    said = words.format(day=day(facts[fact]))
    if found[3]:
        facts[OF_APPEAL] = _day(found[3])
        said += f" The mediation certificate is of {day(facts[OF_APPEAL])}."
    return clock, Case(facts), said


def _transfer(college: str | None, year: str, transfer: int) -> tuple[Clock, Case, str]:
    if year not in YEARS or not 2015 <= transfer <= 2100:
        raise Refusal(HOW)
    setting = Setting.COLLEGE if college else Setting.SCHOOL
    at = " at a college" if college else ""
    case = Case({"transfer_on": date(transfer, 9, 1)}, year, setting)
    return Clock.TRANSFER, case, f"For a transfer from {year_in_words(year)}{at} in September {transfer}."


def _day(written: str) -> date:
    found = _DAY.fullmatch(written)
    if not found:
        raise Refusal(HOW)
    numbers = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        on = date(*map(int, numbers))
    except ValueError:
        raise Refusal(f"There is no such day. {HOW}") from None
    if not 2014 <= on.year <= 2100:
        raise Refusal(HOW)
    return on
