"""Changing the register: putting a pupil on it, changing need, taking a pupil off it."""

from commands.domain.clash import ClashState
from commands.domain.cycle import NextStep
from commands.domain.needs import NEED_TYPES, NeedType, SecondaryNeed
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Provision, Pupil
from commands.domain.register import NO_SEN, Change, OnRegister, RegisterChange, SenStatus, refused, watch_until
from commands.domain.words.family import PARENTS_INFORMED
from commands.kit import (
    Ask,
    Button,
    Card,
    Choice,
    Chosen,
    Day,
    Form,
    Lookup,
    Mistakes,
    Opening,
    Prose,
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)
from commands.kit.forms import Answers
from commands.kit.too_late import as_it_stands
from commands.kit.which_pupil import LEFT, on_roll, pupil_meant


class PutOnForm(Form, title="Put on the register", submit="Put on register"):
    """Dated and kept with its reason. To move a pupil from SEN support to an EHC plan or back, use this form too."""

    pupil = Lookup("Pupil", of="pupils")
    provision = Choice("Provision", OnRegister)
    primary_need = Choice("Primary need", NeedType)
    secondary_need = optional(Choice("Secondary need", SecondaryNeed))
    from_on = Day("From when?")
    reason = Text("Why?", long=True)
    parents_informed_on = optional(
        Day(PARENTS_INFORMED, hint="Needed when SEN support starts (Children and Families Act 2014, s.68).")
    )


class ChangeNeedForm(Form, title="Change need", submit="Change need"):
    """The need as it was stays in the history."""

    pupil = Lookup("Pupil", of="pupils")
    primary_need = Choice("Primary need", NeedType)
    secondary_need = Choice("Secondary need", SecondaryNeed)
    from_on = Day("From when?")
    reason = Text("Why?", long=True)
    parents_informed_on = optional(Day(PARENTS_INFORMED, hint="Families should know the type recorded."))


class TakeOffForm(Form, title="Take off the register", submit="Take off register"):
    """The history stays. Progress is watched until the day you give."""

    pupil = Lookup("Pupil", of="pupils")
    from_on = Day("From when?")
    reason = Text("Why?", long=True)
    parents_informed_on = Day(PARENTS_INFORMED)
    monitor_until = Day("Watch progress until", hint="Six to eight weeks is usual.")


async def opening_put_on(ask: Ask, records: Records) -> Opening:
    """With a pupil: their present needs, and the provision they do not have yet."""
    pupil, words = await _meant_on_roll(ask, records)
    if pupil is None:
        return Opening({"from_on": ask.today.isoformat()}, words)
    wanted = {Provision.NONE: "K", Provision.SUPPORT: "E", Provision.PLAN: "K"}[pupil.provision]
    return _known(ask, pupil, {"provision": wanted, **_needs(pupil)})


async def opening_change_need(ask: Ask, records: Records) -> Opening:
    pupil, words = await _meant_on_roll(ask, records)
    if pupil is None:
        return Opening({"from_on": ask.today.isoformat()}, words)
    if pupil.provision is Provision.NONE:
        raise _not_on(RegisterChange.NEED, pupil)
    return _known(ask, pupil, _needs(pupil))


async def opening_take_off(ask: Ask, records: Records) -> Opening:
    pupil, words = await _meant_on_roll(ask, records)
    if pupil is None:
        return Opening({"from_on": ask.today.isoformat()}, words)
    if pupil.provision is Provision.NONE:
        raise _not_on(RegisterChange.TAKEN_OFF, pupil)
    return _known(ask, pupil, await _leaving(ask, pupil, records))


def _not_on(what: RegisterChange, pupil: Pupil) -> Refusal:
    put_on = Card("SEN register", (), (Button("Put on the register", "put on register", pupil.id),))
    return Refusal(refused(what, pupil.provision, pupil.provision), put_on)


async def _leaving(ask: Ask, pupil: Pupil, records: Records) -> Answers:
    """What the review that decided it has said already, and how long progress is usually watched."""
    plans = await records.cycles.of_pupils([pupil.id])
    newest = plans[0] if plans and plans[0].next_step is NextStep.LEAVE else None
    until = newest.monitor_until if newest else None
    if until is None or until <= ask.today:
        until = watch_until(ask.today, await records.calendar())
    return {"monitor_until": until.isoformat(), **({"reason": newest.impact} if newest else {})}


