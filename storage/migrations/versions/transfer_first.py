"""A school's local rules; phase transfers: after which years pupils go on, to where, what has been passed on"""

import sqlalchemy as sa
from alembic import op

revision = "transfer"
down_revision = "ehc"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("schools", sa.Column("transfer_years", sa.Text(), nullable=False, server_default='["6", "11"]'))
    op.add_column("schools", sa.Column("local_rules", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "transfers",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("ruleset", sa.String(length=60), nullable=False),
        sa.Column("begun_by", sa.String(length=40), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("stays", sa.Boolean(), nullable=False),
        sa.Column("named_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_transfers_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", name="pk_transfers"),
        sa.UniqueConstraint("school_id", "pupil_id", "year", name="uq_transfers_school_id_pupil_id_year"),
    )
    op.create_table(
        "handovers",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_handovers_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", "what", "n", name="pk_handovers"),
    )


def downgrade() -> None:
    op.drop_table("handovers")
    op.drop_table("transfers")
    op.drop_column("schools", "local_rules")
    op.drop_column("schools", "transfer_years")
