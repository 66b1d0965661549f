"""A pupil's rights: holds, requests for erasure, and posts that are to be taken down"""

import sqlalchemy as sa
from alembic import op

revision = "rights"
down_revision = "boundary"
branch_labels = None
depends_on = None


KEPT = (("keep_after_leaving", "30"), ("keep_with_plan", "31"), ("keep_without_plan", "25"))


def upgrade() -> None:
    for name, default in KEPT:
        op.add_column("schools", sa.Column(name, sa.Integer(), nullable=False, server_default=default))
    op.create_table(
        "pupil_holds",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.String(length=60), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_pupil_holds_school_id"),
        sa.PrimaryKeyConstraint("school_id", "pupil_id", "n", name="pk_pupil_holds"),
    )
    op.create_table(
        "erasure_requests",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("account", sa.String(length=60), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("confirmer", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_erasure_requests_school_id"),
        sa.PrimaryKeyConstraint("school_id", "code", "pupil_id", name="pk_erasure_requests"),
    )
    op.create_table(
        "take_downs",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("face", sa.String(length=20), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("post", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_take_downs_school_id"),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_take_downs"),
    )
    op.create_index("ix_take_downs_state_due_at", "take_downs", ["state", "due_at"])


def downgrade() -> None:
    for name, _ in KEPT:
        op.drop_column("schools", name)
    for table in ("take_downs", "erasure_requests", "pupil_holds"):
        op.drop_table(table)
