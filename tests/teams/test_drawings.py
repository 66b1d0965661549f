"""What Teams is sent for forms and cards: approved files read like prose, and no words break a card or format it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatops.teams import forms, render
from chatops.teams.read import in_plain_words
from commands.catalogue import COMMANDS
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.needs import AreaOfNeed
from commands.domain.referral import Duration, Effect, Happened, Referral, ReferralEvent, Urgency
from commands.kit import Answers, Button, Card, Choice, Facts, Form, Item, Items, Lookup, Prose, Reply, Show, Text
from commands.kit.limits import ITEMS, LONG_TEXT
from commands.referrals.cards import channel_card, queue_item, whole_card
from commands.referrals.refer import ReferralForm
from tests.approved import approve
from tests.worlds import adaptive

REFERRAL = Referral(
    school_id="S1",
    reference="R-7K2PM",
    pupil_id="P1",
    year="4",
    raised_by="tom",
    raised_on=date(2026, 9, 14),
    reply_by=date(2026, 10, 5),
    areas=(AreaOfNeed.COGNITION,),
    urgency=Urgency.ROUTINE,
    noticed="Cannot yet retell a story.",
    tried="Story maps",
    tried_for=Duration.WEEKS,
    tried_effect=Effect.SOME,
    hoped="A second pair of eyes.",
    parents_told=True,
    parents_told_on=date(2026, 9, 10),
)
OPENS = {command.word: command.opens for command in COMMANDS}


def as_shown(card: Card) -> Card:
    """The card with its buttons marked as the dispatcher marks them."""
    return card.with_buttons(lambda button: replace(button, opens=OPENS[button.word]))


HISTORY = [ReferralEvent("S1", "R-7K2PM", datetime(2026, 9, 14, 8, tzinfo=UTC), "tom", Happened.RAISED)]


def test_the_referral_form() -> None:
    approve("teams/referral_form.json", adaptive.check(forms.form_card(Show(ReferralForm, "refer", "k1"))))


def test_the_referral_form_with_what_needs_putting_right() -> None:
    answers: Answers = {"noticed": "Cannot retell.", "areas": ("semh",), "pupil": "P1", "since": "2027-01-01"}
    errors = {"since": "This date is in the future.", "hoped": "Please write a few words here."}
    card = forms.form_card(Show(ReferralForm, "refer", "k1", "", answers, {"pupil": "Amina Yusuf, Year 4"}, errors))

    approve("teams/referral_form_again.json", adaptive.check(card))
    assert {q.label: q.error for q in adaptive.questions(card) if q.error} == {
        "Since when?": "This date is in the future.",
        "What would you like to happen?": "Please write a few words here.",
    }
    assert adaptive.words(card).startswith("2 answers need putting right: “Since when?”; “What would you")


def test_the_referral_card_of_the_channel() -> None:
    approve("teams/referral_card.json", adaptive.check(render.draw(as_shown(channel_card(REFERRAL)), "chat")))


def test_a_referral_in_full() -> None:
    card = whole_card(REFERRAL, None, HISTORY, {"tom": "Tom Reed"}, (Button("Accept", "accept referral", "R-7K2PM"),))
    reply = Reply("Referral R-7K2PM. That you have read it is recorded.", as_shown(card))
    approve("teams/referral_in_full.json", adaptive.check(render.reply_card(reply)))


def test_a_queue_of_one() -> None:
    card = Card("Referrals", (Items((queue_item(REFERRAL, date(2026, 9, 18), SchoolCalendar()),)),))
    approve("teams/queue.json", adaptive.check(render.draw(as_shown(card), "chat")))


def test_more_than_six_buttons_stand_in_rows_of_six() -> None:
    buttons = tuple(Button(f"Button {n}", "refer", str(n)) for n in range(15))

    card = adaptive.check(render.draw(Card("Many", (), buttons), "chat"))

    assert sorted(b.action["title"] for b in adaptive.pressables(card)) == sorted(b.text for b in buttons)


@pytest.mark.parametrize(
    ("button", "where", "kind", "opens"),
    [
        (Button("Read it", "read referral", "R-1", opens=True), "chat", "Action.Submit", True),
        (Button("Accept", "accept referral", "R-1"), "chat", "Action.Execute", False),
        (Button("Read it", "read referral", "R-1", opens=True), "dialog", "Action.Submit", False),
        (Button("Accept", "accept referral", "R-1"), "dialog", "Action.Submit", False),
    ],
)
def test_a_button_asks_for_its_dialog_or_is_answered_where_it_is(
    button: Button, where: render.Where, kind: str, opens: bool
) -> None:
    drawn = render.action(button, where)

    assert drawn["type"] == kind
    assert ("msteams" in drawn["data"]) == opens
    assert drawn["data"]["_ask"] == {"word": button.word, "about": "R-1"}


class Mixed(Form, title="A form"):
    """Type what you like."""

    who = Lookup("Who?", of="pupils")
    words = Text("Some words", long=True)
    kind = Choice("Which?", AreaOfNeed)


TYPED = "*bold* _it_ [a](http://e.example) <b> &amp; {{DATE(2026-01-01)}} www.e.example\n- one\n1. two `x` ~y~ \\z"


def test_what_people_typed_is_shown_as_they_typed_it() -> None:
    parts = (Facts((("Said", TYPED),)), Prose(TYPED), Items((Item(TYPED, TYPED),)))

    card = adaptive.check(render.draw(Card("A card", parts), "dialog", TYPED))
    form = adaptive.check(forms.form_card(Show(Mixed, "x", "k", "", {"words": TYPED}, {}, {"": TYPED}, TYPED)))

    assert adaptive.words(card).count(TYPED) == 5
    assert adaptive.words(form).count(TYPED) == 2


anything = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1, max_size=LONG_TEXT)


@given(text=anything.filter(str.strip), label=anything.filter(str.strip))
def test_no_words_break_a_card(text: str, label: str) -> None:
    show = Show(Mixed, "refer", "k", "", {"who": "P1", "words": text}, {"who": label}, {"words": label}, text)
    adaptive.check(forms.form_card(show))
    parts = (Prose(text), Facts((("Label", text),)), Items((Item(text, label, (Button("B", "refer"),)),)))
    adaptive.check(render.draw(Card("A card", parts), "dialog", text))


def test_more_than_teams_takes_is_shortened_and_says_so() -> None:
    items = Items(tuple(Item("🙂" * LONG_TEXT, "x" * LONG_TEXT, (Button("One", "refer"),)) for _ in range(ITEMS)))

    card = adaptive.check(render.draw(Card("Lines", (items,), (Button("Next page", "refer"),)), "dialog"))

    assert "shortened to fit" in adaptive.words(card)
    assert len(adaptive.pressables(card)) == ITEMS + 1


def test_a_line_that_opens_is_a_row_to_tap_with_the_rest_behind_one_button() -> None:
    texts = ("Held", "Open", "Move", "Snooze")
    buttons = tuple(Button(text, "refer", text, "primary" if text == "Held" else "plain") for text in texts)
    line = Item("V-7K2PM: Annual review", "Thu 3 Dec", buttons, late="2 school days late")

    card = adaptive.check(render.draw(as_shown(Card("Today", (Items((line,)),))), "chat"))

    [_, drawn] = card["body"]
    row, others = drawn["items"]
    said, beside = row["columns"]
    assert adaptive.words(card).endswith("V-7K2PM: Annual review\n2 school days late; Thu 3 Dec")
    assert said["selectAction"]["tooltip"] == "Open: V-7K2PM: Annual review"
    assert [one["title"] for one in beside["items"][0]["actions"]] == ["More"]
    assert beside["items"][0]["actions"][0]["tooltip"] == "More: V-7K2PM: Annual review"
    assert others["isVisible"] is False
    assert [one["title"] for one in others["items"][0]["actions"]] == ["Held", "Move", "Snooze"]
    assert [one.action["title"] for one in adaptive.pressables(card)] == ["Open", "Held", "Move", "Snooze"]
    assert all(one.beside.startswith("V-7K2PM") for one in adaptive.pressables(card))


def test_two_equal_acts_of_a_line_both_stand_below_it() -> None:
    line = Item("Amina Yusuf", "A detail", (Button("Keep ours", "refer", "1"), Button("Take theirs", "refer", "2")))

    card = adaptive.check(render.draw(as_shown(Card("Clashes", (Items((line,)),))), "chat"))

    assert [one["type"] for one in card["body"][1]["items"]] == ["TextBlock", "TextBlock", "ActionSet"]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>Tom &amp; Ann &lt;3</p>", "Tom & Ann <3"),
        ("<div>One<br>two&nbsp;three</div><div>four</div>", "One\ntwo three\nfour"),
        ('<at id="0">Sam</at> asks<attachment id="1">hidden</attachment>', "Sam asks"),
        ("<script>alert(1)</script>Words", "Words"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("", ""),
    ],
)
def test_a_messages_markup_is_read_as_people_read_it(markup: str, words: str) -> None:
    assert in_plain_words(markup) == words
