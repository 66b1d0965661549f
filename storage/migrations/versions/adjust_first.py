"""Notes of adjustments in class, lesson lines, and looks at lesson cards"""

import sqlalchemy as sa
from alembic import op

revision = "adjust"
down_revision = "digest"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "adjustment_notes",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("own", sa.Text(), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("lesson", sa.String(length=100), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_adjustment_notes_school_id"),
        sa.PrimaryKeyConstraint("school_id", "pupil_id", "n", "version", name="pk_adjustment_notes"),
    )
    op.create_index("ix_adjustment_notes_school_id_how_on", "adjustment_notes", ["school_id", "how", "on"])
    op.create_index("ix_adjustment_notes_school_id_reference", "adjustment_notes", ["school_id", "reference"])
    op.create_table(
        "lesson_lines",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=40), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_lesson_lines_school_id"),
        sa.PrimaryKeyConstraint("school_id", "pupil_id", "n", name="pk_lesson_lines"),
    )
    op.create_table(
        "lesson_looks",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_lesson_looks_school_id"),
        sa.PrimaryKeyConstraint("school_id", "person_id", "group", "at", name="pk_lesson_looks"),
    )


def downgrade() -> None:
    op.drop_table("lesson_looks")
    op.drop_table("lesson_lines")
    op.drop_table("adjustment_notes")
