"""Reviews and their history: their tables, and how a command asks for them."""

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Time, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.review import Review, ReviewEvent, ReviewHappened, ReviewKind, ReviewState
from commands.domain.school import School
from commands.kit import Overtaken
from storage.saving import Savers
from storage.tables import metadata
from storage.types import OneOf, Sealed, UtcTime

reviews = Table(
    "reviews",
    metadata,
    Column("school_id", String(40), ForeignKey("schools.id"), primary_key=True),
    Column("reference", String(12), primary_key=True),
    Column("pupil_id", String(40), nullable=False),
    Column("kind", OneOf(ReviewKind), nullable=False),
    Column("on", Date, nullable=False),
    Column("booked_by", String(40), nullable=False),
    Column("booked_on", Date, nullable=False),
    Column("at", Time),
    Column("place", Sealed, nullable=False),
    Column("invited", Sealed, nullable=False),
    Column("papers_due", Date),
    Column("cycle", String(12), nullable=False),
    Column("state", OneOf(ReviewState), nullable=False),
    Column("held_on", Date),
    Column("note", Sealed, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "school_id", "state", "on"),
    Index(None, "school_id", "pupil_id"),
    Index(None, "school_id", "cycle"),
)

review_events = Table(
    "review_events",
    metadata,
    Column("school_id", String(40), ForeignKey("schools.id"), primary_key=True),
    Column("reference", String(12), primary_key=True),
    Column("n", Integer, primary_key=True),  # the order within one review
    Column("at", UtcTime, nullable=False),
    Column("by", String(40), nullable=False),
    Column("what", OneOf(ReviewHappened), nullable=False),
    Column("was_on", Date),
    Column("words", Sealed, nullable=False),
)

TO_COME = [state for state in ReviewState if state.is_to_come]


class SqlReviews:
    """The part of the records about reviews."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {Review: self._save_review, ReviewEvent: self._save_event}

    async def one(self, reference: str) -> Review | None:
        found = await self._reviews(reviews.c.reference == reference)
        return found[0] if found else None

    async def to_come(self, skip: int, most: int) -> tuple[Sequence[Review], int]:
        to_come = (reviews.c.school_id == self.school.id) & reviews.c.state.in_(TO_COME)
        total = await self.connection.scalar(select(func.count()).select_from(reviews).where(to_come))
        page = await self.connection.execute(
            select(reviews).where(to_come).order_by(reviews.c.on, reviews.c.reference).offset(skip).limit(most)
        )
        return [Review(**row) for row in page.mappings()], total or 0

    async def to_come_for(self, pupil_ids: Sequence[str]) -> Sequence[Review]:
        return await self._reviews(reviews.c.pupil_id.in_(set(pupil_ids)), reviews.c.state.in_(TO_COME))

    async def annual_of(self, pupil_id: str) -> Sequence[Review]:
        annual = (reviews.c.kind == ReviewKind.ANNUAL, reviews.c.state != ReviewState.CANCELLED)
        return (await self._reviews(reviews.c.pupil_id == pupil_id, *annual))[::-1]

    async def of_cycle(self, cycle: str) -> Review | None:
        found = await self._reviews(reviews.c.cycle == cycle, reviews.c.state.in_(TO_COME))
        return found[0] if found else None

    async def booked_for(self, first: date, last: date) -> int:
        counted = await self.connection.scalar(
            select(func.count())
            .select_from(reviews)
            .where(
                reviews.c.school_id == self.school.id, reviews.c.state.in_(TO_COME), reviews.c.on.between(first, last)
            )
        )
        return counted or 0

    async def held(self, first: date, before: date | None) -> Sequence[tuple[str, date]]:
        until = [reviews.c.held_on < before] if before else []
        rows = await self.connection.execute(
            select(reviews.c.pupil_id, reviews.c.held_on).where(
                reviews.c.school_id == self.school.id,
                reviews.c.state == ReviewState.HELD,
                reviews.c.held_on >= first,
                *until,
            )
        )
        return [(row.pupil_id, row.held_on) for row in rows]

    async def history(self, reference: str) -> Sequence[ReviewEvent]:
        rows = await self.connection.execute(
            select(*(review_events.c[field.name] for field in fields(ReviewEvent)))
            .where(review_events.c.school_id == self.school.id, review_events.c.reference == reference)
            .order_by(review_events.c.n)
        )
        return [ReviewEvent(**row) for row in rows.mappings()]

    async def _reviews(self, *where: Any) -> list[Review]:
        rows = await self.connection.execute(
            select(reviews)
            .where(reviews.c.school_id == self.school.id, *where)
            .order_by(reviews.c.on, reviews.c.reference)
        )
        return [Review(**row) for row in rows.mappings()]

    async def _save_review(self, review: Review) -> None:
        """Version 0 is new. Any other must still be the version that was read, or somebody else was first."""
        stored = asdict(replace(review, version=review.version + 1))
        if review.version == 0:
            await self.connection.execute(insert(reviews).values(stored))
            return
        changed = await self.connection.execute(
            update(reviews)
            .where(
                reviews.c.school_id == self.school.id,
                reviews.c.reference == review.reference,
                reviews.c.version == review.version,
            )
            .values(stored)
        )
        if changed.rowcount == 0:
            raise Overtaken

    async def _save_event(self, happened: ReviewEvent) -> None:
        before = await self.connection.scalar(
            select(func.count())
            .select_from(review_events)
            .where(review_events.c.school_id == self.school.id, review_events.c.reference == happened.reference)
        )
        await self.connection.execute(insert(review_events).values(n=(before or 0) + 1, **asdict(happened)))
