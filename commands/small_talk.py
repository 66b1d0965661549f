"""What people say to somebody rather than to a program: a greeting, thanks, who the SENCO is, how to undo."""

from commands.domain.person import Role
from commands.domain.privacy.reach import EVERYBODY
from commands.kit import Ask, Button, Card, Item, Items, Prose, Records, Reply, command
from commands.kit.also import also

HELP = Button("Help", "help")
HOME = Button("What needs me now", "home")
REFER = Button("Refer a pupil", "refer", style="primary")
UNDO = (
    "Nothing is undone by a word alone, so that nothing is undone by mistake. Each thing that can be taken back has a "
    "button for it: on the answer you were just given, and on the thing itself. Open it here, or type its reference."
)


def _first_steps(ask: Ask) -> tuple[Button, ...]:
    """What somebody of this role mostly comes for."""
    return (HELP,) if ask.person.role is Role.ADMIN else (REFER, HOME, HELP)


@command(
    "greeting",
    EVERYBODY,
    look=True,
    also=(
        also(
            "hello, hi, hey, hiya, hallo, hi there, hello there, hey there, good morning, morning, good afternoon, "
            "afternoon, good evening, evening, start, get started, test, testing, are you there, who are you, yo"
        ),
    ),
)
async def hello(ask: Ask, records: Records) -> Reply:
    name = ask.person.name.split()[0]
    return Reply(
        f"Hello {name}. Type what you want to do, a pupil's name or a reference, or press one of these.",
        Card(f"SENCO at {ask.school.name}", (), _first_steps(ask)),
    )


@command(
    "your thanks",
    EVERYBODY,
    look=True,
    also=(
        also(
            "thanks, thank you, thx, ta, cheers, many thanks, thanks a lot, thank you so much, great, brilliant, "
            "perfect, lovely, cool, nice, ok, okay, ok thanks, got it, bye, goodbye, see you"
        ),
    ),
)
async def thanks(ask: Ask, records: Records) -> Reply:
    return Reply("You are welcome.")


@command(
    "who is my senco",
    EVERYBODY,
    look=True,
    also=(
        also(
            "who is the senco, who is our senco, whos the senco, whos my senco, who is senco, senco, sencos, "
            "our senco, speak to senco, speak to the senco, contact senco, contact the senco, who do i ask"
        ),
        also(
            "safeguarding, safeguarding lead, safeguarding concern, dsl, who is the dsl, who is the safeguarding lead"
        ),
    ),
)
async def who_is_my_senco(ask: Ask, records: Records) -> Reply:
    """Names of staff alone: whom to go to, and to whom a worry about a child's safety goes at once."""
    sencos = [person.name for person in await records.staff(Role.SENCO)]
    named = " and ".join(sencos) if sencos else "nobody yet: please ask your school's office"
    lead = f"A safeguarding concern goes to {ask.school.lead_in_words} at once, not through this bot."
    card = Card("SENCO", (Prose(lead),), _first_steps(ask))
    return Reply(f"The SENCO at {ask.school.name}: {named}.", card)


@command(
    "undo",
    EVERYBODY,
    look=True,
    also=(
        also(
            "take back, take it back, go back, back, cancel, cancel that, delete that, i made a mistake, mistake, oops"
        ),
    ),
)
async def undo(ask: Ask, records: Records) -> Reply:
    """Nothing is undone by it; it says where that is done."""
    where = (
        ("My referrals", "my referrals", "A referral: your own, and what has been said of it"),
        ("Plans", "plans", "A plan, a review of it, a mark"),
        ("Reviews", "reviews", "A review that is booked"),
        ("Closures", "closures", "A day the school was said to be shut"),
    )
    may = {
        Role.TEACHER: ("my referrals", "plans"),
        Role.LEADERSHIP: ("my referrals", "plans"),
        Role.SENCO: ("my referrals", "plans", "reviews", "closures"),
        Role.ADMIN: ("closures",),
    }[ask.person.role]
    items = tuple(Item(said, buttons=(Button(text, word),)) for text, word, said in where if word in may)
    return Reply(UNDO, Card("Take something back", (Items(items),), (HELP,)))
