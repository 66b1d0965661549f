"""The referrals of one pupil are found without reading the school's"""

from alembic import op

revision = "pupil"
down_revision = "home"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_referrals_school_id_pupil_id", "referrals", ["school_id", "pupil_id"])


def downgrade() -> None:
    op.drop_index("ix_referrals_school_id_pupil_id", "referrals")
