"""What stands in a chat since before an upgrade: its buttons carry what was written then, and do what they say."""

from tests.agencies import begun
from tests.school import SchoolStory


async def test_a_button_drawn_before_an_upgrade_does_what_it_says_once(school: SchoolStory) -> None:
    reference = await begun(school.senco)
    await school.senco.forges("agency moved", f"{reference} 1 sent", opens=False)
    assert f"Done. {reference}: sent." in school.senco.said

    await school.senco.forges("agency moved", f"{reference} 1 acknowledged", opens=False)
    assert f"Nothing was changed. {reference} stands at: sent" in school.senco.said


async def test_the_next_page_of_a_list_drawn_before_an_upgrade_opens(school: SchoolStory) -> None:
    await school.senco.forges("contacts", "- 15", opens=True)
    assert "No contact has been logged yet." in school.senco.said
