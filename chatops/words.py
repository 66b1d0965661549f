"""The file of words at which a form comes back with whom to tell, as an administrator hands it over."""

from pathlib import Path

from commands.domain.privacy.safeguarding import read_words

MOST_BYTES = 100_000


def read(path: Path) -> tuple[str, ...]:
    """The words and phrases of the file. Raises `ValueError` with a sentence: what is wrong and what to do."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        raise ValueError(f"{path.name} cannot be read. Check where it is and that you may read it.") from None
    if len(content) > MOST_BYTES:
        raise ValueError(f"{path.name} is too big to be a list of words.")
    try:
        return tuple(read_words(content.decode("utf-8")))
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} is not text in UTF-8. Save it as plain text.") from None
