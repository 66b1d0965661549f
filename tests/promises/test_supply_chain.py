"""Promises about what is installed: every package pinned with its hashes, and the service runs without our tools."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([a-z0-9.-]+)==\S+", re.MULTILINE)
TOOLS = {"bandit", "hypothesis", "mypy", "pip-audit", "pytest", "ruff", "setuptools"}


def requirements(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text()


@pytest.mark.parametrize("name", ["run", "dev", "audit", "pictures"])
def test_every_package_is_pinned_to_one_version_with_its_hashes_and_comes_from_no_address(name: str) -> None:
    text = requirements(name)
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert PINNED.match(block), block
        assert "--hash=sha256:" in block, block
    assert "://" not in text


def test_what_tests_and_audits_is_not_among_what_runs() -> None:
    assert not TOOLS & set(PINNED.findall(requirements("run")))
    assert {"bandit", "pip-audit"} <= set(PINNED.findall(requirements("audit")))
