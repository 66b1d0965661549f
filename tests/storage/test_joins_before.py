"""A database from before plans kept an agency's advice and steps their days: what stood there stands, with neither."""

from pathlib import Path

from alembic import command
from sqlalchemy import select, text

from storage.migrate import _config, migrate
from storage.subjects.agencies import agency_events
from storage.subjects.cycles import provision_lines
from storage.up_to_date import engine_at


def test_lines_and_steps_from_before_are_kept(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'older.db'}"
    engine = engine_at(url)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "register")
        connection.execute(text("INSERT INTO schools VALUES ('S', 'Oakfield', '', 15, 10, 3)"))
        connection.execute(
            text(
                "INSERT INTO provision_lines (school_id, cycle, n, outcome, kind, what, who, how_often, first) "
                "VALUES ('S', 'C-7K2PM', 1, 0, 'provision', 'Talk group', 'Ms Reed', 'Daily', '2026-09-14')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO agency_events (school_id, reference, n, at, by, state, words) "
                "VALUES ('S', 'A-7K2PM', 1, '2026-09-14 08:00:00', 'T', 'sent', '')"
            )
        )

    migrate(url)

    with engine.connect() as connection:
        [line] = connection.execute(select(provision_lines))
        [event] = connection.execute(select(agency_events))
    engine.dispose()
    assert (line.what, line.recommendation, line.advised_by) == ("Talk group", "", "")
    assert (event.state.value, event.on) == ("sent", None)
