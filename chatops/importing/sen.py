"""SEN provision and types of need as information systems and people spell them: codes, names, several in one cell."""

import re
from dataclasses import dataclass

from chatops.importing.cells import NOTHING
from chatops.importing.headings import NOTHING_TOLD, Told, plain
from chatops.importing.table import Bad
from commands.domain.needs import NEED_TYPES, RETIRED
from commands.domain.pupil import Provision
from commands.domain.words.names import searchable

PROVISION: dict[str, Provision] = {
    **dict.fromkeys(
        ("n", "no", "none", "no sen", "no send", "not sen", "not send", "non sen", "no special educational need",
         "no special educational needs", "no specific educational need", "no provision", "no sen provision",
         "no special provision", "no longer sen", "no longer", "never", "not on register", "not on sen register"),
        Provision.NONE,
    ),
    **dict.fromkeys(
        ("k", "sen support", "send support", "sen k", "sens", "support", "special educational needs support",
         "special educational need support", "sen supported", "sen school support"),
        Provision.SUPPORT,
    ),
    **dict.fromkeys(
        ("e", "ehcp", "ehc plan", "ehc", "ehc p", "education health and care plan", "education health care plan",
         "education health and care plans", "education and health care plan", "ehcp plan", "education health care"),
        Provision.PLAN,
    ),
}  # fmt: skip
RETIRED_PROVISION: dict[str, tuple[Provision, str]] = {
    **dict.fromkeys(
        ("a", "school action", "early years action", "school early years action"),
        (Provision.SUPPORT, "School Action (A) is retired; read as SEN support"),
    ),
    **dict.fromkeys(
        ("p", "school action plus", "early years action plus", "school action plus and statutory assessment"),
        (Provision.SUPPORT, "School Action Plus (P) is retired; read as SEN support"),
    ),
    **dict.fromkeys(
        ("s", "statement", "statemented", "statement of sen", "statement of special educational needs"),
        (Provision.PLAN, "a statement (S) is retired; read as an EHC plan"),
    ),
}


def provision(cell: str, told: Told = NOTHING_TOLD) -> tuple[Provision, str]:
    """What a cell says of SEN provision, and a remark on it or "". A code with words behind it must agree with them."""
    if cell.casefold() in NOTHING:
        return Provision.NONE, ""
    if said := told.of(cell):
        cell = said
    words = _words(cell)
    read = _provision(words)
    if read is None and len(words) > 1:
        by_code = _provision(words[:1]) if len(words[0]) == 1 else _provision(words[-1:])
        rest = words[1:] if len(words[0]) == 1 else words[:-1]
        by_words = _provision(rest)
        if by_code and by_words and by_code[0] is by_words[0]:
            read = by_code if by_code[1] else by_words
        elif by_code and by_words:
            raise Bad("the code and the words behind it say different things; write N, K or E")
    if read is None:
        raise Bad("this is not an SEN status; write N, K or E")
    return read


def _provision(words: list[str]) -> tuple[Provision, str] | None:
    said = " ".join(words)
    if said in RETIRED_PROVISION:
        return RETIRED_PROVISION[said]
    return (PROVISION[said], "") if said in PROVISION else None


SPELLINGS: dict[str, tuple[str, ...]] = {
    "SPLD": ("specific learning difficulty", "specific learning difficulties", "sp ld", "dyslexia", "dyscalculia",
             "specific learning difficulty dyslexia", "specific learning disability"),
    "MLD": ("moderate learning difficulty", "moderate learning difficulties", "moderate learning"),
    "SLD": ("severe learning difficulty", "severe learning difficulties"),
    "PMLD": ("profound and multiple learning difficulty", "profound and multiple learning difficulties",
             "profound multiple learning difficulty", "profound multiple learning difficulties"),
    "SEMH": ("social emotional and mental health", "social emotional mental health",
             "social emotional and mental health needs", "social emotional and mental health difficulties",
             "social emotional and mental health difficulty", "social emotional and mental health need",
             "social mental and emotional health", "social emotional health"),
    "SLCN": ("speech language and communication needs", "speech language and communication need",
             "speech language and communication", "speech language communication needs",
             "speech language communication", "speech language and communication difficulties",
             "speech and language", "speech language"),
    "ASD": ("autistic spectrum disorder", "autism spectrum disorder", "autistic spectrum condition",
            "autism spectrum condition", "autistic spectrum", "autism", "autistic", "asc", "autistic disorder"),
    "HI": ("hearing impairment", "hearing impaired", "deaf", "deafness", "hearing"),
    "VI": ("visual impairment", "vision impairment", "visually impaired", "vision impaired", "sight impairment"),
    "MSI": ("multi sensory impairment", "multisensory impairment", "deafblind", "multi sensory impaired"),
    "PD": ("physical disability", "physical disabilities", "physically disabled", "physical difficulty"),
    "DS": ("down syndrome", "downs syndrome", "down s syndrome"),
    "OTH": ("other difficulty disability", "other difficulty or disability", "other difficulty", "other disability",
            "other difficulties disabilities", "other", "other difficulty and disability"),
    "NSA": ("sen support but no specialist assessment of type of need", "no specialist assessment",
            "no specialist assessment of type of need", "no specialist assessment of need",
            "sen support but no specialist assessment", "sen support no specialist assessment of type of need"),
    "BESD": ("behavioural emotional and social difficulties", "behaviour emotional and social difficulties",
             "behavioural emotional and social difficulty", "behaviour emotional and social difficulty",
             "behaviour emotional social difficulties", "behavioural emotional social difficulties", "ebd"),
}  # fmt: skip
"""The names of the census's types as they are met with, in the form names are compared in."""
NO_NEED = ("none", "no need", "no need recorded", "no needs", "not applicable", "n a", "none recorded", "no sen")
FIRST, SECOND = ("primary", "main", "prime"), ("secondary", "other needs", "additional")
_PASSED_OVER = frozenset(
    ("need", "needs", "type", "rank", "sen", "and", "also", "with", *FIRST, "secondary", "additional")
)

