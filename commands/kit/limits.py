"""The smaller of the platforms' limits, in characters and counts, checked when a class is defined.

Sources: Slack's Block Kit reference (modal, input, option, button, static select); Adaptive Cards 1.5 in Teams.
"""

TITLE = 24
"""A form's or card's title: Slack cuts a modal's title at 24."""
SUBMIT = 24
LABEL = 150
HINT = 300
OPTION = 75
"""An option's label or description."""
BUTTON = 40
VALUE = 150
OPTIONS = 100
BOXES = 10
"""Radio buttons or tick boxes in one question; beyond it a question is drawn as a drop-down list."""
LONG_TEXT = 3000
SHORT_TEXT = 200
QUESTIONS = 25
FOUND = 15
"""Type-ahead results: Teams draws no more."""
ITEMS = 15
"""Items in one card, each with its buttons: Slack allows 50 blocks a message, an item takes up to three."""
FACTS = 20
CHARTS = 2
"""Charts in one card, and below the parts of one: Slack's "data visualization" block (June 2026)."""
CHART_TITLE = 50
CHART_LABEL = 20
"""A category's or a series' name."""
CATEGORIES = 20
SERIES = 6


def check(what: str, text: str, limit: int) -> None:
    """Stops the program at start-up when words written into it would be refused by a platform."""
    if not text or len(text) > limit:
        raise ValueError(f"{what} must have 1 to {limit} characters; this has {len(text)}: {text!r}")
