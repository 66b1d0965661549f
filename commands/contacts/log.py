"""`contact`: a meeting, a call or a letter with a pupil's parents, and what was agreed."""

from collections.abc import Iterator
from datetime import date

from commands.domain.contact import MEETINGS_A_YEAR, Contact, How, school_year_of
from commands.domain.person import Person
from commands.domain.privacy.reach import IN_CLASS
from commands.domain.pupil import Pupil
from commands.domain.words.family import Relation
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
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)
from commands.kit.which_pupil import on_roll, pupil_meant

NOT_TAUGHT = (
    "The staff list does not say that you teach this pupil. Please ask their teacher or the SENCO to log this contact."
)


class ContactForm(Form, title="Contact with parents", submit="Log it"):
    """Give the family a copy of what was agreed. Parents are met at least three times a year."""

    pupil = Lookup("Pupil", of="pupils", hint="Type part of the name. Pupils you teach come first.")
    who = Choice("With whom?", Relation)
    name = optional(Text("Their name"))
    how = Choice("How?", How)
    on = Day("When?")
    agreed = Text(
        "What was agreed?",
        long=True,
        hint="The parents' view and the pupil's belong here too.",
    )
    action = optional(Text("Action", hint="What will be done, and who does it."))
    action_by = optional(Day("By when?"))
    also_action = optional(Text("A second action"))
    also_action_by = optional(Day("By when is that?"))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.on > today:
            yield "on", "This date is in the future. Log the contact once it has been."
        if self.action and not self.action_by:
            yield "action_by", "Please give the day by which this is done."
        if self.action_by and not self.action:
            yield "action", "Please say what will be done by that day, or leave the day empty."
        if self.also_action and not self.also_action_by:
            yield "also_action_by", "Please give the day by which this is done."
        if self.also_action_by and not self.also_action:
            yield "also_action", "Please say what will be done by that day, or leave the day empty."
        for name in ("action_by", "also_action_by"):
            by = getattr(self, name)
            if by and by < self.on:
                yield name, "This is before the contact itself. Give a day after it."


def may_log(person: Person, pupil: Pupil) -> bool:
    """The SENCO, and those who teach the pupil's group."""
    return person.is_senco or person.teaches(pupil.group)


async def _chosen(ask: Ask, form: ContactForm, records: Records) -> Pupil:
    pupil = await on_roll(ask, form, records)
    if not may_log(ask.person, pupil):
        raise Mistakes(pupil=NOT_TAUGHT)
    return pupil


async def opening(ask: Ask, records: Records) -> Opening:
    """From a button, or typed with a name that can mean only one pupil, the pupil is chosen already."""
    on = {"on": ask.today.isoformat()}
    meant = await pupil_meant(ask, records)
    pupil = await records.pupil(meant.pupil) if meant.pupil else None
    if pupil is None:
        return Opening(on, meant.words)
    if not may_log(ask.person, pupil):
        raise Refusal(NOT_TAUGHT)
    return Opening({**on, "pupil": pupil.id})


@command(
    "contact", IN_CLASS, "Log a meeting or call with parents", of=Chosen(_chosen), form=ContactForm, opening=opening
)
async def contact(ask: Ask, pupil: Pupil, form: ContactForm, records: Records) -> Reply:
    await records.save(
        Contact(
            school_id=ask.school.id,
            pupil_id=pupil.id,
            logged_by=ask.person.id,
            on=form.on,
            how=form.how,
            who=form.who,
            name=form.name or "",
            agreed=form.agreed,
            action=form.action or "",
            action_by=form.action_by,
            also_action=form.also_action or "",
            also_action_by=form.also_action_by,
        )
    )
    said = "Logged."
    if form.how is How.MEETING:
        count = await records.contacts.meetings(pupil.id, *school_year_of(form.on))
        said = f"Logged. {counted(count, form.on, ask.today)}"
    buttons = (Button("Contacts of this pupil", "contacts", pupil.id), Button("Log another", "contact"))
    return Reply(said, Card("Contact with parents", (), buttons), about=pupil.id)


def counted(count: int, on: date, today: date) -> str:
    """How many of the year's meetings that makes: "Meeting 2 of 3 this school year."."""
    year = "this school year" if school_year_of(on) == school_year_of(today) else "in that school year"
    if count > MEETINGS_A_YEAR:
        return f"Meeting {count} {year}; at least {MEETINGS_A_YEAR} are called for."
    return f"Meeting {count} of {MEETINGS_A_YEAR} {year}."
