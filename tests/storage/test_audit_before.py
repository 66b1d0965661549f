"""Databases from before there was an audit, or before it kept names, of each kind: what is known stands in it after."""

import pytest
from alembic import command
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from storage.migrate import _config, migrate
from storage.rights.audit import audit
from storage.up_to_date import engine_at

ASKS = (
    ("web/T/1/pupil/", "pupil", "P1", "answered", None),
    ("web/T/2/ehc fact/", "ehc fact", "E-22222", "answered", "{}"),
    ("web/T/3/pupil/refused/x", "pupil", "", "refused", None),
    ("web/T/4/refer/", "refer", "", "stopped", "{}"),
    ("web/T/5/class/", "class", "7B", "answered", None),
)
SCHOOL = (
    "INSERT INTO schools (id, name, safeguarding_lead, reply_routine, reply_soon, reply_urgent, nation) "
    "VALUES ('S', 'Oakfield', '', 15, 10, 3, 'england')"
)
PUPIL = (
    'INSERT INTO pupils (school_id, id, upn, surname, forename, preferred, year, "group", provision, primary_need, '
    "secondary_need, pupil_premium, eal, in_care, sought) "
    "VALUES ('S', 'P1', 'U1', 'Yusuf', 'Amina', '', '4', '4B', 'N', '', '', false, false, false, ' amina ')"
)
TEACHER = (
    'INSERT INTO staff (school_id, id, email, name, role, "groups", "left") '
    "VALUES ('S', 'T', 't@oakfield.example', :name, 'teacher', '[]', false)"
)
LINE = (
    "INSERT INTO audit (school_id, ask_key, did, pupil_id, reference, at, person_id, role, face, word) "
    "VALUES ('S', :key, 'looked', '', '', '2026-09-14 08:00:00', :person, NULL, 'web', 'pupil')"
)
ASSESSMENT = (
    "INSERT INTO assessments (school_id, reference, pupil_id, asked_by, ruleset, begun_by, begun_on, version) "
    "VALUES ('S', 'E-22222', 'P1', 'school', 'england-2014', 'T', '2026-09-14', 1)"
)


def test_asks_from_before_are_in_the_audit(database_url: str) -> None:
    engine = engine_at(database_url)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "ehc")
        for row in (SCHOOL, PUPIL, ASSESSMENT):
            connection.execute(text(row))
        for key, word, about, outcome, reply in ASKS:
            connection.execute(
                text(
                    "INSERT INTO asks (school_id, key, person_id, face, word, about, at, outcome, reply) VALUES "
                    "('S', :key, 'T', 'web', :word, :about, '2026-09-14 08:00:00', :outcome, :reply)"
                ),
                {"key": key, "word": word, "about": about, "outcome": outcome, "reply": reply},
            )

    migrate(database_url)

    with engine.connect() as connection:
        lines = connection.execute(select(audit).order_by(audit.c.ask_key)).all()
    engine.dispose()
    assert [(one.ask_key[6], one.did.value, one.pupil_id, one.reference) for one in lines] == [
        ("1", "looked", "P1", ""),
        ("2", "changed", "P1", "E-22222"),
        ("3", "refused", "", ""),
        ("5", "looked", "", ""),
    ]


def test_lines_from_before_bear_the_name_of_that_day_and_are_guarded_as_ever(database_url: str) -> None:
    engine = engine_at(database_url)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "rights")
        connection.execute(text(SCHOOL))
        connection.execute(text(TEACHER), {"name": "Tom Reed"})
        for person in ("T", "root"):
            connection.execute(text(LINE), {"key": f"web/{person}/1", "person": person})

    migrate(database_url)

    with engine.begin() as connection:
        connection.execute(text("UPDATE staff SET name = 'Tara Whitlock'"))
        names = connection.execute(select(audit.c.person_id, audit.c.name).order_by(audit.c.person_id)).all()
    assert [tuple(row) for row in names] == [("T", "Tom Reed"), ("root", "")]
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text("UPDATE audit SET name = 'Tara Whitlock'"))
    engine.dispose()
