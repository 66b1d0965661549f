"""The settings of all faces, in one: the second and last place where each is named, since settings are slow to load
and the command line knows the faces without them."""

from chatops.mail.settings import MailSettings
from chatops.slack.settings import SlackSettings
from chatops.teams.settings import TeamsSettings


class SettingsOfFaces(MailSettings, TeamsSettings, SlackSettings):
    """Each face's part; the last named stands first where settings are listed."""
