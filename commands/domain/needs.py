"""The four broad areas of need of the SEND Code of Practice (2015, chapter 6)."""

from commands.domain.labelled import Labelled


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
