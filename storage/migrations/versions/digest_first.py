"""When each school's digests are sent, what is put off in them, and which posts may stand already"""

from datetime import UTC, datetime, time

import sqlalchemy as sa
from alembic import op

revision = "digest"
down_revision = "weekly"
branch_labels = None
depends_on = None


def upgrade() -> None:
    schedules = op.create_table(
        "digest_schedules",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("weekday", sa.String(length=40), nullable=False),
        sa.Column("days_ahead", sa.Integer(), nullable=False),
        sa.Column("all_clear", sa.Boolean(), nullable=False),
        sa.Column("inset", sa.Boolean(), nullable=False),
        sa.Column("breaks", sa.Boolean(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_digest_schedules_school_id"),
        sa.PrimaryKeyConstraint("school_id", "kind", name="pk_digest_schedules"),
    )
    op.create_index("ix_digest_schedules_next_at", "digest_schedules", ["next_at"])
    op.create_table(
        "snoozes",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_snoozes_school_id"),
        sa.PrimaryKeyConstraint("school_id", "kind", "key", "on", "n", name="pk_snoozes"),
    )
    op.create_index("ix_snoozes_school_id_at", "snoozes", ["school_id", "at"])
    op.add_column("notices", sa.Column("uncertain", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Schools that are there already get what a new one comes with.
    common = {"weekday": "0", "days_ahead": 10, "all_clear": False, "breaks": False, "failures": 0, "trouble": ""}
    at_once = datetime(2000, 1, 1, tzinfo=UTC)
    if op.get_bind().dialect.name == "sqlite":
        at_once = at_once.replace(tzinfo=None)
    for id in list(op.get_bind().execute(sa.text("SELECT id FROM schools")).scalars()):
        daily = {"kind": "daily", "active": True, "at": time(7, 45), "inset": False, "next_at": at_once}
        weekly = {"kind": "weekly", "active": False, "at": time(8, 0), "inset": True, "next_at": None}
        rows = [{"school_id": id, "version": 0, **common, **kind} for kind in (daily, weekly)]
        op.bulk_insert(schedules, rows)


def downgrade() -> None:
    op.drop_column("notices", "uncertain")
    op.drop_table("snoozes")
    op.drop_table("digest_schedules")
