"""What is remembered: tables, migrations, and the records a command asks."""
