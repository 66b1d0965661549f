"""A curious reader with every summary of a term in hand works out no count and no change below the step."""

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given, settings

from commands.digests.leaders_card import card
from commands.domain.leaders_week import NEEDS, Counted, summary
from commands.domain.needs import NEED_TYPES
from commands.kit import Card, Facts, Prose
from tests.attacker import Reader, at_levels, figures, share_of
from tests.lives import START, Life, lives

# The reader. First that it bites: what was published otherwise, it works out.


def test_the_reader_undoes_a_single_hidden_part_of_an_exact_total() -> None:
    reader = Reader()
    reader.reads(("all", 0), 62, 62)
    reader.reads(("K", 0), 60, 60)
    reader.reads(("E", 0), 1, 4)
    reader.adds_up([("K", 0), ("E", 0)], ("all", 0))
    assert reader.thinks().low[("E", 0)] == reader.high[("E", 0)] == 2


def test_the_reader_sees_an_exact_total_move_by_one() -> None:
    reader = Reader()
    reader.reads(("all", 0), 61, 61)
    reader.reads(("all", 1), 62, 62)
    assert reader.thinks().change("all", 0, 1) == (1, 1)


def test_the_reader_adds_seven_weeks_of_fewer_than_five_to_a_term_of_five_to_nine() -> None:
    """Why a period is counted once: with "none" told apart, nine small weeks in a term of 5 to 9 are one each."""
    reader = Reader()
    weeks = [("week", n) for n in range(9)]
    for week in weeks:
        reader.reads(week, 1, 4)
    reader.reads(("term", 0), 5, 9)
    reader.adds_up(weeks, ("term", 0))
    assert {reader.thinks().high[week] for week in weeks} == {1}


def test_the_reader_solves_figures_rounded_to_the_nearest_five() -> None:
    """Why counts are rounded down: four parts of 5m+2, rounded down by 2 each, in a total rounded up by 2."""
    reader = Reader()
    for n, shown in enumerate((5, 10, 15, 20)):
        reader.reads(("part", n), shown - 2, shown + 2)
    reader.reads(("all", 0), 58, 62)
    reader.adds_up([("part", n) for n in range(4)], ("all", 0))
    reader.thinks()
    assert [reader.possibilities(("part", n)) for n in range(4)] == [1, 1, 1, 1]


def test_the_reader_solves_five_steps_that_add_up_to_their_whole() -> None:
    """Why a part stays without a figure: five parts of 5m+4 make a whole four steps above theirs."""
    reader = Reader()
    for n in range(5):
        reader.reads(("part", n), 5, 9)
    reader.reads(("all", 0), 45, 49)
    reader.adds_up([("part", n) for n in range(5)], ("all", 0))
    reader.thinks()
    assert [reader.possibilities(("part", n)) for n in range(5)] == [1, 1, 1, 1, 1]


def test_the_reader_takes_an_exact_percentage_apart() -> None:
    assert share_of(40, "10% of the roll") == (4, 4)


def test_the_reader_counts_the_ways_up_across_a_border() -> None:
    """Why what goes up and down is given at levels: four times from "fewer than 5" to "5 to 9" and back, while the
    new referrals stay at "5 to 9": they were 5, and are 9."""
    reader = Reader()
    for n in range(8):
        reader.reads(("open", n), *((5, 9) if n % 2 else (0, 4)))
        reader.reads(("new", n), 5, 9)
        for before in range(n):
            reader.at_most([("open", n), ("new", before)], [("open", before), ("new", n)])
            reader.at_most([("new", before)], [("new", n)])
    reader.thinks()
    assert (reader.high[("new", 0)], reader.low[("new", 7)]) == (5, 9)


# Then that it does not: a school of any kind, any number of weeks, read from the cards as they are sent.


FACTS = {
    "On the register": "register",
    "SEN support (K)": "support",
    "EHC plan (E)": "plan",
    "New this term": "new",
    "Reviews held by their day": "on_time",
    "Reviews overdue now": "overdue",
    "Pupils with a day set by law passed at the school": "late",
    "EHC plans with no annual review known": "unplanned",
    "SEN support, no review yet this term": "unreviewed",
    "Parents met (one meeting by 25 Mar)": "met",
}
NONE_TOLD = ("overdue", "late", "unplanned")
"""Of these a card tells "none" apart."""
TYPES = {need.label: code for code, need in NEED_TYPES.items()}


def facts_of(sent: Card) -> Mapping[str, str]:
    return dict(fact for part in sent.parts if isinstance(part, Facts) for fact in part.facts)


def sent_in(life: Life) -> list[Card]:
    """The cards of its weeks, each made with what was sent before."""
    cards = []
    figures: Mapping[str, int] | None = None
    for counted in life.weeks:
        week = summary(counted, life.step, figures, figures)
        figures = week.figures
        cards.append(card(week))
    return cards


