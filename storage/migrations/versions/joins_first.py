"""What a plan took from an agency's advice; the day a step with an agency was taken, beside the day it was recorded"""

import sqlalchemy as sa
from alembic import op

revision = "joins"
down_revision = "pupil"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "provision_lines", sa.Column("recommendation", sa.String(length=20), nullable=False, server_default="")
    )
    op.add_column("provision_lines", sa.Column("advised_by", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_provision_lines_school_id_recommendation", "provision_lines", ["school_id", "recommendation"])
    op.add_column("agency_events", sa.Column("on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("agency_events", "on")
    op.drop_index("ix_provision_lines_school_id_recommendation", "provision_lines")
    op.drop_column("provision_lines", "advised_by")
    op.drop_column("provision_lines", "recommendation")
