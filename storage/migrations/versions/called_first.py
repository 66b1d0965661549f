"""The audit says what somebody was called when a line was written; lines from before, what they are called now"""

import sqlalchemy as sa
from alembic import op

revision = "called"
down_revision = "machine"
branch_labels = None
depends_on = None

WORDS = "the audit is only added to"
NAMED = """UPDATE audit SET name = (
    SELECT staff.name FROM staff WHERE staff.school_id = audit.school_id AND staff.id = audit.person_id)
WHERE EXISTS (SELECT 1 FROM staff WHERE staff.school_id = audit.school_id AND staff.id = audit.person_id)"""


def upgrade() -> None:
    """The triggers let nobody change a line, a migration neither: the new column is filled while they are away, in the
    one transaction that puts them back."""
    op.add_column("audit", sa.Column("name", sa.String(length=200), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_is_not_changed")
        op.execute(NAMED)
        op.execute(
            f"CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )
    else:
        op.execute("ALTER TABLE audit DISABLE TRIGGER audit_is_not_changed")
        op.execute(NAMED)
        op.execute("ALTER TABLE audit ENABLE TRIGGER audit_is_not_changed")


def downgrade() -> None:
    op.drop_column("audit", "name")
