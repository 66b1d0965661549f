"""Whether the real PostgreSQL of the tests can be started: it refuses to run as root, so root needs a user for it."""

import os
import pwd
import shutil
from collections.abc import MutableMapping

USER = "pgserver"
"""Whom the package that brings PostgreSQL makes and runs it as."""
SYSTEM = "/usr/sbin:/sbin"
"""Where `useradd` lies, which root's own PATH often leaves out."""
NO_USERADD = (
    "The tests start a PostgreSQL, which does not run as root, and this machine has no `useradd` to make a user for "
    "it: install it (Debian: apt-get install passwd), or run `make test` as another user than root."
)


def why_not(environ: MutableMapping[str, str], *, root: bool, users: frozenset[str], system: str = SYSTEM) -> str:
    """The sentence that says what to do, "" when it can be started. Root's PATH in `environ` gets what it lacks."""
    if not root:
        return ""
    path = environ.get("PATH", "").split(":")
    environ["PATH"] = ":".join([*path, *(place for place in system.split(":") if place not in path)])
    return "" if USER in users or shutil.which("useradd", path=environ["PATH"]) else NO_USERADD


def why_not_here() -> str:
    """The same for this process and machine."""
    if not hasattr(os, "geteuid"):
        return ""
    return why_not(os.environ, root=os.geteuid() == 0, users=frozenset(user.pw_name for user in pwd.getpwall()))
