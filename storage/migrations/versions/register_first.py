"""The SEN register's history and clashes; the checklist of a referral, its outcome and its decision"""

import sqlalchemy as sa
from alembic import op

revision = "register"
down_revision = "plans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_entries",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("provision", sa.String(length=40), nullable=False),
        sa.Column("primary_need", sa.String(length=10), nullable=False),
        sa.Column("secondary_need", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("parents_informed_on", sa.Date(), nullable=True),
        sa.Column("monitor_until", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referral", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_register_entries_school_id"),
        sa.PrimaryKeyConstraint("school_id", "pupil_id", "n", name="pk_register_entries"),
    )
    op.create_table(
        "register_clashes",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("provision", sa.String(length=40), nullable=False),
        sa.Column("primary_need", sa.String(length=10), nullable=False),
        sa.Column("secondary_need", sa.String(length=10), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("settled_by", sa.String(length=40), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_register_clashes_school_id"),
        sa.PrimaryKeyConstraint("school_id", "pupil_id", name="pk_register_clashes"),
    )
    op.create_index(
        "ix_register_clashes_school_id_state_found_on",
        "register_clashes",
        ["school_id", "state", "found_on"],
        unique=False,
    )
    op.create_table(
        "referral_checks",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_referral_checks_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", "n", name="pk_referral_checks"),
    )
    op.create_table(
        "referral_decisions",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("in_place", sa.Text(), nullable=False),
        sa.Column("delivered_by", sa.Text(), nullable=False),
        sa.Column("monitor_until", sa.Date(), nullable=True),
        sa.Column("review_trigger", sa.Text(), nullable=False),
        sa.Column("parents_informed_on", sa.Date(), nullable=True),
        sa.Column("areas", sa.String(length=200), nullable=False),
        sa.Column("primary_need", sa.String(length=10), nullable=False),
        sa.Column("secondary_need", sa.String(length=10), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.String(length=200), nullable=False),
        sa.Column("evidence_lines", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_referral_decisions_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", name="pk_referral_decisions"),
    )
    op.add_column("referrals", sa.Column("outcome", sa.String(length=40), nullable=True))
    # Until now there was one thing to decide.
    op.execute("UPDATE referrals SET outcome = 'not_send_universal' WHERE state = 'decided'")


def downgrade() -> None:
    op.drop_column("referrals", "outcome")
    op.drop_table("referral_decisions")
    op.drop_table("referral_checks")
    op.drop_index("ix_register_clashes_school_id_state_found_on", table_name="register_clashes")
    op.drop_table("register_clashes")
    op.drop_table("register_entries")
