"""What staff were trained in, and what to train next: topics are those on which advice is asked in class."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from commands.domain.adjustment import Adjustment
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled


class Trained(Labelled):
    """Who was trained."""

    ALL = "all", "All staff"
    TEACHERS = "teachers", "Teachers"
    SUPPORT = "support", "Teaching assistants and support staff"
    SOME = "some", "Some colleagues"


@dataclass(frozen=True, repr=False)
class Training(Discreet):
    """One training on a day. `own` says what it was about where the list of topics does not; `whom` are some
    colleagues by name. One that was taken back is kept, and counts for nothing."""

    school_id: str
    reference: str
    on: date
    topic: Adjustment
    own: str
    who: Trained
    whom: str
    logged_by: str
    logged_on: date
    taken_back_by: str = ""
    taken_back_on: date | None = None
    version: int = 0

    @property
    def about(self) -> str:
        """What it was about, as people read it."""
        return self.own if self.own else self.topic.label

    @property
    def of_whom(self) -> str:
        """Who was trained, as people read it."""
        return self.whom if self.who is Trained.SOME else self.who.label

    def taken_back(self, by: str, on: date) -> "Training":
        """As it is once somebody has said it was a slip. Raises `ValueError` when it was taken back before."""
        if self.taken_back_on:
            raise ValueError("this training was taken back before")
        return replace(self, taken_back_by=by, taken_back_on=on)


@dataclass(frozen=True)
class Need:
    """A topic, how often advice on it was asked for this school year, and when staff were last trained in it."""

    topic: Adjustment
    asked: int
    trained_on: date | None


def what_to_train_next(asked: Mapping[Adjustment, int], trained: Iterable[tuple[Adjustment, date]]) -> tuple[Need, ...]:
    """The topics on which advice was asked for: the most often asked first, and of equals the one that was trained
    longest ago, or never."""
    last: dict[Adjustment, date] = {}
    for topic, on in trained:
        last[topic] = max(on, last.get(topic, on))
    needs = (Need(topic, times, last.get(topic)) for topic, times in asked.items() if times)
    return tuple(sorted(needs, key=lambda need: (-need.asked, need.trained_on or date.min, need.topic.label)))
