"""The safeguarding boundary: on every form with words about a pupil, and no place to write a concern in."""

from dataclasses import fields

from commands.catalogue import COMMANDS
from commands.domain.agency_referral import AgencyReferral
from commands.domain.decision import Decision
from commands.domain.referral import Referral
from commands.kit import Show, Text
from storage.tables import metadata, schools
from tests.promises.test_at_rest import named

NO_PUPIL = {
    "training own: It is what a training was about.",
    "training whom: It is which staff were trained.",
    "senco closure why: It is why the school is shut.",
    "add agency name: It is an agency's name.",
    "add agency wait_weeks: It is a number of weeks.",
}
"""The only free text that is under no safeguarding line, and why."""


def test_every_question_for_free_text_is_under_the_line_or_about_no_pupil() -> None:
    bare = set()
    for command in COMMANDS:
        for name, question in command.form.questions.items() if command.form else ():
            if isinstance(question, Text) and not (command.form and Show(command.form, "", "", lead="G").banner):
                bare.add(f"{command.word} {name}: {question.no_pupil}")

    assert bare == NO_PUPIL


def test_what_is_about_no_pupil_says_so_where_another_question_of_its_form_brings_the_line() -> None:
    said = {
        f"{command.word} {name}: {question.no_pupil}"
        for command in COMMANDS
        for name, question in (command.form.questions.items() if command.form else ())
        if isinstance(question, Text) and question.no_pupil
    }

    assert said == NO_PUPIL


def test_nobody_is_asked_to_write_a_safeguarding_concern_down_and_no_column_would_hold_one() -> None:
    for command in COMMANDS:
        if command.form and "safeguarding" in f"{command.word} {command.form.title}".lower():
            assert not [q for q in command.form.questions.values() if isinstance(q, Text)], command.word
        for name, question in command.form.questions.items() if command.form else ():
            if isinstance(question, Text):
                asked = f"{name} {question.label} {question.hint}".lower()
                assert not any(word in asked for word in ("safeguarding", "child protection", "disclos")), command.word
    columns = {f"{t.name}.{c.name}" for t in metadata.sorted_tables for c in t.columns}

    assert {c for c in columns if any(word in c for word in ("safeguard", "dsl", "concern"))} == {
        "schools.safeguarding_lead"
    }
    # What is watched for is the school's; nothing that happened has a place to say that it was met.
    assert {c for c in columns if "nudge" in c or "watched" in c} == named("schools: nudges nudge_words")
    assert {"nudges", "nudge_words"} <= set(schools.columns.keys())
    for entity in (Referral, Decision, AgencyReferral):
        assert not {f.name for f in fields(entity)} & {"told", "nudges", "worries"}
