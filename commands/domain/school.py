"""A school: its name, its nation, whom to tell about a safeguarding concern, how soon its SENCO answers a referral."""

from dataclasses import dataclass, field

from commands.domain.privacy.safeguarding import WATCHED
from commands.domain.privacy.suppression import STEP
from commands.domain.words.labelled import Labelled


class Nation(Labelled):
    """Where a school is. It decides the bank holidays; the words and the periods are England's everywhere."""

    ENGLAND = "england", "England"
    WALES = "wales", "Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"


@dataclass(frozen=True)
class School:
    """One school. `id` keys every row the school owns.

    `safeguarding_lead` is the designated safeguarding lead (DSL) and how to reach them, as staff should read it.
    The three `reply_…` figures are school days and the school's own choice: the Act sets no period for answering a
    teacher's referral. `hide_below` is the step in which counts are given to those who may not know whom they count.
    `plans_wanted` is how many reviewed plans its local authority usually wants to see before an assessment.
    `local_rules` is the text of an administrator's own rules beside the law's ("" for none), checked when it was taken.
    `nudges`: whether a form with a word of `watched` in it comes back once, with whom to tell; `nudge_words` are the
    school's own, none for those that everybody starts with.
    `keep_…` are how long what is held about a pupil is kept before erasing it is proposed: days after they left, years
    from birth with an EHC plan and without one.
    `transfer_years` are the National Curriculum years after which its pupils go on to the next phase elsewhere.
    """

    id: str
    name: str
    safeguarding_lead: str = ""
    reply_routine: int = 15
    reply_soon: int = 10
    reply_urgent: int = 3
    nation: Nation = Nation.ENGLAND
    hide_below: int = STEP
    plans_wanted: int = 3
    transfer_years: tuple[str, ...] = ("6", "11")
    keep_after_leaving: int = 30
    keep_with_plan: int = 31
    keep_without_plan: int = 25
    local_rules: str = field(default="", repr=False)
    nudges: bool = True
    nudge_words: tuple[str, ...] = ()

    @property
    def lead_in_words(self) -> str:
        """The DSL as a sentence names them; never empty, so that a concern is never left without a person."""
        return self.safeguarding_lead or "your designated safeguarding lead (the school office knows who that is)"

    @property
    def watched(self) -> tuple[str, ...]:
        """The words of disclosure and harm at which a writer is told whom to tell."""
        return self.nudge_words or WATCHED
