"""EHC needs assessments: their facts, with every word on each, and exceptions claimed"""

import sqlalchemy as sa
from alembic import op

revision = "ehc"
down_revision = "senco"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assessments",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("ruleset", sa.String(length=60), nullable=False),
        sa.Column("begun_by", sa.String(length=40), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("ended_as", sa.String(length=40), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_assessments_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", name="pk_assessments"),
    )
    op.create_index("ix_assessments_school_id_pupil_id", "assessments", ["school_id", "pupil_id"])
    op.create_index("ix_assessments_school_id_ended_as", "assessments", ["school_id", "ended_as"])
    op.create_table(
        "clock_facts",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("fact", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_clock_facts_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", "fact", "n", name="pk_clock_facts"),
    )
    op.create_table(
        "exception_claims",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_exception_claims_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", "n", name="pk_exception_claims"),
    )


def downgrade() -> None:
    op.drop_table("exception_claims")
    op.drop_table("clock_facts")
    op.drop_table("assessments")
