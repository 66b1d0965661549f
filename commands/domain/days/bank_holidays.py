"""The bank holidays of the four nations."""

from datetime import date
from functools import cache

import holidays

from commands.domain.school import Nation

SUBDIVISION = {Nation.ENGLAND: "ENG", Nation.WALES: "WLS", Nation.SCOTLAND: "SCT", Nation.NORTHERN_IRELAND: "NIR"}
"""A nation as ISO 3166-2:GB, and so the package `holidays`, calls it."""


@cache
def bank_holidays(year: int, nation: Nation = Nation.ENGLAND) -> frozenset[date]:
    """The bank holidays of a nation in `year`, substitute days included: those of the Banking and Financial Dealings
    Act 1971 and those proclaimed before the package `holidays` was released. One proclaimed later is a closure."""
    return frozenset(holidays.country_holidays("GB", subdiv=SUBDIVISION[nation], years=year))