async def _meant_on_roll(ask: Ask, records: Records) -> tuple[Pupil | None, str]:
    """The one pupil meant; None when the form is to ask, with the words that say why."""
    meant = await pupil_meant(ask, records)
    pupil = await records.pupil(meant.pupil) if meant.pupil else None
    if pupil and pupil.has_left:
        raise Refusal(LEFT)
    return pupil, meant.words


def _known(ask: Ask, pupil: Pupil, answers: Answers) -> Opening:
    known = {"pupil": pupil.id, "from_on": ask.today.isoformat(), **answers}
    return Opening(known, f"Now: {SenStatus.of(pupil).in_words}.")


def _needs(pupil: Pupil) -> Answers:
    """Only what can be chosen: a retired code is not carried on."""
    answers = {"secondary_need": pupil.secondary_need if pupil.secondary_need in NEED_TYPES else "none"}
    if pupil.primary_need in NEED_TYPES:
        answers["primary_need"] = pupil.primary_need
    return answers


async def _as_drawn(ask: Ask, form: Form, records: Records) -> Pupil:
    """The pupil the form names. Refused when the form was opened by a button and somebody else has changed this
    pupil's place since that button was drawn."""
    pupil = await on_roll(ask, form, records)
    drawn_at = ask.pressed
    if drawn_at.which == pupil.id and drawn_at.version is not None:
        history = await records.register.history(pupil.id)
        if len(history) != drawn_at.version:
            names = await records.names(*(entry.recorded_by for entry in history[-1:]))
            by = f"recorded by {names[history[-1].recorded_by]}" if names else ""
            open_it = (Button("Open", "register history", pupil.id),)
            raise as_it_stands("The register", SenStatus.of(pupil).in_words, by=by, can=open_it)
    return pupil


AS_DRAWN = Chosen(_as_drawn)


@command(
    "put on register", SENCOS, "Put a pupil on the SEN register", of=AS_DRAWN, form=PutOnForm, opening=opening_put_on
)
async def put_on(ask: Ask, pupil: Pupil, form: PutOnForm, records: Records) -> Reply:
    secondary = form.secondary_need.code if form.secondary_need else ""
    change = Change(
        RegisterChange.PUT_ON,
        SenStatus(form.provision.provision, form.primary_need.code, secondary),
        form.from_on,
        form.reason,
        form.parents_informed_on,
    )
    return await _recorded(ask, records, pupil, change, f"Put on the register with {form.provision.label}.")


@command("change need", SENCOS, of=AS_DRAWN, form=ChangeNeedForm, opening=opening_change_need)
async def change_need(ask: Ask, pupil: Pupil, form: ChangeNeedForm, records: Records) -> Reply:
    to = SenStatus(pupil.provision, form.primary_need.code, form.secondary_need.code)
    if pupil.provision is not Provision.NONE and to == SenStatus.of(pupil):
        raise Mistakes(primary_need="This is the need the register has already. Change it, or close the form.")
    change = Change(RegisterChange.NEED, to, form.from_on, form.reason, form.parents_informed_on)
    return await _recorded(ask, records, pupil, change, "The need has been changed.")


@command("take off register", SENCOS, of=AS_DRAWN, form=TakeOffForm, opening=opening_take_off)
async def take_off(ask: Ask, pupil: Pupil, form: TakeOffForm, records: Records) -> Reply:
    change = Change(
        RegisterChange.TAKEN_OFF, NO_SEN, form.from_on, form.reason, form.parents_informed_on, form.monitor_until
    )
    return await _recorded(ask, records, pupil, change, "Taken off the register.")


async def _recorded(ask: Ask, records: Records, pupil: Pupil, change: Change, said: str) -> Reply:
    """Asks the rules, and keeps the change. A file that said the same all along is no clash any more."""
    history = await records.register.history(pupil.id)
    wrong = change.mistakes(pupil, history, ask.today)
    if wrong:
        raise Mistakes(**wrong)
    await records.save(*change.entries(pupil, history, by=ask.person.id, at=ask.now))
    clash = await records.register.clash(pupil.id)
    if clash and clash.theirs == change.to and clash.allows(ClashState.AGREED):
        await records.save(clash.settled(ClashState.AGREED, ask.person.id, ask.today))
    return Reply(
        said,
        Card(
            "Recorded",
            (Prose("It is kept with its date and its reason."),),
            (Button("Open", "register history", pupil.id), Button("Register", "register")),
        ),
        about=pupil.id,
    )
