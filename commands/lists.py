"""`import`: where an administrator hands in the school's lists of pupils, staff and term dates."""

from commands.domain.privacy.reach import ADMINISTRATORS
from commands.kit import Ask, Records, Reply, command
from commands.kit.also import also

WHERE = (
    "Lists of pupils, staff and term dates are imported on the bot's own page, where “import” opens the form for the "
    "file. What it says is shown first, and nothing is written until you press “Write it”. Do not send the file in a "
    "message: what is sent there stays there. Whoever runs the bot can import it too: chatops import."
)


@command(
    "import",
    ADMINISTRATORS,
    "Import the school's lists of pupils, staff and term dates",
    look=True,
    also=(also("import list, import a list, import lists, import pupils, import staff, import terms, upload a list"),),
)
async def import_lists(ask: Ask, records: Records) -> Reply:
    """A face that takes a file draws the way to hand it in; every other says where there is one."""
    return Reply(WHERE, takes_list=True)
