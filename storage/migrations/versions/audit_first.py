"""The audit, which the database lets nobody change, with what the record of asks tells so far"""

import sqlalchemy as sa
from alembic import op

revision = "audit"
down_revision = "transfer"
branch_labels = None
depends_on = None

PUPIL_OF = (
    "referrals",
    "agency_referrals",
    "parent_requests",
    "cycles",
    "reviews",
    "adjustment_notes",
    "round_robins",
    "assessments",
)
MAY_GO = """OLD.did <> 'removed' AND EXISTS (
    SELECT 1 FROM audit_doors AS door
    JOIN audit AS opened ON opened.school_id = door.school_id AND opened.ask_key = door.ask_key
    WHERE door.school_id = OLD.school_id AND opened.did = 'removed'
    AND (door.pupil_id = OLD.pupil_id OR door.before > OLD.at))"""
"""A removal that the audit itself tells of has opened the door for this row; see `storage.rights.audit.remove`."""
WORDS = "the audit is only added to"

SQLITE = (
    f"CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    f"CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit WHEN NOT ({MAY_GO}) "
    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    # INSERT OR REPLACE deletes without asking the trigger above: what stands stays, and the new row is dropped.
    "CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit AS kept "
    "WHERE kept.school_id = NEW.school_id AND kept.ask_key = NEW.ask_key AND kept.did = NEW.did "
    "AND kept.pupil_id = NEW.pupil_id AND kept.reference = NEW.reference) BEGIN SELECT RAISE(IGNORE); END",
)
POSTGRESQL = (
    f"""CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF {MAY_GO} THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'restrict_violation';
END $$""",
    "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE ON audit "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuses()",
    "CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()",
)


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("ask_key", sa.String(length=340), nullable=False),
        sa.Column("did", sa.String(length=40), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("face", sa.String(length=20), nullable=False),
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_audit_school_id"),
        sa.PrimaryKeyConstraint("school_id", "ask_key", "did", "pupil_id", "reference", name="pk_audit"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_audit_school_id_pupil_id_at", "audit", ["school_id", "pupil_id", "at"])
    op.create_index("ix_audit_school_id_at", "audit", ["school_id", "at"])
    op.create_table(
        "audit_doors",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("ask_key", sa.String(length=340), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=True),
        sa.Column("before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shut", sa.String(length=340), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_audit_doors_school_id"),
        sa.ForeignKeyConstraint(
            ["school_id", "shut"],
            ["audit_doors.school_id", "audit_doors.ask_key"],
            name="fk_audit_doors_school_id_shut",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("school_id", "ask_key", name="pk_audit_doors"),
    )
    _tell_so_far()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(sa.text(statement.replace(":", r"\:")))


def _tell_so_far() -> None:
    """Every ask answered or refused. A look is an ask whose reply was not kept; what role somebody had is not known."""
    of_reference = ", ".join(
        f"(SELECT t.pupil_id FROM {table} AS t WHERE t.school_id = a.school_id AND t.reference = a.about)"  # noqa: S608
        for table in PUPIL_OF
    )
    op.execute(
        sa.text(f"""
        INSERT INTO audit (school_id, ask_key, did, pupil_id, reference, at, person_id, role, face, word)
        SELECT school_id, "key", did, COALESCE(pupil, of_reference, ''),
               CASE WHEN of_reference IS NULL THEN '' ELSE about END, at, person_id, NULL, face, word
        FROM (
            SELECT a.school_id, a."key", a.about, a.at, a.person_id, a.face, a.word,
                   CASE WHEN a.outcome = 'refused' THEN 'refused' WHEN a.reply IS NULL THEN 'looked'
                        ELSE 'changed' END AS did,
                   (SELECT p.id FROM pupils AS p WHERE p.school_id = a.school_id AND p.id = a.about) AS pupil,
                   COALESCE({of_reference}) AS of_reference
            FROM asks AS a WHERE a.outcome IN ('answered', 'refused')
        ) AS told""")  # noqa: S608
    )


def downgrade() -> None:
    op.drop_table("audit_doors")
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text("DROP FUNCTION audit_refuses()"))
