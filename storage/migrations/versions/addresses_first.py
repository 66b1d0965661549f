"""Somebody who has left can have no address any more: it was given to somebody else"""

import sqlalchemy as sa
from alembic import op

revision = "addresses"
down_revision = "called"
branch_labels = None
depends_on = None

UNIQUE = "uq_staff_school_id_email"
GIVEN = sa.text("email <> ''")


def upgrade() -> None:
    with op.batch_alter_table("staff") as batch:
        batch.drop_constraint(UNIQUE, type_="unique")
    op.create_index(UNIQUE, "staff", ["school_id", "email"], unique=True, sqlite_where=GIVEN, postgresql_where=GIVEN)


def downgrade() -> None:
    op.drop_index(UNIQUE, "staff")
    op.execute("UPDATE staff SET email = id WHERE email = ''")  # nobody's address, and no two are the same
    with op.batch_alter_table("staff") as batch:
        batch.create_unique_constraint(UNIQUE, ["school_id", "email"])
