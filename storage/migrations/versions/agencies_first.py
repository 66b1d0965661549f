"""Agencies, referrals to them, appointments and recommendations; contact with parents, and parents' requests"""

import sqlalchemy as sa
from alembic import op

revision = "agencies"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agencies",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("wait_weeks", sa.Integer(), nullable=False),
        sa.Column("consent", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_agencies_school_id"),
        sa.PrimaryKeyConstraint("school_id", "key", name="pk_agencies"),
    )
    op.create_table(
        "agency_referrals",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("agency", sa.String(length=80), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("started_by", sa.String(length=40), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("consent_by", sa.String(length=40), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_scope", sa.Text(), nullable=False),
        sa.Column("consent_until", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("chase_on", sa.Date(), nullable=True),
        sa.Column("re_refer_by", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_agency_referrals_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", name="pk_agency_referrals"),
    )
    op.create_index("ix_agency_referrals_school_id_pupil_id", "agency_referrals", ["school_id", "pupil_id"])
    op.create_index(
        "ix_agency_referrals_school_id_state_sent_on", "agency_referrals", ["school_id", "state", "sent_on"]
    )
    op.create_table(
        "agency_events",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_agency_events_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", "n", name="pk_agency_events"),
    )
    op.create_table(
        "appointments",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("attends", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("report_due", sa.Date(), nullable=True),
        sa.Column("report_title", sa.Text(), nullable=False),
        sa.Column("report_on", sa.Date(), nullable=True),
        sa.Column("report_link", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_appointments_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", "n", name="pk_appointments"),
    )
    op.create_index("ix_appointments_school_id_on", "appointments", ["school_id", "on"])
    op.create_table(
        "recommendations",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("adoption", sa.String(length=40), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_recommendations_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", "n", name="pk_recommendations"),
    )
    op.create_table(
        "contacts",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("logged_by", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("action_by", sa.Date(), nullable=True),
        sa.Column("also_action", sa.Text(), nullable=False),
        sa.Column("also_action_by", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_contacts_school_id"),
        sa.PrimaryKeyConstraint("school_id", "pupil_id", "n", name="pk_contacts"),
    )
    op.create_index("ix_contacts_school_id_on", "contacts", ["school_id", "on"])
    op.create_table(
        "parent_requests",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("logged_by", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("who", sa.String(length=40), nullable=False),
        sa.Column("to", sa.String(length=40), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_parent_requests_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", name="pk_parent_requests"),
    )
    op.create_index("ix_parent_requests_school_id_pupil_id", "parent_requests", ["school_id", "pupil_id"])


def downgrade() -> None:
    op.drop_table("parent_requests")
    op.drop_table("contacts")
    op.drop_table("recommendations")
    op.drop_table("appointments")
    op.drop_table("agency_events")
    op.drop_table("agency_referrals")
    op.drop_table("agencies")
