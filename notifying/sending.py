"""What happens in one pass: which news is put down to be sent, what is sent, and what then?

A pass never waits: what cannot be sent now is put off, and the next pass takes it up. Each channel
is served by one of a few threads, one delivery after another, and left alone for this pass once one
does not arrive; so a slow receiver holds up itself alone.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_hex

from notifying import mail, webhook
from notifying.digest import digest, trial
from notifying.outcome import Became, Outcome
from notifying.quiet import due, is_quiet, opens
from schema.settings import Settings
from workspace import deliveries
from workspace.alerts import Alert, of_numbers
from workspace.channels import WEBHOOK, Channel, KeyLost, channels, secret_of, switch_off
from workspace.deliveries import Delivery
from workspace.keys import shut_out
from workspace.store import opened
from workspace.suppression import hidden

# After each attempt, how long until the next; then it has failed.
PAUSES = tuple(
    timedelta(seconds=seconds) for seconds in (5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400)
)
THREADS, SPREAD = 8, 0.1
SHUT = "no API key of its owner opens the door any more"


def now_utc() -> datetime:
    """This instant."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Passed:
    """What a pass did: alerts put down to be sent, and deliveries that arrived, that did not but
    will be tried again, that failed for good, and of which nothing may be told any more."""

    alerts: int
    sent: int
    later: int
    failed: int
    dropped: int

    @property
    def is_whole(self) -> bool:
        """Whether all that was tried arrived."""
        return not self.later and not self.failed


@dataclass(frozen=True)
class Sender:
    """How a pass works: by which clock, how far pauses are spread (0 to 1: not at all to ten in a
    hundred), and what says that it is to end."""

    settings: Settings
    now: Callable[[], datetime] = now_utc
    chance: Callable[[], float] = random.random
    is_stopped: Callable[[], bool] = lambda: False

    def run(self) -> Passed:
        """One pass over all channels."""
        self._shut()
        known = {one.number: one for one in channels(self.settings)}
        alerts = 0
        for one in known.values():
            if one.off_because is None:
                at = self.now()
                alerts += deliveries.put(self.settings, one, at, due(one, at))
        waiting = deliveries.due(self.settings, self.now())
        some = [known[number] for number in waiting if number in known]
        counts: Counter[str] = Counter()
        if some:
            with ThreadPoolExecutor(min(THREADS, len(some))) as pool:
                for counted in pool.map(self._serve, some):
                    counts += counted
        return Passed(
            alerts,
            counts[deliveries.SENT],
            counts[deliveries.WAITING],
            counts[deliveries.FAILED],
            counts[deliveries.DROPPED],
        )

    def try_out(self, channel: Channel) -> Outcome:
        """Send a message that says it is a trial, whatever the hour. Raises `KeyLost`."""
        at, ident = self.now(), f"try_{token_hex(12)}"
        if channel.kind != WEBHOOK:
            return mail.post(self.settings, channel.address, ident, trial(channel, at), at)
        secret = secret_of(self.settings, channel)
        content = webhook.trial(channel, at)
        return webhook.post(self.settings, channel.address, secret, ident, content, at)

    def _shut(self) -> None:
        """Switch off the channels of those whose keys were revoked or have expired, unless an
        issuer signs people in, who may have no key at all."""
        if self.settings.oidc_issuer:
            return
        gone = shut_out(self.settings, self.now())
        for one in channels(self.settings) if gone else []:
            if one.owner in gone and one.off_because is None:
                with opened(self.settings) as connection:
                    switch_off(connection, one.number, SHUT)

    def _serve(self, channel: Channel) -> Counter[str]:
        counts: Counter[str] = Counter()
        while not self.is_stopped() and not is_quiet(channel, self.now()):
            taken = deliveries.claim(self.settings, channel.number, self.now())
            if taken is None:
                break
            state = self._send(channel, taken)
            counts[state] += 1
            if state in (deliveries.WAITING, deliveries.FAILED):
                break
        return counts

    def _send(self, channel: Channel, taken: Delivery) -> str:
        """Send one delivery and put down what became of it; its state then."""
        alerts = self._told(channel, taken)
        if not alerts:
            deliveries.dropped(self.settings, taken)
            return deliveries.DROPPED
        try:
            outcome = self._post(channel, taken, alerts)
        except KeyLost as error:
            outcome = Outcome(Became.GONE, str(error))
        at = self.now()
        if outcome.became is Became.ARRIVED:
            deliveries.sent(self.settings, taken, at)
            return deliveries.SENT
        if outcome.became is Became.LATER and taken.attempts <= len(PAUSES):
            next_at = opens(channel, at + self._pause(taken.attempts, outcome))
            deliveries.again(self.settings, taken, outcome.why, next_at)
            return deliveries.WAITING
        is_gone = outcome.became is Became.GONE
        deliveries.failed(self.settings, taken, outcome.why, is_gone)
        return deliveries.FAILED

    def _told(self, channel: Channel, taken: Delivery) -> list[Alert]:
        """The alerts of a delivery that may still be told."""
        wanted, left_out = deliveries.content(self.settings, taken.number), hidden(self.settings)
        found = of_numbers(self.settings, channel.owner, list(wanted))
        return [
            one
            for one in found
            if one.raised_at == wanted[one.number] and one.person not in left_out
        ]

    def _post(self, channel: Channel, taken: Delivery, alerts: list[Alert]) -> Outcome:
        at, to = self.now(), channel.address
        if channel.kind != WEBHOOK:
            message = digest(channel, alerts, taken.due_at)
            return mail.post(self.settings, to, taken.ident, message, at)
        content = webhook.body(channel, alerts, taken.due_at)
        secret = secret_of(self.settings, channel)
        return webhook.post(self.settings, to, secret, taken.ident, content, at)

    def _pause(self, attempts: int, outcome: Outcome) -> timedelta:
        """How long to leave the receiver alone after so many attempts."""
        pause = PAUSES[attempts - 1] * (1 + SPREAD * self.chance())
        return max(pause, outcome.after or timedelta())
