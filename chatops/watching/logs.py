"""What is logged, and what never is: our own events with their keys, strangers' warnings without their words."""

import logging
import sys
import traceback
from typing import Any

import structlog
from aiohttp import web
from aiohttp.abc import AbstractAccessLogger
from aiohttp.typedefs import Handler
from structlog.typing import EventDict

SAFE = ("method", "path", "status", "ms")
"""What may be logged beside the event itself."""
OURS = "chatops"
FRAMES = 3


def set_up(level: str) -> None:
    """Sends every log line to stderr: key=value on a terminal, JSON otherwise.

    Other packages are heard from warnings upwards and without their words, whatever the level: some put whole
    requests into theirs.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(for_people=sys.stderr.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    logging.getLogger(OURS).setLevel(level)


def formatter(*, for_people: bool) -> logging.Formatter:
    """How a line is written. What belongs to one ask bears its key, wherever in the code it is logged."""
    last: Any = (
        structlog.processors.LogfmtRenderer(key_order=["at", "level", "event"])
        if for_people
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.ExtraAdder(allow=SAFE),
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            discreet,
        ],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )


def follow(key: str) -> None:
    """From here on every line of this task, and of those it begins, bears the key."""
    structlog.contextvars.bind_contextvars(key=key)


def follow_nothing() -> None:
    """What comes next belongs to no ask yet: a connection brings one request after another in the same task."""
    structlog.contextvars.clear_contextvars()


@web.middleware
async def afresh(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Each request begins without the key of the one before."""
    follow_nothing()
    return await handler(request)


def discreet(_: Any, __: str, event: EventDict) -> EventDict:
    """Drops what could hold what people wrote: strangers' words, and the messages of exceptions.

    Of an exception its type and the places it passed are kept; of a stranger's record, where in the code it was made.
    """
    record: logging.LogRecord = event["_record"]
    event["logger"] = record.name
    if record.name.partition(".")[0] != OURS:
        event["event"] = f"{record.levelname.lower()} of another package (its words are not logged)"
        event["where"] = f"{record.module}:{record.lineno}"
    if record.exc_info and record.exc_info[0]:
        event["error"] = record.exc_info[0].__name__
        frames = traceback.extract_tb(record.exc_info[2])[-FRAMES:]
        event["raised"] = " < ".join(f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in reversed(frames))
    for unwanted in ("exc_info", "exc_text", "stack_info", "exception"):
        event.pop(unwanted, None)
    return event


class AccessLog(AbstractAccessLogger):
    """One line for each request: the method, the route's own address, the status, the time. No query, no body.

    The route's address, not the one asked for, since that is a stranger's text.
    """

    @property
    def enabled(self) -> bool:
        return logging.getLogger(f"{OURS}.requests").isEnabledFor(logging.INFO)

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        resource = request.match_info.route.resource if isinstance(request, web.Request) else None
        path = resource.canonical if resource else "unknown"
        quiet = path in ("/healthz", "/readyz", "/metrics") and response.status == 200
        logging.getLogger(f"{OURS}.requests").log(
            logging.DEBUG if quiet else logging.INFO,
            "request",
            extra={"method": request.method[:10], "path": path, "status": response.status, "ms": round(time * 1000)},
        )
