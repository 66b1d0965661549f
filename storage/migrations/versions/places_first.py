"""Channels are looked at again: what one has become, whom it was accepted with, and which school a place is of"""

import json

import sqlalchemy as sa
from alembic import op

revision = "places"
down_revision = "undelivered"
branch_labels = None
depends_on = None

TELLS_APART = ("channel", "conversation", "school")


def upgrade() -> None:
    op.add_column("channels", sa.Column("drift", sa.String(length=40), nullable=True))
    op.add_column("channels", sa.Column("strangers", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("channels", sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_channels_looked_at", "channels", ["looked_at"])
    op.create_table(
        "channel_places",
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_channel_places_school_id"),
        sa.PrimaryKeyConstraint("place", name="pk_channel_places"),
    )
    op.create_table(
        "channel_setups",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("face", sa.String(length=20), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("called", sa.String(length=200), nullable=False),
        sa.Column("strangers", sa.Text(), nullable=False),
        sa.Column("replaces", sa.String(length=500), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_channel_setups_school_id"),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_channel_setups"),
    )
    _claim()


def _claim() -> None:
    """Each place is the school's that set it up first; another that has it too hears so when it is looked at."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text("SELECT face, address, school_id FROM channels ORDER BY coalesce(set_on, '1900-01-01'), school_id")
    )
    whose: dict[str, str] = {}
    for face, address, school_id in rows:
        given = json.loads(address)
        told = {key: given[key] for key in TELLS_APART if key in given}
        whose.setdefault(f"{face} {json.dumps(told, sort_keys=True)}", school_id)
    for place, school_id in whose.items():
        connection.execute(
            sa.text("INSERT INTO channel_places (place, school_id) VALUES (:place, :school)"),
            {"place": place, "school": school_id},
        )


def downgrade() -> None:
    op.drop_table("channel_setups")
    op.drop_table("channel_places")
    op.drop_index("ix_channels_looked_at", "channels")
    for column in ("looked_at", "strangers", "drift"):
        op.drop_column("channels", column)
