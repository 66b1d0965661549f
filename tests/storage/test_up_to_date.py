"""The newest shape of the database is known without loading what migrates it."""

import subprocess
import sys
from pathlib import Path

from alembic.script import ScriptDirectory

from storage.migrate import _config
from storage.up_to_date import newest_steps


def test_the_newest_shape_is_the_one_that_migrating_ends_at() -> None:
    assert newest_steps() == set(ScriptDirectory.from_config(_config()).get_heads())


def test_a_bot_that_serves_does_not_hold_what_migrates() -> None:
    code = (
        "import sys; import chatops.app, storage.trials; from storage.up_to_date import newest_steps; newest_steps()\n"
        "print(sorted({'alembic', 'mako'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    said = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
