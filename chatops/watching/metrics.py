"""`/metrics`: figures for Prometheus. Every label is a word of a closed list; no person, school or text can be one."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from chatops.clockwork.looker import Looker
from chatops.faces import Face, Undeliverable
from chatops.watching.figures import Asking, Figures
from chatops.watching.insiders import Insiders
from chatops.watching.watch import Watch
from commands.domain.digest import DigestKind

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second figure beside each counter, of no use here

BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 2.5, 3.0, 5.0, 10.0)
"""Seconds. Slack waits three, Teams five."""
NOT_HERE = (
    "These figures are shown on this machine only. To read them from another one, set METRICS_TOKEN and send it as a "
    "bearer token.\n"
)
SEND_IT = "Send METRICS_TOKEN as a bearer token.\n"
STRANGER, NOT_ADMITTED, HELD_BACK = "stranger", "not admitted", "held back"
"""Endings of asks that never reached the dispatcher: of somebody on no staff list; while the database or the platform
could not say who was asking; of somebody who asks more than a person does."""


class ErrorKind(StrEnum):
    """The kinds of a face's errors."""

    NO_ANSWER = "no answer"
    BUSY = "busy"
    UNSURE = "unsure"
    PLACE = "place"
    BOT = "bot"
    CARD = "card"
    REQUEST_REFUSED = "request refused"
    REQUEST_FAILED = "request failed"


def kind_of(failure: Undeliverable) -> ErrorKind:
    """What kind of failure a platform's was."""
    if failure.of_bot:
        return ErrorKind.BOT
    if failure.permanent:
        return ErrorKind.PLACE if failure.of_place else ErrorKind.CARD
    if failure.wait is not None:
        return ErrorKind.BUSY
    return ErrorKind.UNSURE if failure.uncertain else ErrorKind.NO_ANSWER


class Metrics:
    """What this process counts. Its own registry: the library's default one tells of the machine and its software."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        into = self.registry
        self.asks = Counter("chatops_asks", "Asks, by word and how they ended.", ("word", "outcome"), registry=into)
        self.answer = Histogram(
            "chatops_answer_seconds",
            "From hearing an ask to its answer.",
            ("face",),
            buckets=BUCKETS,
            registry=into,
        )
        self.held = Counter("chatops_held_back", "What was beyond the limits of a person.", ("kind",), registry=into)
        self.posts = Counter("chatops_posts", "Notices posted or redrawn.", ("face",), registry=into)
        self.digests = Counter("chatops_digests_sent", "Digests posted.", ("kind",), registry=into)
        self.errors = Counter("chatops_face_errors", "What went wrong with a face.", ("face", "kind"), registry=into)

    def failed(self, face: str, failure: Undeliverable) -> None:
        """A platform did not do what it was asked."""
        self.errors.labels(face, kind_of(failure)).inc()

    def sent(self, face: str, subject: str) -> None:
        """A notice of this subject stands posted."""
        self.posts.labels(face).inc()
        of, _, kind = subject.partition(":")
        for known in DigestKind:
            if of == "digest" and kind.partition(":")[0] == known.value:
                self.digests.labels(known.value).inc()


def counting(metrics: Metrics, faces: Iterable[Face]) -> Middleware:
    """Counts the requests of each face that are refused (unsigned, unreadable) or fail."""
    of = {route.path: face.name for face in faces for route in face.routes()}

    @web.middleware
    async def counted(request: web.Request, handler: Handler) -> web.StreamResponse:
        status = 500
        try:
            answer = await handler(request)
            status = answer.status
            return answer
        except web.HTTPException as refused:
            status = refused.status
            raise
        finally:
            resource = request.match_info.route.resource
            face = of.get(resource.canonical) if resource else None
            if face and status >= 400:
                kind = ErrorKind.REQUEST_FAILED if status >= 500 else ErrorKind.REQUEST_REFUSED
                metrics.errors.labels(face, kind).inc()

    return counted


class MetricsPage:
    """Answers `/metrics` to whoever may read it."""

    def __init__(
        self, metrics: Metrics, asking: Asking, work: Sequence[Looker], watch: Watch, insiders: Insiders
    ) -> None:
        self._metrics, self._asking, self._work, self._watch = metrics, asking, work, watch
        self._insiders = insiders

    async def show(self, request: web.Request) -> web.Response:
        """200 with the figures, 403 from elsewhere, 401 without the token."""
        if not self._insiders.admits(request):
            if self._insiders.token:
                return web.Response(status=401, text=SEND_IT, headers={"WWW-Authenticate": "Bearer"})
            return web.Response(status=403, text=NOT_HERE)
        now = _of_this_moment(await self._asking.figures(), self._work, self._watch)
        body = generate_latest(self._metrics.registry) + generate_latest(now)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})


def _of_this_moment(figures: Figures | None, work: Sequence[Looker], watch: Watch) -> CollectorRegistry:
    """What is looked up rather than counted. Where the database does not answer, its figures are left out."""
    into = CollectorRegistry(auto_describe=True)
    looks = Counter("chatops_looks", "Looks of the workers the clock wakes.", ("worker",), registry=into)
    failures = Counter("chatops_look_failures", "Looks, or things looked at, that failed.", ("worker",), registry=into)
    for worker in work:
        looks.labels(worker.what).inc(worker.looked)
        failures.labels(worker.what).inc(worker.failures)
    works = Gauge("chatops_face_works", "1 while a face that is switched on works.", ("face",), registry=into)
    for face, words in watch.wrong.items():
        works.labels(face).set(not words)
    answers = Gauge("chatops_database_answers", "1 when the database answered and is up to date.", registry=into)
    answers.set(figures is not None and figures.migrated)
    if figures and figures.migrated:
        Gauge("chatops_notices_waiting", "Notices that wait to be posted.", registry=into).set(figures.backlog.waiting)
        oldest = Gauge("chatops_oldest_notice_seconds", "How long the oldest of them has waited.", registry=into)
        oldest.set(figures.oldest.total_seconds())
        due = Gauge(
            "chatops_digests_due",
            "Digests whose time has come.",
            ("kind",),
            registry=into,
        )
        for kind in DigestKind:
            due.labels(kind.value).set(figures.digests_due.get(kind, 0))
    return into
