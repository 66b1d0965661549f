"""Schools, staff, pupils, referrals, asks and notices"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identities",
        sa.Column("face", sa.String(length=20), nullable=False),
        sa.Column("team", sa.String(length=80), nullable=False),
        sa.Column("user", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("face", "team", "user", name="pk_identities"),
    )
    op.create_index("ix_identities_email", "identities", ["email"], unique=False)

    op.create_table(
        "schools",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("safeguarding_lead", sa.String(length=300), nullable=False),
        sa.Column("reply_routine", sa.Integer(), nullable=False),
        sa.Column("reply_soon", sa.Integer(), nullable=False),
        sa.Column("reply_urgent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_schools"),
        sa.UniqueConstraint("name", name="uq_schools_name"),
    )
    op.create_table(
        "asks",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("face", sa.String(length=20), nullable=False),
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_asks_school_id"),
        sa.PrimaryKeyConstraint("school_id", "key", name="pk_asks"),
    )
    op.create_index("ix_asks_school_id_about_at", "asks", ["school_id", "about", "at"], unique=False)

    op.create_table(
        "channels",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("face", sa.String(length=20), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("called", sa.String(length=200), nullable=False),
        sa.Column("set_by", sa.String(length=40), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=True),
        sa.Column("trouble", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_channels_school_id"),
        sa.PrimaryKeyConstraint("school_id", "name", name="pk_channels"),
    )
    op.create_table(
        "notices",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("ask_key", sa.String(length=300), nullable=False),
        sa.Column("to", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(length=500), nullable=False),
        sa.Column("face", sa.String(length=20), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("post", sa.String(length=500), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_notices_school_id"),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_notices"),
    )
    op.create_index("ix_notices_face_address", "notices", ["face", "address"], unique=False)
    op.create_index("ix_notices_school_id_to_subject", "notices", ["school_id", "to", "subject"], unique=False)
    op.create_index("ix_notices_state_due_at", "notices", ["state", "due_at"], unique=False)

    op.create_table(
        "pupils",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("upn", sa.String(length=20), nullable=False),
        sa.Column("surname", sa.String(length=200), nullable=False),
        sa.Column("forename", sa.String(length=200), nullable=False),
        sa.Column("preferred", sa.String(length=200), nullable=False),
        sa.Column("born", sa.Date(), nullable=True),
        sa.Column("year", sa.String(length=4), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("provision", sa.String(length=40), nullable=False),
        sa.Column("primary_need", sa.String(length=10), nullable=False),
        sa.Column("secondary_need", sa.String(length=10), nullable=False),
        sa.Column("pupil_premium", sa.Boolean(), nullable=False),
        sa.Column("eal", sa.Boolean(), nullable=False),
        sa.Column("in_care", sa.Boolean(), nullable=False),
        sa.Column("attendance", sa.Float(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("sought", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_pupils_school_id"),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_pupils"),
        sa.UniqueConstraint("school_id", "upn", name="uq_pupils_school_id_upn"),
    )
    op.create_table(
        "referral_events",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_referral_events_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", "n", name="pk_referral_events"),
    )
    op.create_table(
        "referrals",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("year", sa.String(length=4), nullable=False),
        sa.Column("raised_by", sa.String(length=40), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=False),
        sa.Column("areas", sa.String(length=200), nullable=False),
        sa.Column("urgency", sa.String(length=40), nullable=False),
        sa.Column("noticed", sa.Text(), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("tried_for", sa.String(length=40), nullable=False),
        sa.Column("tried_effect", sa.String(length=40), nullable=False),
        sa.Column("hoped", sa.Text(), nullable=False),
        sa.Column("parents_told", sa.Boolean(), nullable=False),
        sa.Column("parents_told_on", sa.Date(), nullable=True),
        sa.Column("parents_view", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("also_tried", sa.Text(), nullable=False),
        sa.Column("also_tried_for", sa.String(length=40), nullable=True),
        sa.Column("also_tried_effect", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("taken_by", sa.String(length=40), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("closed_as", sa.String(length=40), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("not_send_reason", sa.String(length=40), nullable=True),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("universal_adjustments", sa.Text(), nullable=False),
        sa.Column("delivered_by", sa.Text(), nullable=False),
        sa.Column("monitor_until", sa.Date(), nullable=True),
        sa.Column("review_trigger", sa.Text(), nullable=False),
        sa.Column("parents_informed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_referrals_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", name="pk_referrals"),
    )
    op.create_index("ix_referrals_school_id_raised_by", "referrals", ["school_id", "raised_by"], unique=False)
    op.create_index(
        "ix_referrals_school_id_state_raised_on", "referrals", ["school_id", "state", "raised_on"], unique=False
    )

    op.create_table(
        "staff",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("left", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_staff_school_id"),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_staff"),
        sa.UniqueConstraint("school_id", "email", name="uq_staff_school_id_email"),
    )
    op.create_index("ix_staff_email", "staff", ["email"], unique=False)

    op.create_table(
        "term_dates",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_term_dates_school_id"),
        sa.PrimaryKeyConstraint("school_id", "kind", "first", name="pk_term_dates"),
    )


def downgrade() -> None:
    op.drop_table("term_dates")
    op.drop_table("staff")
    op.drop_table("referrals")
    op.drop_table("referral_events")
    op.drop_table("pupils")
    op.drop_table("notices")
    op.drop_table("channels")
    op.drop_table("asks")
    op.drop_table("schools")
    op.drop_table("identities")
