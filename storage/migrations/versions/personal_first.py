"""Who wants a personal digest, and when a school's are sent; notes of adjustments are found by who wrote them"""

from datetime import time

import sqlalchemy as sa
from alembic import op

revision = "personal"
down_revision = "adjust"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digest_readers",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_digest_readers_school_id"),
        sa.PrimaryKeyConstraint("school_id", "person_id", name="pk_digest_readers"),
    )
    op.create_index("ix_adjustment_notes_school_id_by_on", "adjustment_notes", ["school_id", "by", "on"])
    # Schools that are there already get what a new one comes with: off until somebody wants it.
    schedules = sa.table(
        "digest_schedules",
        *(sa.column(name) for name in ("school_id", "kind", "weekday", "days_ahead", "failures", "trouble", "version")),
        *(sa.column(name, sa.Boolean()) for name in ("active", "all_clear", "inset", "breaks")),
        sa.column("at", sa.Time()),
    )
    off = dict.fromkeys(("active", "all_clear", "inset", "breaks"), False)
    first = {"kind": "personal", "weekday": "0", "days_ahead": 10, "failures": 0, "trouble": "", "version": 0}
    ids = list(op.get_bind().execute(sa.text("SELECT id FROM schools")).scalars())
    op.bulk_insert(schedules, [{"school_id": id, "at": time(7, 45), **off, **first} for id in ids])


def downgrade() -> None:
    op.execute("DELETE FROM digest_schedules WHERE kind = 'personal'")
    op.drop_index("ix_adjustment_notes_school_id_by_on", "adjustment_notes")
    op.drop_table("digest_readers")
