"""A form with one question of every kind, and answers that try each: what every face must draw and read back alike."""

from commands.domain.words.labelled import Labelled
from commands.kit import Answers, Choice, Choices, Day, Form, Lookup, Stop, Text, Time, YesNo, optional
from commands.kit.limits import LONG_TEXT


class Month(Labelled):
    """More members than are drawn as radio buttons."""

    JANUARY = "m1", "January", "Back to school"
    FEBRUARY = "m2", "February"
    MARCH = "m3", "March"
    APRIL = "m4", "April"
    MAY = "m5", "May"
    JUNE = "m6", "June"
    JULY = "m7", "July"
    AUGUST = "m8", "August"
    SEPTEMBER = "m9", "September"
    OCTOBER = "m10", "October"
    NOVEMBER = "m11", "November"
    DECEMBER = "m12", "December"


class EveryKind(Form, title="Every kind"):
    """One of each."""

    danger = Stop("Is it dangerous?")
    who = Lookup("Who?", of="pupils")
    few = Choice("Yes or no?", YesNo)
    many = Choice("Which month?", Month)
    several = Choices("Which of these?", YesNo, hint="Any.")
    line = Text("A line")
    story = optional(Text("A story", long=True))
    day = optional(Day("When?"))
    time = optional(Time("At what time?"))


ANSWERS: Answers = {
    "danger": "no",
    "who": "P1",
    "few": "yes",
    "many": "m12",
    "several": ("no", "yes"),
    "line": """O'Brien & <b> "quoted" 🙂, or not""",
    "story": "É\nنور </textarea><p> &amp;\n" + "x" * (LONG_TEXT - 60),
    "day": "2026-09-14",
    "time": "14:30",
}
