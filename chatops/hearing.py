"""What faces may ask the service: who asks is let in, the ask passes the dispatcher, trouble becomes words."""

import logging
import time
from collections.abc import Sequence

from chatops.admitting.door import Door, short
from chatops.admitting.restraint import Restraint
from chatops.admitting.vouching import Vouching
from chatops.channels import ChannelChecks
from chatops.deliver import Deliverer
from chatops.faces import Heard, Undeliverable
from chatops.watching import logs
from chatops.watching.metrics import NOT_ADMITTED, STRANGER, Metrics
from chatops.watching.watch import Watch
from commands.kit import Answers, Ask, Command, Found, Reply, Show
from commands.kit.dispatcher import OTHER, Dispatcher
from commands.kit.failed import UNAVAILABLE, failed, shut_out

log = logging.getLogger("chatops.service")


class Hearing:
    """The service as the faces know it; see `Inside`. What it is made of the service itself puts together."""

    door: Door
    dispatcher: Dispatcher
    restraint: Restraint
    deliverer: Deliverer
    channels: ChannelChecks
    vouching: Vouching
    metrics: Metrics
    watch: Watch

    async def hear(self, heard: Heard, answers: Answers | None = None) -> Reply | Show:
        """Answers what a face heard; see `Inside`."""
        with self.metrics.answer.labels(heard.face).time():
            ask = await self._admitted(heard)
            if isinstance(ask, Exception):
                return self._not_now(heard, answers, ask)
            if isinstance(ask, Reply):
                return ask
            outcome = await self.restraint.held(ask, heard, answers) or await self._answered(ask, answers)
        self.deliverer.wake()
        return outcome

    async def _answered(self, ask: Ask, answers: Answers | None) -> Reply | Show:
        outcome = await self.dispatcher.ask(ask, answers)
        if isinstance(outcome, Show) and answers is None:
            return await self.restraint.opened(ask, outcome)
        return outcome

    async def _admitted(self, heard: Heard) -> Ask | Reply | Exception:
        """The ask that was heard, from here on followed in the log; or what a stranger is told; or the trouble while
        the database or the platform is away or refuses the bot."""
        began, word = time.monotonic(), self._word(heard)
        _follow(heard)
        try:
            ask = await self.door.admit(heard)
        except Exception as trouble:
            log.error("not admitted face=%s error=%s", heard.face, type(trouble).__name__)
            if isinstance(trouble, Undeliverable):
                self.metrics.failed(heard.face, trouble)
            self.metrics.asks.labels(word, NOT_ADMITTED).inc()
            return trouble
        if isinstance(ask, Reply):
            log.info("heard a stranger face=%s", heard.face)
            self.metrics.asks.labels(word, STRANGER).inc()
            return ask
        logs.follow(ask.key)
        log.info("heard face=%s word=%s", heard.face, word, extra={"ms": round((time.monotonic() - began) * 1000)})
        return ask

    async def search(self, heard: Heard, question: str, typed: str) -> Sequence[Found]:
        """Type-ahead; see `Inside`."""
        _follow(heard)
        try:
            ask = await self.door.admit(heard)
            return () if isinstance(ask, Reply) else await self.restraint.search(ask, question, typed)
        except Exception as trouble:
            log.error("not searched face=%s error=%s", heard.face, type(trouble).__name__)
            return ()

    async def meet(self, heard: Heard) -> None:
        """Remembers how to reach somebody; see `Inside`."""
        _follow(heard)
        try:
            await self.door.admit(heard)
        except Exception as trouble:
            log.error("not met face=%s error=%s", heard.face, type(trouble).__name__)
        self.deliverer.wake()

    async def account_changed(self, face: str, user: str) -> None:
        """Asks about an account again; see `Inside`."""
        try:
            await self.vouching.doubted(face, user)
        except Exception as trouble:
            log.error("not asked again face=%s error=%s", face, type(trouble).__name__)

    async def place_changed(self, face: str, hint: str, called: str = "") -> None:
        """Channels there are looked at again; see `Inside`."""
        try:
            await self.channels.changed(face, hint, called)
        except Exception as trouble:
            log.error("change not noted face=%s error=%s", face, type(trouble).__name__)

    def missed(self, face: str, failure: Undeliverable) -> None:
        """Counts an answer that did not reach whoever it was for; see `Inside`."""
        self.metrics.failed(face, failure)

    def opens(self, heard: Heard) -> bool:
        """Whether what is asked opens over the page; see `Inside`."""
        command = self._meant(heard)
        return command is not None and command.opens

    def changes(self, heard: Heard) -> bool:
        """Whether what is asked may change something; see `Inside`."""
        command = self._meant(heard)
        return command is not None and not command.look

    def _meant(self, heard: Heard) -> Command | None:
        word = heard.word or self.dispatcher.understand(heard.typed, heard.prefix)[0]
        return self.dispatcher.commands.get(word)

    def _word(self, heard: Heard) -> str:
        """The word asked, or "other": what is counted and logged holds nobody's text."""
        command = self._meant(heard)
        return command.word if command else OTHER

    def _not_now(self, heard: Heard, answers: Answers | None, trouble: Exception) -> Reply | Show:
        command = self._meant(heard)
        if isinstance(trouble, Undeliverable) and trouble.of_bot:
            self.watch.failed(heard.face, str(trouble))
            return shut_out(command, heard.nonce, heard.about, answers)
        if command is None:
            return Reply(UNAVAILABLE)
        return failed(command, heard.nonce, heard.about, answers, lost=False)


def _follow(heard: Heard) -> None:
    """Until it is known who asks, the log follows the platform's own id of what was heard."""
    logs.follow(f"{heard.face}/-/{short(heard.nonce)}")
