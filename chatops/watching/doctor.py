"""`doctor`: what is configured, what is missing, and whether the database and the platforms answer."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from chatops.admitting.in_the_clear import in_the_clear
from chatops.channels import drift_of, drift_words
from chatops.clockwork.clock import Clock
from chatops.clockwork.timekeeper import apart
from chatops.every_face import FACES, asked_by
from chatops.faces import Undeliverable
from chatops.keyring import keyring_of
from chatops.settings import ENV_FILE, Settings
from chatops.watching.findings import Finding
from chatops.watching.law_read import law_findings
from chatops.watching.of_schools import its_needs, kept_too_long, put_off
from commands.domain.days.calendar import LONDON
from commands.domain.law.rulesets import RULESETS
from commands.domain.school import School
from commands.kit import SENCO_CHANNEL, Place
from storage.database import Database, file_of
from storage.delivery.channel_looks import ChannelLooks
from storage.delivery.outbox import Outbox
from storage.lists.schools import Schools
from storage.sealed.key_files import KeyTrouble
from storage.sealed.keys import Keyring
from storage.sealed.private_files import mode_for_others, of_database
from storage.sealed.sealing import look_sealed
from storage.trials import is_trial, is_untouched
from storage.up_to_date import is_current

PATIENCE = 15.0
"""Seconds a platform is given to answer."""


async def examine(settings: Settings) -> list[Finding]:
    """Looks at everything. Names schools and settings; no secret, no member of staff, no pupil."""
    found = [*_configured(settings), *_files(settings)]
    on = [face for face in FACES if face.is_on(settings)]
    if on:
        found += [finding async for finding in _platforms(settings)]
    if not any(face.hears for face in on):
        none = f"Neither {asked_by('nor')} is switched on; the bot hears nobody."
        found.append(Finding("look", "platforms", none))
    try:
        current = await asyncio.to_thread(is_current, settings.database_url)
    except Exception as trouble:
        why = f"It does not answer ({type(trouble).__name__}). Check DATABASE_URL."
        return [*found, Finding("wrong", "database", why)]
    if not current:
        return [*found, Finding("wrong", "database", "It is not up to date. Run: chatops migrate")]
    found.append(Finding("ok", "database", "It answers and is up to date."))
    keyring = keyring_of(settings)
    found.append(await asyncio.to_thread(_key, settings.database_url, keyring))
    database = Database(settings.database_url, keyring)
    try:
        found += await _clock(database, settings)
        schools = await Schools(database).all()
        if not schools:
            found.append(Finding("wrong", "schools", "There is none yet. Run: chatops school add NAME"))
        today = Clock(settings.clock).now().astimezone(LONDON).date()
        found += law_findings(RULESETS, today)
        for school in schools:
            unheard = " ".join(face.unheard for face in on if face.unheard)
            found += await its_needs(database, school, today, unheard)
            found += await kept_too_long(database, school, Clock(settings.clock).now())
            found += await put_off(database, school, Clock(settings.clock).now())
        if on:
            found += [finding async for finding in _channels(settings, database, schools)]
        found.append(await _waiting(database))
    finally:
        await database.close()
    return found


def _key(url: str, keyring: Keyring) -> Finding:
    """Whether the keys open what lies sealed, and whether something does not."""
    try:
        names, still_open = look_sealed(url, keyring)
    except KeyTrouble as trouble:
        return Finding("wrong", "key", str(trouble))
    if still_open:
        words = f"{still_open} rows hold something that lies open. Run: chatops migrate"
        return Finding("look", "key", words)
    if len(names) > 1 and keyring.file:
        return Finding("look", "key", f"A change of the key was interrupted ({keyring.file}). Run: chatops key rotate")
    words = (
        f"What staff write is sealed with key {names[0]}, in {keyring.where}. If it is lost nobody can read that "
        "again: keep a copy, apart from the database's backups."
    )
    return Finding("ok", "key", words)


def _configured(settings: Settings) -> list[Finding]:
    found = []
    given = [name.upper() for name in Settings.model_fields if name in settings.model_fields_set]
    found.append(Finding("ok", "settings", f"Given: {', '.join(given) or 'none'}. The others are at their defaults."))
    for face in FACES:
        state, words = face.standing(settings)
        found.append(Finding(state, face.name, words))
    if words := in_the_clear(settings):
        found.append(Finding("look", "network", words))
    return found


def _files(settings: Settings) -> list[Finding]:
    """Whether others at this machine can read the database or what stands in `.env`. (A key file they can read is not
    used at all, and said under “key”.)"""
    file = file_of(settings.database_url)
    looked_at = [*(of_database(file) if file else ()), Path(ENV_FILE)]
    return [
        Finding("look", "files", f"{path} can be read by others (its mode is {mode}). Run: chmod 600 {path}")
        for path in looked_at
        if (mode := mode_for_others(path))
    ]


async def _platforms(settings: Settings) -> AsyncIterator[Finding]:
    """Asks each platform that is switched on, without listening to it: a second listener would take its messages."""
    from chatops.app import Service

    service = Service(settings)
    for name, face in service.faces.items():
        try:
            troubles = await asyncio.wait_for(face.check(), PATIENCE)
        except TimeoutError:
            troubles = ["It does not answer."]
        except Exception as trouble:
            troubles = [f"It could not be asked ({type(trouble).__name__})."]
        for words in troubles:
            yield Finding("wrong", name, words)
        for words in face.lacks:
            yield Finding("look", name, words)
        if not troubles:
            yield Finding("ok", name, "It answers.")
    await service.stop()


async def _clock(database: Database, settings: Settings) -> list[Finding]:
    """Whether the bot goes by the real time, and may do otherwise."""
    trial, found = await is_trial(database), []
    if trial:
        found.append(Finding("look", "database", "It is a trial database: nothing in it is a real school's."))
    if settings.clock and (trial or await is_untouched(database)):
        found.append(Finding("look", "clock", "CLOCK is set: the bot does not go by the real time."))
    elif (theirs := await database.time()) and (wrong := apart(Clock().now() - theirs)):
        found.append(Finding("wrong", "clock", wrong))
    if settings.clock and not trial and not await is_untouched(database):
        why = "CLOCK is set, and this database is a school's, in use: `chatops serve` does not start. Unset it."
        found.append(Finding("wrong", "clock", why))
    return found


async def _channels(settings: Settings, database: Database, schools: Sequence[School]) -> AsyncIterator[Finding]:
    """Looks at every channel, as is done before a post, and notes nothing. What is noted already `its_needs` says."""
    from chatops.app import Service

    channels = [(channel, school) for school in schools for channel in await ChannelLooks(database).of(school.id)]
    if not channels:
        return
    service = Service(settings)
    for face in service.faces.values():
        with contextlib.suppress(Exception):  # its trouble has been told; a face that is not started opens by this
            await asyncio.wait_for(face.check(), PATIENCE)
    for channel, school in channels:
        if channel.face in service.faces:
            its = "Its SENCO channel" if channel.name == SENCO_CHANNEL else "Its leadership channel"
            place = Place(channel.face, channel.address, "channel", channel.called)
            try:
                place = await asyncio.wait_for(service.surveys.survey(school.id, place, 0), PATIENCE)
            except Exception as trouble:
                why = str(trouble) if isinstance(trouble, Undeliverable) else f"({type(trouble).__name__})"
                yield Finding("look", school.name, f"{its}: who can read it could not be found out. {why}")
                continue
            found, new = drift_of(channel, place)
            words = drift_words(channel, found, len(new))
            if words and words != channel.trouble:
                yield Finding("wrong", school.name, f"{its} must not be posted to: {words}")
    await service.stop()


async def _waiting(database: Database) -> Finding:
    backlog = await Outbox(database).backlog()
    if not backlog.waiting:
        return Finding("ok", "notices", "None is waiting.")
    since = f" since {backlog.oldest.astimezone(LONDON):%d %B, %H:%M}" if backlog.oldest else ""
    why = f" {' '.join(backlog.troubles)}" if backlog.troubles else " They go out while `chatops serve` runs."
    return Finding("look" if not backlog.troubles else "wrong", "notices", f"{backlog.waiting} waiting{since}.{why}")
