"""Need: the four broad areas of the SEND Code of Practice (2015, chapter 6), and the types of the school census."""

from commands.domain.words.labelled import Labelled


class AreaOfNeed(Labelled):
    """One of the Code's four broad areas. A pupil may have needs in several."""

    COMMUNICATION = (
        "communication_interaction",
        "Communication and interaction",
        "Speech, language, understanding others, autism",
    )
    COGNITION = "cognition_learning", "Cognition and learning", "Slower progress; reading, writing, number, memory"
    SEMH = "semh", "Social, emotional and mental health", "Anxiety, withdrawal, behaviour, attention"
    SENSORY = "sensory_physical", "Sensory and/or physical", "Hearing, sight, movement, sensory needs"


class NeedType(Labelled):
    """A type of need as the school census codes it: the 14 of the DfE's Common Basic Data Set, May 2026.

    The value is the census code. `DS` is a reason for exclusion in another code set: never look a code up without
    saying which set is meant.
    """

    SPLD = "SPLD", "Specific learning difficulty", "SPLD"
    MLD = "MLD", "Moderate learning difficulty", "MLD"
    SLD = "SLD", "Severe learning difficulty", "SLD"
    PMLD = "PMLD", "Profound & multiple learning difficulty", "PMLD"
    SEMH = "SEMH", "Social, emotional and mental health", "SEMH"
    SLCN = "SLCN", "Speech, language and communication needs", "SLCN"
    ASD = "ASD", "Autistic spectrum disorder", "ASD"
    HI = "HI", "Hearing impairment", "HI"
    VI = "VI", "Vision impairment", "VI"
    MSI = "MSI", "Multi-sensory impairment", "MSI"
    PD = "PD", "Physical disability", "PD"
    DS = "DS", "Down syndrome", "DS; in the census since January 2025"
    OTH = "OTH", "Other difficulty/disability", "OTH"
    NSA = "NSA", "SEN support but no specialist assessment of type of need", "NSA; with SEN support only"

    @property
    def code(self) -> str:
        return str(self.value)

    @property
    def area(self) -> AreaOfNeed | None:
        """The broad area it belongs to; None where it belongs to none (DS, OTH, NSA)."""
        return next((area for area, types in BY_AREA.items() if self in types), None)


BY_AREA: dict[AreaOfNeed, frozenset[NeedType]] = {
    AreaOfNeed.COMMUNICATION: frozenset({NeedType.SLCN, NeedType.ASD}),
    AreaOfNeed.COGNITION: frozenset({NeedType.SPLD, NeedType.MLD, NeedType.SLD, NeedType.PMLD}),
    AreaOfNeed.SEMH: frozenset({NeedType.SEMH}),
    AreaOfNeed.SENSORY: frozenset({NeedType.HI, NeedType.VI, NeedType.MSI, NeedType.PD}),
}
"""As local authorities' census guidance groups them. Down syndrome is left to the pupil's own profile of need."""

NEED_TYPES: dict[str, NeedType] = {need.code: need for need in NeedType}
RETIRED: dict[str, NeedType] = {"BESD": NeedType.SEMH}
"""Codes a file may still hold, and what each became (BESD: SEMH, 2014/15). They cannot be chosen."""


class SecondaryNeed(Labelled):
    """The second type of need, or none: a list of its own, so that "none" can be chosen where there was one."""

    NONE = "none", "No secondary need"
    SPLD = NeedType.SPLD.code, NeedType.SPLD.label, NeedType.SPLD.hint
    MLD = NeedType.MLD.code, NeedType.MLD.label, NeedType.MLD.hint
    SLD = NeedType.SLD.code, NeedType.SLD.label, NeedType.SLD.hint
    PMLD = NeedType.PMLD.code, NeedType.PMLD.label, NeedType.PMLD.hint
    SEMH = NeedType.SEMH.code, NeedType.SEMH.label, NeedType.SEMH.hint
    SLCN = NeedType.SLCN.code, NeedType.SLCN.label, NeedType.SLCN.hint
    ASD = NeedType.ASD.code, NeedType.ASD.label, NeedType.ASD.hint
    HI = NeedType.HI.code, NeedType.HI.label, NeedType.HI.hint
    VI = NeedType.VI.code, NeedType.VI.label, NeedType.VI.hint
    MSI = NeedType.MSI.code, NeedType.MSI.label, NeedType.MSI.hint
    PD = NeedType.PD.code, NeedType.PD.label, NeedType.PD.hint
    DS = NeedType.DS.code, NeedType.DS.label, NeedType.DS.hint
    OTH = NeedType.OTH.code, NeedType.OTH.label, NeedType.OTH.hint
    NSA = NeedType.NSA.code, NeedType.NSA.label, NeedType.NSA.hint

    @property
    def code(self) -> str:
        """The census code; "" for none."""
        return "" if self is SecondaryNeed.NONE else str(self.value)


def need_in_words(code: str) -> str:
    """A census code as people say it; a code nobody knows is given back as it is."""
    need = NEED_TYPES.get(code)
    return f"{need.label} ({code})" if need else code
