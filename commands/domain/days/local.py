"""Local time: the moment at which clocks in London show a time of day."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta

from commands.domain.days.calendar import LONDON


def at_local(day: date, at: time) -> datetime:
    """The moment, as an aware UTC time, at which clocks in London show `at` on `day`.

    When the clocks go back a time is shown twice: the first is meant. When they go forward a time is left out: then
    the first moment after the gap is meant, so that what is due at a time is due on its day and never too early. The
    days are those of the Summer Time Act 1972: the last Sundays of March and October, at one o'clock Greenwich time.
    """
    first, second = (
        datetime.combine(day, at.replace(tzinfo=LONDON, fold=fold)).astimezone(UTC).replace(fold=0) for fold in (0, 1)
    )
    # A time the clocks leave out is read by the offset before the gap (fold 0) and by the one after it (fold 1), and
    # the second reading is then the earlier: the change lies between them.
    return first if first <= second else _change(second, first)


def _change(before: datetime, after: datetime) -> datetime:
    """The moment, to the second, after `before` and up to `after`, from which clocks in London differ otherwise
    from Greenwich time."""
    was = before.astimezone(LONDON).utcoffset()
    seconds = range(int((after - before).total_seconds()) + 1)

    def changed(n: int) -> bool:
        return (before + timedelta(seconds=n)).astimezone(LONDON).utcoffset() != was

    return (before + timedelta(seconds=bisect_left(seconds, True, key=changed))).replace(microsecond=0)
