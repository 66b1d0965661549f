"""Lists as systems export them: pupils without a UPN, admission numbers, imports that can be taken back, series"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "imports"
down_revision = "places"
branch_labels = None
depends_on = None

UNIQUE = "uq_pupils_school_id_upn"
GIVEN = sa.text("upn <> ''")


def upgrade() -> None:
    op.add_column("pupils", sa.Column("admission", sa.String(length=40), nullable=False, server_default=""))
    filed = sa.String(length=420).with_variant(sa.String(length=420, collation="C"), "postgresql")
    op.add_column("pupils", sa.Column("sorted_as", filed, nullable=False, server_default=""))
    _file_pupils()
    with op.batch_alter_table("pupils") as batch:
        batch.drop_constraint(UNIQUE, type_="unique")
    op.create_index(UNIQUE, "pupils", ["school_id", "upn"], unique=True, sqlite_where=GIVEN, postgresql_where=GIVEN)
    op.create_table(
        "imports_done",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_imports_done_school_id"),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_imports_done"),
    )
    op.create_index("ix_imports_done_school_id_at", "imports_done", ["school_id", "at"])
    op.create_table(
        "import_rows",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("import_id", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("of", sa.String(length=40), nullable=False),
        sa.Column("held", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_import_rows_school_id"),
        sa.PrimaryKeyConstraint("school_id", "import_id", "n", name="pk_import_rows"),
    )
    op.create_index("ix_import_rows_school_id_pupil_id", "import_rows", ["school_id", "pupil_id"])
    op.create_table(
        "import_words",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("theirs", sa.String(length=120), nullable=False),
        sa.Column("ours", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_import_words_school_id"),
        sa.PrimaryKeyConstraint("school_id", "kind", "theirs", name="pk_import_words"),
    )
    _series()


def _series() -> None:
    op.create_table(
        "pupil_series",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_pupil_series_school_id"),
        sa.PrimaryKeyConstraint("school_id", "pupil_id", "kind", "year", name="pk_pupil_series"),
    )
    op.create_index("ix_pupil_series_school_id_kind_year", "pupil_series", ["school_id", "kind", "year"])


def _file_pupils() -> None:
    """Those there are, by surname and forename without marks and case; the next import writes it for good."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT school_id, id, surname, forename FROM pupils")).fetchall()
    change = sa.text("UPDATE pupils SET sorted_as = :filed WHERE school_id = :school AND id = :id")
    for school, id, surname, forename in rows:
        filed = "|".join(_bare(name) for name in (surname, forename))[:420]
        connection.execute(change, {"filed": filed, "school": school, "id": id})


def _bare(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c if c.isalnum() else " " for c in apart if not unicodedata.combining(c) and c not in "'’‘`")
    return " ".join(kept.split())


def downgrade() -> None:
    for table in ("pupil_series", "import_words", "import_rows", "imports_done"):
        op.drop_table(table)
    op.drop_index(UNIQUE, "pupils")
    op.execute("UPDATE pupils SET upn = substr(id, 1, 20) WHERE upn = ''")  # nobody's number, and no two are the same
    with op.batch_alter_table("pupils") as batch:
        batch.create_unique_constraint(UNIQUE, ["school_id", "upn"])
        batch.drop_column("sorted_as")
        batch.drop_column("admission")
