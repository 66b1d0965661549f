"""Erasing by two people: one asks, the bot sends the other a code in chat, and with it they agree at the terminal."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete

from chatops.posting import CODE
from commands.domain.days.calendar import LONDON
from commands.domain.days.dates import day
from commands.domain.person import Person
from commands.domain.privacy.audit import TERMINAL, AuditEntry, Did
from commands.domain.privacy.discreet import Discreet
from commands.domain.privacy.erasure import STANDS, ErasureRequest, Hold, not_these_two, standing
from commands.domain.privacy.retention import audit_kept_since
from commands.domain.school import School
from commands.kit import Card, Notice, Prose
from storage.asks import tell
from storage.database import Database
from storage.lists.schools import Schools
from storage.rights.audit import add_lines, remove
from storage.rights.erasing import Erased, MayNotGo, erase
from storage.rights.holds import erasure_requests, holds_of, requests_of, save_hold, save_request

OLD_LINES = ""
"""In a request, instead of a pupil: the lines of the audit that are older than they are kept."""
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What a code is made of: nothing that looks like something else."""


@dataclass(frozen=True, repr=False)
class Terminal(Discreet):
    """Whose hands are on the machine, and when: what every act at the terminal is written down with."""

    school: School
    account: str
    now: datetime

    def line(self, did: Did, word: str, pupil_id: str, by: Person | None = None) -> AuditEntry:
        """A line of the audit; `by` is the member of staff who is named for it, or else the account is."""
        key = f"{TERMINAL}/{self.account}/{secrets.token_hex(12)}/{word}"
        who, role, name = (by.id, by.role, by.name) if by else (self.account, None, "")
        return AuditEntry(self.school.id, key, did, self.now, who, role, TERMINAL, word, pupil_id, name=name)


async def ask_for(
    database: Database, at: Terminal, pupil_ids: Sequence[str], asker_email: str, confirmer_email: str
) -> ErasureRequest:
    """Keeps a request for these pupils under one code, which the confirmer is sent in chat; the asker is told too, so
    that nobody is named without hearing of it. Raises `MayNotGo`."""
    asker, confirmer = [await colleague(database, at.school, email) for email in (asker_email, confirmer_email)]
    if why := not_these_two(asker, confirmer):
        raise MayNotGo(why)
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(2))
    asked = ErasureRequest(
        at.school.id, _digest(at.school, code), "", at.account, asker.id, confirmer.id, at.now, at.now + STANDS
    )
    whom = _whom(pupil_ids)
    until = day(asked.expires_at.astimezone(LONDON).date())
    async with database.writing() as connection:
        for pupil_id in pupil_ids:
            if standing(await holds_of(connection, at.school.id, pupil_id)):
                raise MayNotGo("There is a legal hold: nothing may be erased until it is released.")
            await save_request(connection, replace(asked, pupil_id=pupil_id))
        lines = [at.line(Did.CHANGED, "erase asked", id, asker) for id in pupil_ids]
        await add_lines(connection, lines)
        to_agree = Notice(confirmer.id, _to_agree(asker, whom, code, until), CODE + secrets.token_hex(8))
        for notice in (to_agree, Notice(asker.id, _in_your_name(confirmer, whom, until))):
            await tell(connection, at.school.id, lines[0].ask_key, notice, at.now)
    return asked


async def asked_under(database: Database, at: Terminal, code: str, confirmer_email: str) -> Sequence[ErasureRequest]:
    """The requests that a code is for, when it is this colleague's to agree, and still stands. Raises `MayNotGo`."""
    confirmer = await colleague(database, at.school, confirmer_email)
    async with database.writing() as connection:
        requests = await requests_of(connection, at.school.id, _digest(at.school, code))
        mine = bool(requests) and all(request.confirmer == confirmer.id for request in requests)
        if not mine:
            await add_lines(connection, [at.line(Did.REFUSED, "erase", "", confirmer)])
    if not mine:
        raise MayNotGo("There is no such request for this colleague to confirm. Look at the code in their chat.")
    if any(request.has_run_out(at.now) for request in requests):
        raise MayNotGo("This request has run out: it stood for seven days. Ask anew, if it is still wanted.")
    return requests


