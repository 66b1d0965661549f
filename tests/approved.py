"""Approved drawings: JSON and HTML files read in review like prose. `APPROVE=1 pytest` writes them anew."""

import json
import os
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def approve(name: str, value: Any) -> None:
    """Compares a value with the approved file `name` under tests/. Raises AssertionError with the difference."""
    path = HERE / name
    drawn = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("APPROVE"):
        path.write_text(drawn, encoding="utf-8")
    assert path.exists(), f"{name} has not been approved yet: run with APPROVE=1, read it, commit it"
    assert json.loads(drawn) == json.loads(path.read_text(encoding="utf-8")), f"{name} is drawn otherwise than approved"


def approve_text(name: str, drawn: str) -> None:
    """As `approve`, for what is drawn as text."""
    path = HERE / name
    if os.environ.get("APPROVE"):
        path.write_text(drawn, encoding="utf-8")
    assert path.exists(), f"{name} has not been approved yet: run with APPROVE=1, read it, commit it"
    assert drawn.split() == path.read_text(encoding="utf-8").split(), f"{name} is drawn otherwise than approved"
