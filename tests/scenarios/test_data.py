"""What the information system knows of a pupil over time, looked at in chat: a year of attendance and the rest."""

from datetime import date

from commands.domain.person import Person, Role
from commands.domain.series import Entry, PupilSeries, SeriesKind, entries_text
from storage.records import SqlOpenRecords
from tests.school import SchoolStory

MONTHS = [date(2025, 9, 1), date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1),
          date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1),
          date(2026, 7, 1)]  # fmt: skip


async def known(school: SchoolStory, pupil_id: str, kind: SeriesKind, *entries: Entry) -> None:
    one = PupilSeries(school.school.id, pupil_id, kind, 2025, entries_text(entries), date(2026, 9, 11))
    async with SqlOpenRecords(school.service.database)(school.school, writing=True) as records:
        await records.save(one)


async def test_a_year_of_attendance_stands_beside_the_schools_median_in_words_too(school: SchoolStory) -> None:
    zara, ben, cy = [await school.enrols(name) for name in ("Zara Finch", "Ben Khan", "Cy Moss")]
    shares = [98.0, 96, 95, 93, 92, 90, 89, 88, 87, 86, 84]
    entries = [Entry(on, share=share, count=1) for on, share in zip(MONTHS, shares, strict=True)]
    await known(school, zara, SeriesKind.ATTENDANCE, *entries)
    for other, share in ((ben, 96.0), (cy, 95.0)):
        await known(school, other, SeriesKind.ATTENDANCE, *(Entry(on, share=share) for on in MONTHS))
    await known(
        school, zara, SeriesKind.BEHAVIOUR,
        Entry(date(2026, 5, 4), count=-2, about="Negative", words="Left the room"),
        Entry(date(2026, 5, 11), count=-2, about="Negative", words="Left the room"),
    )  # fmt: skip
    await known(school, zara, SeriesKind.SUSPENSIONS, Entry(date(2026, 6, 1), count=1.5, words="Damage"))
    await known(
        school, zara, SeriesKind.ATTAINMENT,
        Entry(date(2026, 5, 13), what="KS2 test", about="Reading", words="94", scale="Scaled score", expected=False),
    )  # fmt: skip
    await school.senco.asks("pupil zara")
    await school.senco.presses("Data")
    said = school.senco.said
    assert "84%, down from 98%; the school's median is 95%. Late 11 times." in said
    assert "Left the room: twice" in said
    assert "1.5 days" in said
    assert "KS2 test, Reading: 94" in said
    assert "below the level expected for the age" in said
    await school.senco.asks("evidence zara")
    said = school.senco.said
    assert "Attendance: 84%, down from 98%. Late 11 times." in said
    assert "KS2 test, Reading: 94 (below what is expected for the age)" in said
    assert "Attainment and rate of progress are not kept here" not in said


async def the_amina(school: SchoolStory) -> str:
    """The pupil who is on roll when a story begins."""
    async with SqlOpenRecords(school.service.database)(school.school, writing=False) as records:
        [amina] = await records.find("pupils", "amina yusuf", Person("", "", "", "", Role.SENCO), 2)
    return amina.value


async def test_a_referrals_checklist_opens_it(school: SchoolStory) -> None:
    amina = await the_amina(school)
    await known(school, amina, SeriesKind.ATTENDANCE, Entry(MONTHS[0], share=91.5))
    await school.has_a_senco_channel()
    reference = await school.referred()
    await school.senco.asks(f"read referral {reference}")
    await school.senco.presses("Accept")
    await school.senco.presses("Checklist")
    await school.senco.presses("Data")
    assert "91.5%" in school.senco.said


async def test_nobody_else_sees_it(school: SchoolStory) -> None:
    amina = await the_amina(school)
    await known(school, amina, SeriesKind.ATTENDANCE, Entry(MONTHS[0], share=91.5))
    for hands in (school.teacher, school.leader, school.admin):
        await hands.asks("data amina")
        assert "91.5" not in hands.said + hands.everything_shown()
