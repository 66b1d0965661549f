"""What Slack is sent for forms and cards: approved files read like prose, and every limit kept whatever the words."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatops.slack import render
from chatops.slack.text import cut, escaped, pieces, unmarked
from commands.domain.needs import AreaOfNeed
from commands.domain.referral import Duration, Effect, Happened, Referral, ReferralEvent, Urgency
from commands.kit import Answers, Button, Card, Choice, Facts, Form, Item, Items, Lookup, Prose, Reply, Show, Text
from commands.kit.limits import ITEMS
from commands.referrals.cards import channel_card, queue_item, whole_card
from commands.referrals.refer import ReferralForm
from commands.reviews.follow import CancelForm
from tests.approved import approve
from tests.worlds.block_kit import check_message, check_view
from tests.worlds.slack_eyes import JSON, pressables, words

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


def test_the_referral_form() -> None:
    view = render.form(Show(ReferralForm, "refer", "k1"))
    check_view(view)
    approve("slack/referral_form.json", view)


def test_the_referral_card_of_the_channel() -> None:
    message = render.post(channel_card(REFERRAL))
    check_message(message)
    approve("slack/referral_card.json", message)


def test_a_referral_in_full() -> None:
    history = [ReferralEvent("S1", "R-7K2PM", datetime(2026, 9, 14, 8, tzinfo=UTC), "tom", Happened.RAISED)]
    card = whole_card(REFERRAL, None, history, {"tom": "Tom Reed"}, (Button("Accept", "accept referral", "R-7K2PM"),))
    view = render.page(Reply("Referral R-7K2PM. That you have read it is recorded.", card))
    check_view(view)
    approve("slack/referral_in_full.json", view)


def test_a_queue_of_one() -> None:
    from commands.domain.days.calendar import SchoolCalendar

    card = Card("Referrals", (Items((queue_item(REFERRAL, date(2026, 9, 18), SchoolCalendar()),)),))
    message = render.message(Reply("1 open, oldest first.", card))
    check_message(message)
    approve("slack/queue.json", message)


def test_errors_stand_under_their_questions_and_one_about_the_whole_form_under_the_first() -> None:
    show = Show(ReferralForm, "refer", "k1", errors={"": "Send it again.", "since": "In the future."})
    assert render.errors(show, "safeguarding") == {"safeguarding": "Send it again.", "since": "In the future."}


def test_a_form_drawn_again_says_what_is_wrong_and_keeps_what_was_answered() -> None:
    answers: Answers = {
        "noticed": "Cannot retell.",
        "areas": ("semh",),
        "pupil": "P1",
        "since": "2026-09-01",
        "urgency": "soon",
    }
    view = render.form(
        Show(ReferralForm, "refer", "k1", "", answers, {"pupil": "Amina Yusuf, Year 4"}, {"since": "Too early."}, "Hm.")
    )

    check_view(view)
    assert "Too early." in words(view["blocks"])
    assert "Hm." in words(view["blocks"])
    elements = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert elements["noticed"]["initial_value"] == "Cannot retell."
    assert [one["value"] for one in elements["areas"]["initial_options"]] == ["semh"]
    assert elements["pupil"]["initial_option"]["text"]["text"] == "Amina Yusuf, Year 4"
    assert elements["since"]["initial_date"] == "2026-09-01"
    assert elements["urgency"]["initial_option"]["value"] == "soon"


def test_a_list_of_three_buttons_a_line_fits_a_message_and_each_button_says_its_line_to_a_screen_reader() -> None:
    buttons = tuple(Button(text, "refer", text) for text in ("One", "Two", "Three"))
    items = Items(tuple(Item(f"Line {n}", "A detail", buttons) for n in range(ITEMS)))

    message = render.message(Reply("Here.", Card("Lines", (items,), (Button("Next page", "refer"),))))

    check_message(message)
    assert len(pressables(message["blocks"])) == 3 * ITEMS + 1
    assert pressables(message["blocks"])[4].button["accessibility_label"] == "Two: Line 1"


def acts(*texts: str, about: str = "V-7K2PM") -> tuple[Button, ...]:
    return tuple(Button(text, "refer", f"{about}.{text}") for text in texts)


def test_a_line_that_opens_is_one_row_whose_menu_begins_with_open() -> None:
    line = Item(
        "V-7K2PM: Annual review", "Thu 3 Dec", acts("Held", "Open", "Move", "Snooze"), late="2 school days late"
    )

    message = render.post(Card("Today", (Items((line,) * 15),)))

    check_message(message)
    [_, *rows] = message["blocks"]
    assert [row["type"] for row in rows] == ["section"] * 15
    assert rows[0]["text"]["text"] == f"V-7K2PM: Annual review\n{render.LATE} 2 school days late; Thu 3 Dec"
    assert [one["text"]["text"] for one in rows[0]["accessory"]["options"]] == ["Open", "Held", "Move", "Snooze"]
    assert len(pressables(message["blocks"])) == 4 * 15


@pytest.mark.parametrize(
    "buttons",
    [
        acts("Open", "Two", "Three", "Four", "Five", "Six"),
        acts("Open", "Move", about="x" * 150),
        (Button("Open", "refer"), Button("Move", "refer")),
        acts("Keep ours", "Take theirs"),
    ],
    ids=["more than a menu holds", "longer than an option carries", "two that ask the same", "nothing to open"],
)
def test_what_no_menu_holds_stands_as_buttons_below_its_line(buttons: tuple[Button, ...]) -> None:
    message = render.post(Card("Today", (Items((Item("A line", "A detail", buttons),)),)))

    check_message(message)
    assert [block["type"] for block in message["blocks"]] == ["header", "section", "context", "actions"]
    assert [one.text for one in pressables(message["blocks"])] == [button.text for button in buttons]


def test_more_than_a_message_holds_is_cut_with_a_word_and_keeps_its_buttons() -> None:
    items = Items(tuple(Item(f"Line {n}", "A detail", (Button("One", "refer"),)) for n in range(ITEMS)))

    message = render.post(Card("Lines", (items,) * 4, (Button("Next page", "refer"),)))

    check_message(message)
    assert "more than fits" in words(message["blocks"])
    assert pressables(message["blocks"])[-1].text == "Next page"


def test_what_people_typed_calls_nobody_and_marks_nothing_up() -> None:
    typed = "<!channel> *bold* <https://e.example|x> & :smile:"
    card = Card("A card", (Facts((("Said", typed),)), Prose(typed)))

    message = render.post(card)

    assert "<!channel>" not in message["text"]
    marked_up = [part["text"] for part in texts(message["blocks"]) if part["type"] == "mrkdwn"]
    assert marked_up == ["*Said*"]
    assert typed in words(message["blocks"])


@pytest.mark.parametrize(("form", "leave"), [(CancelForm, "Go back"), (ReferralForm, "Cancel")])
def test_the_way_out_of_a_form_that_cancels_is_not_called_cancel(form: type[Form], leave: str) -> None:
    view = render.form(Show(form, "refer", "k"))

    assert view["close"]["text"] == leave
    assert view["close"]["text"] not in view["submit"]["text"]


class Mixed(Form, title="A form"):
    who = Lookup("Who?", of="pupils")
    words = Text("Some words", long=True)
    kind = Choice("Which?", AreaOfNeed)


anything = st.text(min_size=1, max_size=7000).filter(str.strip)


@given(text=anything, label=anything)
def test_no_words_break_a_limit(text: str, label: str) -> None:
    check_view(render.form(Show(Mixed, "refer", "k", "", {"who": "P1", "words": text}, {"who": label}, {}, text)))
    card = Card(
        "A card", (Prose(text), Facts((("Label", text),)), Items((Item(text, label, (Button("B", "refer"),)),)))
    )
    check_view(render.page(Reply(text, card)))


@given(text=st.text(max_size=400), most=st.integers(2, 80))
def test_what_is_cut_fits_and_ends_with_a_whole_character(text: str, most: int) -> None:
    short = cut(text, most)
    assert len(short.encode("utf-16-le", "surrogatepass")) // 2 <= most
    assert short == text or short.endswith("…")


@given(text=st.text(max_size=400), most=st.integers(2, 80))
def test_pieces_fit_and_leave_no_word_out(text: str, most: int) -> None:
    drawn = list(pieces(text, most))
    assert all(len(piece.encode("utf-16-le", "surrogatepass")) // 2 <= most for piece in drawn)
    assert "".join("".join(drawn).split()) == "".join(text.split())


def test_a_family_of_emoji_is_not_torn_apart() -> None:
    assert cut("ab👩‍👩‍👧", 6) == "ab👩…"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("Tom &amp; Ann &lt;3", "Tom & Ann <3"),
        ("Ask <@U123|Ann> or <@U124>", "Ask @Ann or a colleague"),
        ("In <#C1|maths>, <!here>", "In #maths, @here"),
        ("<https://a.example/x|the plan> <mailto:a@b.example>", "the plan a@b.example"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_slacks_own_marks_are_read_as_people_read_them(sent: str, read: str) -> None:
    assert unmarked(sent) == read


@given(st.text())
def test_what_is_escaped_is_read_back(text: str) -> None:
    assert unmarked(escaped(text)) == text


def texts(drawn: Any) -> list[JSON]:
    """Every text object."""
    match drawn:
        case {"type": "plain_text" | "mrkdwn"}:
            return [dict(drawn)]
        case dict():
            return [found for one in drawn.values() for found in texts(one)]
        case list():
            return [found for one in drawn for found in texts(one)]
    return []
