"""The line under a box for free text: what does not belong in it, and who is to be told instead."""

CONCERN = "A safeguarding concern does not belong here: tell the DSL instead."
"""A worry about a child's safety goes to the designated safeguarding lead at once (Keeping Children Safe in Education),
never into the SEN record."""
