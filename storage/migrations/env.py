"""What Alembic runs: the steps, on the connection `storage.migrate` hands over."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter a column; a batch copies the table
)
with context.begin_transaction():
    context.run_migrations()
