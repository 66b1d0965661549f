"""A database from before there were outcomes: what was decided then was decided not to be SEND."""

from dataclasses import asdict
from pathlib import Path

from alembic import command
from sqlalchemy import insert, inspect, select, text

from commands.domain.decision import ReferralOutcome
from commands.domain.referral import NotSendReason, ReferralState
from storage.migrate import _config, migrate
from storage.sealed.keys import Keyring, new_key
from storage.subjects.referrals import referrals
from storage.up_to_date import engine_at
from tests.domain.test_referral import a_referral


def test_a_referral_decided_before_there_were_outcomes_has_the_one_there_was(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'older.db'}"
    keyring = Keyring([new_key()])
    engine = engine_at(url, keyring)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO schools VALUES ('S', 'Oakfield', '', 15, 10, 3)"))
        there = {column["name"] for column in inspect(connection).get_columns("referrals")}
        for reference, state in (("R-DECID", ReferralState.DECIDED), ("R-NEWLY", ReferralState.SUBMITTED)):
            reason = NotSendReason.OTHER if state is ReferralState.DECIDED else None
            row = asdict(a_referral(reference=reference, state=state, not_send_reason=reason))
            row = {name: value for name, value in row.items() if name in there}
            connection.execute(insert(referrals).values(row))

    migrate(url, keyring)

    with engine.connect() as connection:
        found = {row.reference: row.outcome for row in connection.execute(select(referrals))}
    engine.dispose()
    assert found == {"R-DECID": ReferralOutcome.NOT_SEND, "R-NEWLY": None}
