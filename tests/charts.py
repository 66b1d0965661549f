"""Charts that try what a face must draw: one series and several, a number not shown, as much as fits."""

from commands.kit import Card, Chart, Prose, Series
from commands.kit.limits import CATEGORIES, SERIES

WEEKS = Chart(
    "From referral to decision",
    "line",
    ("7 Sep", "14 Sep", "21 Sep", "28 Sep"),
    (Series("Median", (None, 12, 14.5, 11)),),
    "school days",
)
WAITS = Chart(
    "Waiting for agencies",
    "bar",
    ("Speech and language", "CAMHS / MHST", "Paediatrician"),
    (Series("Half wait", (16, 25, None)), Series("Usual", (18, 18, 18))),
    "weeks",
)
NOTHING = Chart("Nothing to see", "bar", ("One", "Two"), (Series("Few", (None, None)),), "pupils")
FULL = Chart(
    "T" * 50,
    "line",
    tuple(f"Category of length {n:02}"[-20:] for n in range(CATEGORIES)),
    tuple(Series(f"Series of length 1{n}", tuple(float(n * m) for m in range(CATEGORIES))) for n in range(SERIES)),
    "units",
)
CARD = Card("With charts", (Prose("What the charts say."), WEEKS, WAITS))
