"""The keys the settings speak of: from the environment, from a file, or from the one beside the database."""

from pathlib import Path

from chatops.settings import Settings
from storage.sealed.keys import Keyring


def keyring_of(settings: Settings) -> Keyring:
    """A keyring; a key file is looked at when it is first needed, and made by `migrate` alone."""
    if settings.keys:
        return Keyring(settings.keys)
    if settings.chatops_key_file:
        return Keyring(file=Path(settings.chatops_key_file))
    return Keyring.beside(settings.database_url)
