"""Keys: what is sealed with the first of a ring is opened with any; a ring and its errors show no key."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect
from sqlalchemy.engine import make_url

from storage.sealed.key_files import KeyTrouble, Seen, keys_in, make, seen

MARK = "sealed:"
"""What everything sealed begins with; then comes the key's fingerprint, a colon, and the token."""


def new_key() -> str:
    """A key nobody has had before."""
    return Fernet.generate_key().decode()


def is_key(text: str) -> bool:
    """Whether this could be a key: 32 bytes, as URL-safe base64."""
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


def fingerprint(key: str) -> str:
    """Eight letters by which a key can be named without showing it."""
    return hashlib.sha256(b"chatops key " + key.encode()).hexdigest()[:8]


def sealed_with(kept: str) -> str | None:
    """The fingerprint of the key this was sealed with; None for what lies open."""
    mark, _, rest = kept.partition(":")
    name, colon, _ = rest.partition(":")
    return name if f"{mark}:" == MARK and colon and len(name) == 8 else None


class Ring:
    """Keys in their order: the first seals, all open. Raises `ValueError`, which quotes none, for what is no key."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys or not all(map(is_key, keys)):
            raise ValueError("a key is 32 bytes, written as URL-safe base64")
        self.keys = tuple(dict.fromkeys(keys))
        self.names = tuple(map(fingerprint, self.keys))
        self.mark = f"{MARK}{self.names[0]}:"
        self._fernet = MultiFernet([Fernet(key) for key in self.keys])

    def __repr__(self) -> str:
        return f"Ring({', '.join(self.names)})"

    def seal(self, words: str) -> str:
        return self.mark + self._fernet.encrypt(words.encode()).decode("ascii")

    def open(self, kept: str) -> str | None:
        """The words, or None when no key of the ring opens them or they have been tampered with."""
        try:
            return self._fernet.decrypt(kept.rpartition(":")[2]).decode()
        except InvalidToken:
            return None


class Keyring:
    """The ring a database is opened with: of these keys for good, or of the file's, looked at whenever it changes.

    One process may change the file while others serve. So before anything is sealed it is looked at whether the file is
    still the same (a stat, some microseconds), and something that cannot be opened is tried again with the file as it
    is now. What the file no longer has still opens here: a look begun before may yet meet it.

    `made` says whether the file was made by this ring, so that people can be told to keep a copy.
    """

    def __init__(self, keys: Sequence[str] = (), *, file: Path | None = None) -> None:
        self.file, self.made = file, False
        self._seen: Seen | None = None
        self._ring: Ring | None = Ring(keys) if file is None else None
        self._once: tuple[str, ...] = ()

    @classmethod
    def beside(cls, url: str) -> "Keyring":
        """That of a database nothing else was said about: the file beside it (in the working directory for one on
        PostgreSQL), or a key for as long as a database in memory lasts."""
        address = make_url(url)
        if address.get_backend_name() != "sqlite":
            return cls(file=Path("chatops.key"))
        if address.database in (None, "", ":memory:"):
            return cls([new_key()])
        return cls(file=Path(f"{address.database}.key"))

    def __repr__(self) -> str:
        return f"Keyring({self.where})"

    @property
    def where(self) -> str:
        """Where the keys are, for a sentence."""
        return str(self.file) if self.file else "CHATOPS_KEYS"

    def present(self) -> Ring:
        """The ring as it is now. Raises `KeyTrouble` when the file is away, open to others, or holds no key."""
        if self.file is None:
            assert self._ring  # noqa: S101 - made when the ring was
            return self._ring
        now = seen(self.file)
        if self._ring is None or now != self._seen:
            keys, self._seen = keys_in(self.file)
            try:
                self._ring = Ring(keys)
            except ValueError:
                self._seen = None
                raise KeyTrouble(f"{self.file} holds no key, or something else. Put it back from your copy.") from None
            self._once = tuple(dict.fromkeys((*self._ring.keys, *self._once)))
        return self._ring

    def make_if_missing(self) -> None:
        """Makes the file with a new key, readable by its owner alone, unless it is there."""
        if self.file and not self.file.exists():
            self.made = make(self.file, new_key())

    def seal(self, words: str) -> str:
        """The words sealed; nothing stays nothing. Raises `KeyTrouble`: what nobody could open is not written."""
        return self.present().seal(words) if words else words

    def open(self, kept: str) -> str:
        """The words. Those that lie open (written by an older version while the database was brought up to date)
        are given as they are. Raises `KeyTrouble` when no key opens them."""
        name = sealed_with(kept)
        if name is None:
            return kept
        words = (self._ring or self.present()).open(kept)
        if words is None and self.file:
            self.present()
            words = Ring(self._once).open(kept)
        if words is None:
            raise KeyTrouble(f"Something was sealed with key {name}, which is not in {self.where}, or was changed.")
        return words


_HELD: WeakKeyDictionary[Dialect, Keyring] = WeakKeyDictionary()


def hold(dialect: Dialect, keyring: Keyring) -> None:
    """From now on, columns of the engine that speaks this dialect (each has its own) are sealed and opened with it."""
    _HELD[dialect] = keyring


def held_by(dialect: Dialect) -> Keyring:
    return _HELD[dialect]
