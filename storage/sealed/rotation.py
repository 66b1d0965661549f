"""Changing the key: a new one seals from now on, everything is sealed anew with it, then the old one is dropped.

The order, with a key file: the file has the new key before the old one; every process looks at the file before it seals
something, and again when it meets something it cannot open, so from this moment all of them seal with the new key and
open with both. Transactions begun before are waited for. Then everything is sealed anew; when nothing is left under the
old key, it leaves the file. Whenever that is interrupted, two keys stand in the file, and the next run goes on.

Keys from the environment reach a process when it starts, so there the order is the administrator's: the new key second
everywhere, then first everywhere, then this, then the old key is taken out.
"""

from contextlib import nullcontext
from dataclasses import dataclass

from storage.sealed.key_files import KeyTrouble, changing, replace
from storage.sealed.keys import Keyring, fingerprint, new_key
from storage.sealed.sealing import (
    Told,
    check,
    engine_for,
    forget_other_keys,
    note_key,
    others_have_ended,
    seal_all,
    tidy,
)


@dataclass(frozen=True)
class Rotated:
    """Which key seals now, which are needed no more (by fingerprint), and how many rows were sealed anew."""

    first: str
    dropped: tuple[str, ...]
    rows: int


def rotate(url: str, keyring: Keyring, told: Told = lambda done, of: None) -> Rotated:
    """Changes the key of the database at `url`, which is up to date, while others serve from it. Raises `KeyTrouble`,
    and leaves what is readable readable, when it cannot be done or another process is at it."""
    engine = engine_for(url, keyring)
    try:
        with changing(keyring.file) if keyring.file else nullcontext():
            ring = check(engine, keyring)
            if len(ring.keys) == 1:
                if keyring.file is None:
                    raise KeyTrouble(
                        "CHATOPS_KEYS has one key. Make another with: chatops key new. Put it second in CHATOPS_KEYS "
                        "and start every `chatops serve` anew; then put it first, start them anew again, and run this."
                    )
                replace(keyring.file, [new_key(), *ring.keys])
                ring = keyring.present()
            note_key(engine, ring)
            others_have_ended(engine)
            rows = seal_all(engine, keyring, told)
            forget_other_keys(engine, ring)
            if keyring.file:
                replace(keyring.file, ring.keys[:1])
            tidy(engine, wholly=False)
            return Rotated(ring.names[0], tuple(fingerprint(key) for key in ring.keys[1:]), rows)
    finally:
        engine.dispose()
