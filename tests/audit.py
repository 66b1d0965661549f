"""`make audit`: bandit over what is shipped, pip-audit over every pinned package; the exceptions and their reasons.

Runs in an environment of its own that holds nothing but the two tools, so it imports the standard library alone.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOOLS = Path(sys.executable).parent
SHIPPED = ("chatops", "commands", "storage", "manifests")
PINNED = ("run", "dev", "audit", "pictures")

NOT_ASKED = {
    "B101": "An assert here tells the type checker what the line above has proved; none is a guard. Ruff's S101 makes "
    "each say so where it stands.",
}
"""Checks of bandit's that are left out, and why."""
NOT_READ = {
    "chatops/demo/people.py": "Invents the demo's pupils with a seeded generator, the same each time (B311): nothing "
    "in it is secret. Ruff's other security rules still read it.",
    "storage/migrations/versions/audit_first.py": "Writes SQL with names of tables that stand in the same file "
    "(B608): nothing of anybody's is in it.",
}
"""Files that bandit does not read, and why."""
KNOWN: dict[str, str] = {}
"""Advisories (by id) about a pinned package that do not concern us, and why."""

UNREACHABLE = (
    "pip-audit could not ask PyPI's advisory database about every package in {file}, so nothing is known of them. "
    "Run “make audit” where the package index and its advisories can be reached. It said: {why}"
)


def code() -> bool:
    """Whether bandit finds nothing but what is explained above."""
    left_out = ["--skip", ",".join(NOT_ASKED), "--exclude", ",".join(f"./{file}" for file in NOT_READ)]
    folders = [f"./{folder}" for folder in SHIPPED]
    return _ran(["bandit", "--quiet", "--recursive", *left_out, *folders]).returncode == 0


def packages(pinned: str) -> bool:
    """Whether no advisory is known about a file of pinned packages. They are taken as pinned, nothing is resolved;
    `--strict` makes a package that could not be asked about a failure, which otherwise passes for a clean one."""
    file = f"requirements/{pinned}.txt"
    ignored = [part for id in KNOWN for part in ("--ignore-vuln", id)]
    how = ["--strict", "--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]
    ran = _ran(["pip-audit", "-r", file, *how, *ignored], quiet=True)
    try:
        found = [
            f"{one['name']} {one['version']}: {advisory['id']}, mended in {', '.join(advisory['fix_versions']) or '–'}"
            for one in json.loads(ran.stdout)["dependencies"]
            for advisory in one.get("vulns", ())
        ]
    except ValueError:
        why = (ran.stderr.strip().splitlines() or ["nothing"])[-1]
        print(UNREACHABLE.format(file=file, why=why))
        return False
    print("\n".join(found) or f"{file}: no advisory is known.")
    return not found and ran.returncode == 0


def _ran(command: Sequence[str], *, quiet: bool = False) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(TOOLS / command[0]), *command[1:]], cwd=ROOT, text=True, capture_output=quiet, check=False
    )


def main() -> int:
    clean = code()
    print("The code: bandit found nothing." if clean else "The code: see what bandit found above.")
    for check, why in (NOT_ASKED | NOT_READ | KNOWN).items():
        print(f"  Left out, {check}: {why}")
    return 0 if all([clean, *(packages(pinned) for pinned in PINNED)]) else 1


if __name__ == "__main__":
    sys.exit(main())
