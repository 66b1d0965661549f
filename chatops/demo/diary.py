"""The diary of the invented school: many stories told at once, each step asked of the real service at its own time.

A story is a generator: it yields what somebody asks and when, and is given the answer. The diary always takes the step
that comes first of all the stories, sets the clock to it and asks; so references, audit and notices are what they would
be had the school been there.
"""

import heapq
from collections.abc import Awaitable, Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from chatops.app import Service
from chatops.faces import Heard
from chatops.web.places import FACE, address_of
from chatops.web.read import TEAM
from commands.domain.days.calendar import LONDON, SchoolCalendar
from commands.domain.person import Person
from commands.domain.school import School
from commands.kit import Answers, Button, Reply, Show


@dataclass(frozen=True)
class Step:
    """What somebody asks, at a local time of a day: `word` is the command, `about` what it is of, `answers` its form
    filled in. With `opened` the form is looked at first, and the answers stand over those it opens with. An
    answer that is about nothing is taken for a refusal, but for a step that is `about_nothing`."""

    on: date
    at: str
    who: str
    word: str
    about: str = ""
    answers: Answers = field(default_factory=dict)
    opened: bool = False
    about_nothing: bool = False

    @property
    def when(self) -> datetime:
        return datetime.combine(self.on, time.fromisoformat(self.at), LONDON)


@dataclass(frozen=True)
class Moment:
    """Something that nobody asks, and that happens at its time: a digest is made."""

    when: datetime
    happens: Callable[[], Awaitable[object]]


Story = Generator[Step | Moment, Reply, None]
Part = Generator[Step | Moment, Reply, str]
"""The part of a story that ends with the reference of what came about."""


class Diary:
    """Plays stories. `days` are counted back from `today` along the school's calendar."""

    def __init__(
        self,
        service: Service,
        school: School,
        people: Mapping[str, Person],
        calendar: SchoolCalendar,
        until: datetime,
    ) -> None:
        self._service, self._school, self._people = service, school, people
        self.calendar, self.until = calendar, until
        self.today = until.astimezone(LONDON).date()

    def person(self, name: str) -> str:
        """The id of a colleague."""
        return self._people[name].id

    def ago(self, days: int) -> date:
        """The school day so many school days before today."""
        return self.calendar.subtract_school_days(self.today, days)

    def ahead(self, days: int) -> date:
        """The school day so many school days after today."""
        return self.calendar.add_school_days(self.today, days)

    async def play(self, stories: Iterable[Story]) -> None:
        """Every step in the order of time; what lies after `until` has not happened yet, and is left out.

        Raises `RuntimeError` when the service does not answer as a story goes.
        """
        waiting: list[tuple[datetime, int, Step | Moment, Story]] = []
        for n, story in enumerate(stories):
            if (first := next(story, None)) is not None:
                heapq.heappush(waiting, (first.when, n, first, story))
        last = date.min
        while waiting:
            when, n, step, story = heapq.heappop(waiting)
            if when > self.until:
                continue
            if when.date() != last:
                await self._deliver()
                last = when.date()
            self.set_clock(when)
            reply = await self._happens(step, f"diary-{n}-{when.isoformat()}")
            try:
                following = story.send(reply)
            except StopIteration:
                continue
            if following.when < when:
                raise RuntimeError(f"a story goes back in time: {following} after {step}")
            heapq.heappush(waiting, (following.when, n, following, story))
        await self._deliver()

    def set_clock(self, to: datetime) -> None:
        self._service.clock.advance(to - self._service.clock.now())

    async def _happens(self, step: Step | Moment, nonce: str) -> Reply:
        if isinstance(step, Moment):
            await step.happens()
            return Reply("")
        return await self._asked(step, nonce)

    async def _deliver(self) -> None:
        """Posts what a day had to tell, while it is still that day."""
        while await self._service.deliverer.deliver_due():
            pass

    async def _asked(self, step: Step, nonce: str) -> Reply:
        person = self._people[step.who]
        heard = Heard(
            FACE, TEAM, person.email, nonce, word=step.word, about=step.about, address=address_of(self._school, person)
        )
        command = self._service.dispatcher.commands[step.word]
        answers = dict(step.answers) if command.form else None
        if step.opened:
            opened = await self._service.hear(heard)
            if isinstance(opened, Show):
                answers = {**opened.answers, **step.answers}
                heard = Heard(
                    FACE, TEAM, person.email, opened.key, word=opened.word, about=opened.about, address=heard.address
                )
        outcome = await self._service.hear(heard, answers)
        if isinstance(outcome, Show):
            raise RuntimeError(f"“{step.word}” was not accepted: {dict(outcome.errors)} {outcome.intro}")
        if not (outcome.about or command.look or step.about_nothing):
            raise RuntimeError(f"“{step.word}” was not accepted: {outcome.text}")
        return outcome


def button(reply: Reply, text: str) -> Button:
    """The first button of that text on an answer's card. Raises `RuntimeError` where there is none."""
    found = [one for one in reply.card.every_button if one.text == text] if reply.card else []
    if not found:
        raise RuntimeError(f"there is no button “{text}” where a story presses it")
    return found[0]
