"""Who in a family somebody is to the pupil."""

from commands.domain.words.labelled import Labelled

PARENTS_INFORMED = "Parents informed on"
"""One label for one thing, in the word of the Act: a school informs the parents (Children and Families Act 2014, s.68).
"""


class Relation(Labelled):
    """The adult a contact was with, or who asked for something."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    PARENT = "parent", "Parent", "Or both parents together"
    CARER = "carer", "Carer", "A foster carer, a guardian, or somebody else with parental responsibility"
