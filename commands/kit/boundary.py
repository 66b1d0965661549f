"""The safeguarding boundary of every form: whether what was typed asks for a nudge, and how a form carries that.

Nothing is kept of it. A form that comes back for a word in it is to the log, the figures and the audit what one with
a mistake is. That its writer has been told travels in the form alone, behind its key, and is taken off at the door; so
whoever crafts it skips no more than a sentence.
"""

from dataclasses import replace

from commands.domain.privacy.safeguarding import worries
from commands.kit.ask import Ask, Show
from commands.kit.forms import Answers, Form

TOLD = ".told"
"""What follows the key of a form whose writer has been told whom to tell."""


def asks_for_a_nudge(ask: Ask, form: type[Form], answers: Answers) -> bool:
    """Whether words about a pupil hold what the school watches for, and the writer has not been told yet."""
    if ask.told or not ask.school.nudges or form.is_stopped_by(answers):
        return False
    typed = (answers.get(name, "") for name in form.about_pupils)
    return any(worries(words, ask.school.watched) for words in typed if isinstance(words, str))


def bounded(ask: Ask, show: Show) -> Show:
    """The form as it is drawn: with the school's safeguarding lead, and knowing whether its writer has been told."""
    told = TOLD if ask.told or show.nudges else ""
    return replace(show, lead=ask.school.safeguarding_lead, key=show.key + told)
