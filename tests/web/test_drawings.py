"""What the page shows of forms and cards: approved HTML, nothing typed is ever markup, and anyone can use it."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from commands.domain.needs import AreaOfNeed
from commands.domain.referral import Duration, Effect, Happened, Referral, ReferralEvent, Urgency
from commands.kit import Button, Card, Facts, Item, Items, Prose, Reply, Show
from commands.referrals.cards import channel_card, whole_card
from commands.referrals.refer import ReferralForm
from commands.round_robins.answering import ViewForm
from tests.approved import approve_text
from tests.web.drawing import html, page, part
from tests.worlds.html import Node, tree

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
WRONG = {
    "": "Send it again.",
    "pupil": "Choose one.",
    "areas": "Tick one.",
    "since": "In the future.",
    "hoped": "Say.",
}
BLANK = Show(ReferralForm, "refer", "k1")
FAULTY = Show(ReferralForm, "refer", "k1", "", {"since": "2027-01-01"}, {}, WRONG, "The SENCO asks.")
FULL = Reply(
    "Referral R-7K2PM. That you have read it is recorded.",
    whole_card(
        REFERRAL,
        None,
        [ReferralEvent("S1", "R-7K2PM", datetime(2026, 9, 14, 8, tzinfo=UTC), "tom", Happened.RAISED)],
        {"tom": "Tom Reed"},
        (Button("Accept", "accept referral", "R-7K2PM"),),
    ),
)
PAGES = {
    "blank form": html(channel_card(REFERRAL), show=BLANK),
    "form with errors": html(channel_card(REFERRAL), show=FAULTY),
    "reply": html(channel_card(REFERRAL), reply=FULL),
    "nothing": html(),
}
every_page = pytest.mark.parametrize("drawn", list(PAGES.values()), ids=list(PAGES))


def test_the_referral_form() -> None:
    approve_text("web/referral_form.html", part(PAGES["blank form"], "section", "answer"))


def test_the_referral_form_that_needs_putting_right() -> None:
    approve_text("web/referral_form_wrong.html", part(PAGES["form with errors"], "section", "answer"))


def test_the_referral_card_of_the_channel() -> None:
    approve_text("web/referral_card.html", part(PAGES["reply"], "section", "places"))


def test_a_referral_in_full() -> None:
    approve_text("web/referral_in_full.html", part(PAGES["reply"], "section", "answer"))


def test_times_are_londons() -> None:
    post = page(channel_card(REFERRAL)).the("article.post")

    assert post.the("time").text() == "Mon 14 Sep, 09:05"  # 08:05 in the time the computer keeps


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "نور الهدى"]
)
def test_whatever_somebody_typed_is_drawn_as_words(typed: str) -> None:
    button = (Button("Read it", "read referral", typed),)
    card = Card("A card", (Facts((("Pupil", typed),)), Items((Item(typed, typed, button),)), Prose(typed)), button)
    answers = dict.fromkeys(ReferralForm.questions, typed)
    show = Show(ReferralForm, typed, "k", typed, answers, {"pupil": typed}, {"noticed": typed, "": typed}, typed)

    for drawn in (page(card, reply=Reply(typed, card)), page(card, show=show)):
        assert typed in drawn.text()
        assert [script.attributes["src"] for script in drawn.all("script")] == ["/static/page.js"]
        assert [img.attributes["src"] for img in drawn.all("img")] == ["/static/mark.svg"]
        assert not [node for node in drawn for name in node.attributes if name.startswith("on") or name == "style"]


def test_a_name_written_right_to_left_keeps_to_itself() -> None:
    drawn = page(reply=Reply("", Card("A card", (Facts((("Pupil", "نور الهدى"),)), Items((Item("نور الهدى"),))))))

    assert [node.text() for node in drawn.all("#answer .whole [dir=auto]")] == ["نور الهدى", "نور الهدى"]


@every_page
def test_every_field_has_a_label_and_every_group_a_legend(drawn: str) -> None:
    root = tree(drawn)
    labelled = {label.attributes["for"] for label in root.all("label")}
    fields = [n for n in root if n.tag in ("input", "select", "textarea") and n.attributes.get("type") != "hidden"]

    assert {field.attributes["id"] for field in fields} <= labelled
    assert all(fieldset.the("legend").text() for fieldset in root.all("fieldset"))
    assert all(pressed.text() for pressed in root.all("button"))


@every_page
def test_there_is_a_language_one_main_heading_no_level_is_skipped_and_each_id_is_there_once(drawn: str) -> None:
    root = tree(drawn)
    levels = [int(node.tag[1]) for node in root if node.tag in ("h1", "h2", "h3", "h4")]
    ids = [node.attributes["id"] for node in root if "id" in node.attributes]

    assert root.the("html").attributes["lang"] == "en-GB"
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(ids) == len(set(ids))
    assert set(references(root)) <= set(ids)


def references(root: Node) -> list[str]:
    """Every id that something on the page points to."""
    spoken = [n.attributes.get(name, "") for n in root for name in ("aria-describedby", "aria-labelledby", "for")]
    links = [n.attributes.get("href", "") for n in root.all("a")]
    return [id for ids in spoken for id in ids.split()] + [link[1:] for link in links if link.startswith("#")]


def test_errors_are_announced_lead_to_their_questions_and_stand_beside_them() -> None:
    drawn = page(show=FAULTY)
    summary = drawn.the("#wrong")

    assert summary.attributes["role"] == "alert"
    assert "Send it again." in summary.text()
    assert [link.attributes["href"] for link in summary.all("a")] == ["#f-pupil", "#f-areas-1", "#f-since", "#f-hoped"]
    for name in ("pupil", "since", "hoped"):
        box = drawn.the(f"#f-{name}")
        assert box.attributes["aria-invalid"] == "true"
        assert f"e-{name}" in box.attributes["aria-describedby"]
    assert "e-areas" in next(f for f in drawn.all("fieldset") if f.first("#f-areas-1")).attributes["aria-describedby"]
    assert drawn.the("title").text().startswith("Error: ")


def test_a_scale_stands_in_one_row_and_longer_choices_below_each_other() -> None:
    scales = page(show=Show(ViewForm, "give view", "k1"))
    assert [len(row.all(".option")) for row in scales.all(".options.segments")] == [5] * 6

    longer = page(show=BLANK)
    assert not [row for row in longer.all(".segments") if row.first("[name=a.tried_for]")]