async def carry_out(
    database: Database, at: Terminal, requests: Sequence[ErasureRequest], confirmer_email: str
) -> Sequence[Erased]:
    """Erases those whom requests are about, all or none. Raises `MayNotGo` when one of them may not go, or when one of
    the two may not decide it any more."""
    confirmer = await colleague(database, at.school, confirmer_email)
    asker = await _by_id(database, at.school, requests[0].asked_by)
    if why := not_these_two(asker, confirmer):
        raise MayNotGo(why)
    done = []
    async with database.writing() as connection:
        if await requests_of(connection, at.school.id, requests[0].code) != list(requests):
            raise MayNotGo("This request was changed meanwhile. Look at it again.")
        for request in requests:
            # What stays in the audit: who asked and who agreed, with the id of somebody who is no more.
            await add_lines(connection, [at.line(Did.REMOVED, "erase asked", request.pupil_id, asker)])
            line = at.line(Did.REMOVED, "erase", request.pupil_id, confirmer)
            if request.pupil_id == OLD_LINES:
                gone = await remove(connection, line, before=audit_kept_since(at.now))
                done.append(Erased({"audit": gone}, {}, {}))
                continue
            done.append(await erase(connection, at.school.id, request.pupil_id, line, at.now))
        await connection.execute(delete(erasure_requests).where(erasure_requests.c.expires_at <= at.now))
    return done


async def hold(database: Database, at: Terminal, pupil_id: str, reason: str) -> None:
    """Puts a hold on a pupil. Raises `MayNotGo` when one stands."""
    async with database.writing() as connection:
        before = await holds_of(connection, at.school.id, pupil_id)
        if standing(before):
            raise MayNotGo("There is a hold on this pupil already.")
        await save_hold(connection, Hold(at.school.id, pupil_id, len(before) + 1, reason, at.account, at.now))
        await add_lines(connection, [at.line(Did.CHANGED, "hold", pupil_id)])


async def release(database: Database, at: Terminal, pupil_id: str) -> None:
    """Ends the hold on a pupil. Raises `MayNotGo` when none stands."""
    async with database.writing() as connection:
        held = standing(await holds_of(connection, at.school.id, pupil_id))
        if held is None:
            raise MayNotGo("There is no hold on this pupil.")
        await save_hold(connection, held.released(at.account, at.now))
        await add_lines(connection, [at.line(Did.CHANGED, "hold released", pupil_id)])


async def colleague(database: Database, school: School, email: str) -> Person:
    """The member of staff with an e-mail address. Raises `MayNotGo`."""
    for of, person in await Schools(database).memberships(email):
        if of.id == school.id:
            return person
    raise MayNotGo(f"{email.strip()} is not on the staff list of this school.")


async def _by_id(database: Database, school: School, id: str) -> Person:
    for person in await Schools(database).people(school):
        if person.id == id:
            return person
    raise MayNotGo("Whoever asked for this has left the staff list. Ask anew.")


def _digest(school: School, code: str) -> str:
    """What is kept of a code."""
    plain = "".join(letter for letter in code.upper() if letter in LETTERS)
    return hashlib.sha256(f"{school.id} {plain}".encode()).hexdigest()


def _whom(pupil_ids: Sequence[str]) -> str:
    """What is to go, without a name."""
    count = sum(id != OLD_LINES for id in pupil_ids)
    about = "one pupil" if count == 1 else f"{count} pupils"
    parts = [f"everything held here about {about}"] if count else []
    return " and ".join((*parts, *(["lines of the audit older than six years"] if OLD_LINES in pupil_ids else ())))


def _to_agree(asker: Person, whom: str, code: str, until: str) -> Card:
    return Card(
        "You are asked to agree",
        (
            Prose(f"{asker.name} asks that {whom} be erased. It cannot be undone."),
            Prose("Ask them who it is, and why. If you agree, confirm it yourself where the bot runs:"),
            Prose(f"chatops erase --confirm {code} --by YOUR-EMAIL"),
            Prose(f"It says who it is before anything goes. The code stands until {until}; give it to nobody."),
        ),
    )


def _in_your_name(confirmer: Person, whom: str, until: str) -> Card:
    return Card(
        "Asked in your name",
        (
            Prose(f"It was asked in your name that {whom} be erased."),
            Prose(f"{confirmer.name} has until {until} to agree. If it was not you, tell them now."),
        ),
    )
