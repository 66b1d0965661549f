"""The agencies outside the school a pupil may be referred to: their names, usual waits and whose consent each needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled
from commands.domain.words.names import searchable


class ConsentRule(Labelled):
    """What an agency needs from the family before a referral may be sent.

    This is consent to refer and to share, under the duty of confidentiality; it is not the school's lawful basis.
    """

    SIGNED = "signed", "Signed consent of the parent, or of the pupil if 16 or over"
    DISCUSSED = "discussed", "A talk with the parent, and their consent"
    PARENT = "parent", "Consent of the parent, or of the pupil if 16 or over"
    COMPETENT = "competent", "Consent of the parent, or of a pupil competent to decide"
    INFORMED = "informed", "That the parent has been informed"

    @property
    def pupil_from(self) -> int:
        """The age from which the pupil's own word is enough; 0 where it is a matter of competence."""
        return 0 if self is ConsentRule.COMPETENT else 16


@dataclass(frozen=True, repr=False)
class Agency(Discreet):
    """One agency as a school knows it. `wait_weeks` is how long from sending to an appointment is usual there."""

    school_id: str
    key: str
    name: str
    wait_weeks: int
    consent: ConsentRule


def _standard(key: str, name: str, wait_weeks: int, consent: ConsentRule) -> Agency:
    return Agency("", key, name, wait_weeks, consent)


# No law sets these waits, save one: the local authority answers a request for an EHC needs assessment within six
# weeks (SI 2014/1530, regulation 5(1)). The others are starting points; a school puts its own in by `add agency`.
# Children's services and early help are left out on purpose: a protection concern goes to the designated
# safeguarding lead, who refers it without this tool, and no record of it belongs here.
STANDARD: tuple[Agency, ...] = (
    _standard("ep", "Educational psychologist", 12, ConsentRule.SIGNED),
    _standard("salt", "Speech and language therapy", 18, ConsentRule.DISCUSSED),
    _standard("ot", "Occupational therapy", 18, ConsentRule.PARENT),
    _standard("physio", "Physiotherapy", 18, ConsentRule.PARENT),
    _standard("camhs", "CAMHS / MHST", 18, ConsentRule.COMPETENT),
    _standard("paed", "Community paediatrician", 18, ConsentRule.PARENT),
    _standard("hi_vi", "Teachers of the deaf / vision impaired", 6, ConsentRule.PARENT),
    _standard("spec_teacher", "Learning, behaviour or autism outreach", 6, ConsentRule.PARENT),
    _standard("la_send", "LA SEND / EHC team", 6, ConsentRule.INFORMED),
    _standard("ewo", "Education welfare / attendance", 4, ConsentRule.INFORMED),
    _standard("other", "Another agency", 12, ConsentRule.PARENT),
)
LONGEST_WAIT = 208
"""Weeks. Waits of years are real; a wait beyond four of them is a slip of the finger."""


def known_agencies(own: Iterable[Agency]) -> dict[str, Agency]:
    """The standard agencies with the school's own waits, then the school's additions by name; by key."""
    known = {agency.key: agency for agency in STANDARD}
    for agency in sorted(own, key=lambda a: searchable(a.name)):
        known[agency.key] = agency
    return known


_SMALL = frozenset(["a", "an", "and", "for", "la", "nhs", "of", "service", "services", "team", "the"])


def agency_called(words: str, known: Mapping[str, Agency]) -> Agency | None:
    """The one agency that words somebody typed can mean ("SaLT", "ed psych", "speech therapist at Larkfield").

    None where they can mean none or several: then a person chooses.
    """
    sought = _telling(words)
    if not sought:
        return None
    for agency in known.values():
        if sought in (_telling(agency.name), _telling(agency.key)):
            return agency
    found = [
        agency
        for agency in known.values()
        if agency.key != "other"
        and (_all_in(sought, _telling(agency.name)) or _all_in(_telling(agency.name), sought) or agency.key in sought)
    ]
    return found[0] if len(found) == 1 else None


def _telling(words: str) -> tuple[str, ...]:
    return tuple(word for word in searchable(words).split() if word not in _SMALL)


def _all_in(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether each word is one of the others, cut short, or with another ending ("therapist", "therapy")."""

    def is_one(word: str) -> bool:
        return any(other.startswith(word) or (len(word) > 4 and other[:5] == word[:5]) for other in others)

    return bool(some) and all(map(is_one, some))


def as_the_school_says(school_id: str, name: str, wait_weeks: int) -> Agency | None:
    """An agency the school adds, or its own wait for a standard one it names. None when the name has no letters."""
    sought = searchable(name)
    if not sought:
        return None
    for agency in STANDARD:
        if searchable(agency.name) == sought:
            return replace(agency, school_id=school_id, wait_weeks=wait_weeks)
    return Agency(school_id, "own-" + sought.replace(" ", "-"), name, wait_weeks, ConsentRule.PARENT)


def agency_name(known: Mapping[str, Agency], key: str) -> str:
    """What an agency is called, by its key; what was referred to one since taken off the list is still told."""
    return known[key].name if key in known else "An agency no longer listed"