_BY_WORDS: dict[tuple[str, ...], str] = {
    **{tuple(spelling.split()): code for code, all_of in SPELLINGS.items() for spelling in all_of},
    **{(code.casefold(),): code for code in (*NEED_TYPES, *RETIRED)},
}
_LONGEST = max(map(len, _BY_WORDS))
UNKNOWN = f"this is not a type of need; write one of {', '.join(sorted(NEED_TYPES))}"


@dataclass(frozen=True)
class Need:
    """A type of need by its census code, and where it was said to stand: 1 is the first, 0 where nothing was said."""

    code: str
    rank: int


def needs(cell: str, told: Told = NOTHING_TOLD) -> tuple[tuple[Need, ...], list[str]]:
    """The types of need a cell names, in its order, and remarks. A code that begins the cell decides where the words
    behind it name no type of the census. Raises `Bad` when anything in it names none."""
    if cell.casefold() in NOTHING or " ".join(_words(cell)) in NO_NEED:
        return (), []
    if said := told.of(cell):
        cell = said
        if plain(cell) in ("none", "-", ""):
            return (), []
    words = _words(cell)
    found: dict[str, int] = {}
    at, rank, last, unknown = 0, 0, "", False
    while at < len(words):
        code, length = _longest(words, at)
        word = words[at]
        if code:
            found.setdefault(code, rank)
            last, rank, at = code, 0, at + length
        elif word in FIRST and last and not found[last]:
            found[last], at = 1, at + 1
        elif word == "secondary" and last and not found[last]:
            found[last], at = 2, at + 1
        elif word.isdigit() and len(word) == 1:
            rank, at = int(word), at + 1
        elif word in _PASSED_OVER:
            rank = 1 if word in FIRST else 2 if word in ("secondary", "additional") else rank
            at += 1
        else:
            unknown, at = True, at + 1
    remarks = []
    leads = re.match(r"\s*([A-Z]{2,4})\s*[-–—:(/]", cell)
    if unknown:
        if not leads or leads[1] not in (*NEED_TYPES, *RETIRED) or len(found) > 1:
            raise Bad(UNKNOWN)
        remarks.append("read by the code it begins with; its words name no type of the census")
    if not found:
        raise Bad(UNKNOWN)
    if rank and last and not found[last]:
        found[last] = rank  # “SPLD 1”: the rank stands behind
    for old, new in RETIRED.items():
        if old in found:
            remarks.append(f"{old} is retired; read as {new.code}")
            found = {new.code if code == old else code: at for code, at in found.items()}
    return tuple(Need(code, rank) for code, rank in found.items()), remarks


def in_rank(found: list[Need]) -> list[str]:
    """Codes by their rank, those without one after the first of them, each once."""
    ordered = sorted(enumerate(found), key=lambda one: (one[1].rank or 1.5, one[0]))
    return list(dict.fromkeys(need.code for _, need in ordered))


def _longest(words: list[str], at: int) -> tuple[str, int]:
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        if code := _BY_WORDS.get(tuple(words[at : at + length])):
            return code, length
    return "", 1


def _words(cell: str) -> list[str]:
    return searchable(cell.replace("&", " and ").replace("'", "").replace("’", "")).split()