def reads(life: Life) -> Reader:
    """The reader with every card in hand."""
    reader = Reader()
    every = [facts_of(sent) for sent in sent_in(life)]
    for n, (least, most) in enumerate(at_levels([facts["Open now"] for facts in every], life.step)):
        reader.reads(("open", n), least, most)
    for n, (counted, sent) in enumerate(zip(life.weeks, sent_in(life), strict=True)):
        facts = every[n]
        for label, name in FACTS.items():
            [*found] = figures(facts[label])
            reader.reads((name, n), *found[0])
            reader.reads((name, n), *share_of(counted.roll, facts[label]))
        common = [one for one in facts.get("Most common needs", "").split("; ") if one]
        listed = [(code, figures(one)[0]) for one in common for label, code in TYPES.items() if one.startswith(label)]
        assert len(listed) == len(common)
        for code in TYPES.values():  # a type that is not listed has few, or fewer than the last that is
            reader.reads((code, n), 0, 100_000 if code in ("OTH", "NSA") else life.step - 1)
            if len(listed) == NEEDS and code not in ("OTH", "NSA"):
                reader.high[(code, n)] = listed[-1][1][1]
        for code, (least, most) in listed:
            reader.low[(code, n)], reader.high[(code, n)] = least, most
        [waiting] = [p.text for p in sent.parts if isinstance(p, Prose) and p.heading == "Waits for agencies"]
        if "Waiting: " in waiting:
            for one in waiting.partition("Waiting: ")[2].partition(". For every")[0].split("; "):
                reader.reads((one.partition(" for ")[2], n), *figures(one)[0])
        reader.adds_up([("support", n), ("plan", n)], ("register", n))
        reader.at_most([(code, n) for code in TYPES.values()], [("register", n)])
        reader.at_most([("met", n)], [("register", n)])
        reader.at_most([("unplanned", n)], [("plan", n)])
        reader.at_most([("unreviewed", n)], [("support", n)])
        for before in range(n):
            for grows in ("new", "on_time"):
                reader.at_most([(grows, before)], [(grows, n)])
            # Referrals that ended meanwhile: those there were and came, less those there are; decided ones among them.
            took = facts["Referral to decision"]
            ended = life.step * (2 if "nine in ten" in took else 1 if "half within" in took else 0)
            ended = ended if n - before >= 6 else 0
            reader.at_most([("open", n), ("new", before)], [("open", before), ("new", n)], ended)
    return reader.thinks()


@settings(max_examples=150, deadline=None)
@given(life=lives())
def test_no_count_and_no_change_can_be_worked_out_from_any_run_of_weeks(life: Life) -> None:
    reader = reads(life)
    true = {name: [getattr(week, name, None) for week in life.weeks] for name in (*FACTS.values(), "open")}
    true["register"] = [week.support + week.plan for week in life.weeks]
    last = len(life.weeks) - 1

    for (name, n), low in reader.low.items():
        if name in true:  # the reader is right, or it has misunderstood something and proves nothing
            assert low <= (true[name][n] or 0) <= reader.high[(name, n)], (name, n)
        if not (name in NONE_TOLD and reader.high[(name, n)] == 0):
            assert reader.possibilities((name, n)) >= life.step - 2, (name, n)
    for name in {name for name, _ in reader.low}:
        for before, after in [(n, n + 1) for n in range(last)] + [(0, last)]:
            if (name, before) not in reader.low or (name, after) not in reader.low:
                continue  # an agency that is not named every week
            least, most = reader.change(name, before, after)
            if name in NONE_TOLD and least == most == 0:
                continue
            assert most - least + 1 >= life.step - 2, (name, before, after)


def test_a_pupil_put_on_the_register_each_week_is_not_seen() -> None:
    """The example of the rule's docstring: 61, 62, 63 … by ones, each with a type of need of its own."""
    weeks: list[Counted] = []
    for n, code in enumerate(("SEMH", "SLCN", "HI", "ASD", "SEMH")):
        before = weeks[-1].needs if weeks else {"SLCN": 30, "SEMH": 20, "ASD": 10}
        needs = {**before, code: before.get(code, 0) + 1}
        weeks.append(
            Counted(
                on=START + timedelta(weeks=n),
                roll=400,
                support=60 + n,
                plan=1,
                needs=needs,
                open=n,
                decided=(),
                overdue=0,
                met=0,
                met_called_for=1,
                met_by=date(2027, 3, 25),
                waits=(),
                unreviewed=60,
                new=n + 1,
                on_time=0,
            )
        )
    reader = reads(Life(weeks, 5))
    said = [facts_of(sent) for sent in sent_in(Life(weeks, 5))]
    assert [facts["On the register"].partition(",")[0] for facts in said] == ["60 to 64"] * 4 + ["65 to 69"]
    for n in range(4):
        least, most = reader.change("register", n, n + 1)
        assert most - least >= 4
