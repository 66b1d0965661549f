"""When the digests come and what is in them: shown, changed by a form, and tried in a preview."""

from commands.digests.daily import daily
from commands.domain.days.dates import day
from commands.domain.digest import DigestKind, Schedule, Weekday
from commands.domain.privacy.reach import LEADERS, SENCOS
from commands.domain.words.labelled import Labelled
from commands.kit import (
    LEADERSHIP_CHANNEL,
    Ask,
    Button,
    Card,
    Choice,
    Facts,
    Form,
    Opening,
    Records,
    Refusal,
    Reply,
    Time,
    YesNo,
    command,
)
from commands.kit.cards import Part

NO_CHANNEL = "There is no leadership channel yet. Say “leadership setup” in a private channel first."


class AheadChoice(Labelled):
    """How far the daily digest looks ahead."""

    FIVE = "5", "5 school days"
    TEN = "10", "10 school days"
    FIFTEEN = "15", "15 school days"
    TWENTY = "20", "20 school days"


class DailyForm(Form, title="Daily digest", submit="Save"):
    """The digest to the SENCO channel on school days. The last one before a break lists what falls into it."""

    sent = Choice("Is it sent?", YesNo)
    at = Time("At what time?")
    ahead = Choice("How far does it look ahead?", AheadChoice)
    all_clear = Choice("A line when nothing is due?", YesNo)
    inset = Choice("On INSET days too?", YesNo)
    breaks = Choice(
        "A message in long breaks?", YesNo, hint="One, to each SENCO privately: days set by law do not wait."
    )


class WeeklyForm(Form, title="Weekly summary", submit="Save"):
    """The summary to the leadership channel: counts only, no pupil."""

    sent = Choice("Is it sent?", YesNo)
    weekday = Choice("On which day?", Weekday, hint="When school is shut that day, on the next day it is open.")
    at = Time("At what time?")


def _yes(value: bool) -> YesNo:
    return YesNo.YES if value else YesNo.NO


async def _daily(ask: Ask, records: Records) -> Schedule:
    return await records.digests.schedule(DigestKind.DAILY)


async def opening_daily(ask: Ask, now: Schedule, records: Records) -> Opening:
    ahead = next((one for one in AheadChoice if int(one.value) == now.days_ahead), AheadChoice.TEN)
    form = DailyForm(
        sent=_yes(now.active),
        at=now.at,
        ahead=ahead,
        all_clear=_yes(now.all_clear),
        inset=_yes(now.inset),
        breaks=_yes(now.breaks),
    )
    return Opening(form.answers())


@command("digest time", SENCOS, of=_daily, form=DailyForm, opening=opening_daily)
async def digest_time(ask: Ask, before: Schedule, form: DailyForm, records: Records) -> Reply:
    after = before.changed(
        ask.now,
        active=form.sent is YesNo.YES,
        at=form.at,
        days_ahead=int(form.ahead.value),
        all_clear=form.all_clear is YesNo.YES,
        inset=form.inset is YesNo.YES,
        breaks=form.breaks is YesNo.YES,
    )
    await records.save(after)
    return Reply(f"Saved. {await _next(ask, after, records)}", await _settings_card(ask, records))


async def _weekly(ask: Ask, records: Records) -> Schedule:
    """There is one once there is a channel for it."""
    if await records.channel(LEADERSHIP_CHANNEL) is None:
        raise Refusal(NO_CHANNEL)
    return await records.digests.schedule(DigestKind.WEEKLY)


async def opening_weekly(ask: Ask, now: Schedule, records: Records) -> Opening:
    return Opening(WeeklyForm(sent=_yes(now.active), weekday=now.weekday, at=now.at).answers())


@command("summary time", LEADERS, of=_weekly, form=WeeklyForm, opening=opening_weekly)
async def summary_time(ask: Ask, before: Schedule, form: WeeklyForm, records: Records) -> Reply:
    after = before.changed(ask.now, active=form.sent is YesNo.YES, weekday=form.weekday, at=form.at)
    await records.save(after)
    return Reply(f"Saved. {await _next(ask, after, records)}", await _settings_card(ask, records))


@command("digest settings", LEADERS, "See when the digests come, and change it", look=True)
async def digest_settings(ask: Ask, records: Records) -> Reply:
    return Reply("When the digests come.", await _settings_card(ask, records))


@command("digest preview", SENCOS, "See the next daily digest before it comes", detail=True, look=True)
async def digest_preview(ask: Ask, records: Records) -> Reply:
    """As it would be if nothing changed until then."""
    schedule, calendar = await records.digests.schedule(DigestKind.DAILY), await records.calendar()
    on = schedule.next_on(schedule.unsent_from(ask.now), calendar)
    if on is None:
        raise Refusal("No school day lies ahead within a year. Ask your administrator to import the term dates.")
    card = await daily(ask.school, on, records)
    if card is None:
        return Reply(
            f"On {day(on)} nothing would be sent: nothing is due in the {schedule.days_ahead} school days ahead."
        )
    return Reply(f"What would be sent on {day(on)} at {schedule.at:%H:%M}, as things stand now.", card)


async def _next(ask: Ask, schedule: Schedule, records: Records) -> str:
    """When the next one comes, in a sentence."""
    what = schedule.kind.in_sentence
    if not schedule.active:
        return f"The {what} is not sent any more."
    calendar = await records.calendar()
    if schedule.due(ask.now, calendar):
        return f"Today's {what} comes in a moment."
    on = schedule.next_on(schedule.unsent_from(ask.now), calendar)
    return f"The next {what} comes on {day(on)} at {schedule.at:%H:%M}." if on else "No school day lies ahead."


async def _settings_card(ask: Ask, records: Records) -> Card:
    """Each digest that the asker may change, with when it comes next."""
    parts: list[Part] = []
    buttons: list[Button] = []
    if ask.person.is_senco:
        parts.append(_daily_facts(await records.digests.schedule(DigestKind.DAILY)))
        buttons += [Button("Digest time", "digest time"), Button("Preview", "digest preview")]
    if await records.channel(LEADERSHIP_CHANNEL):
        parts.append(_weekly_facts(await records.digests.schedule(DigestKind.WEEKLY)))
        buttons += [Button("Summary time", "summary time"), Button("Summary preview", "leadership summary")]
    else:
        parts.append(Facts((("Weekly summary", "Say “leadership setup” in a private channel"),)))
    return Card("The digests", tuple(parts), tuple(buttons))


def _daily_facts(now: Schedule) -> Facts:
    return Facts(
        (
            (now.kind.label, f"On school days at {now.at:%H:%M}" if now.active else "Off"),
            ("In it", now.holds),
            ("Looks ahead", f"{now.days_ahead} school days"),
            ("A line when nothing is due", _yes(now.all_clear).label),
            ("On INSET days too", _yes(now.inset).label),
            ("A message in long breaks", _yes(now.breaks).label),
        )
    )


def _weekly_facts(now: Schedule) -> Facts:
    when = f"{now.weekday} at {now.at:%H:%M}" if now.active else "Off"
    return Facts(((now.kind.label, when), ("In it", now.holds)))
