"""What is raised arrives once, signed, when it may; what does not arrive is tried again, then not.

The receivers are real servers on loopback; only the clock is set by hand.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from time import monotonic

import pytest
from raising import Clock, channel, raised, record
from receiving import Answer, Receiver, status
from standardwebhooks import Webhook

from notifying import webhook
from notifying.outcome import Became
from notifying.sending import Passed, Sender
from schema.environment import environment_of
from schema.settings import Settings
from workspace import alerts, channels, deliveries, keys
from workspace.suppression import suppress

ROOT = Path(__file__).parents[2]
ONE = Passed(alerts=1, sent=1, later=0, failed=0, dropped=0)
AGAIN = Passed(alerts=0, sent=0, later=1, failed=0, dropped=0)
NOTHING = Passed(0, 0, 0, 0, 0)


def _sender(at: Settings, clock: Clock) -> Sender:
    return Sender(at, clock, chance=lambda: 0.0)


def _last(at: Settings, number: int) -> deliveries.Delivery:
    return deliveries.deliveries(at, number, 1)[0]


def test_an_alert_arrives_once_and_its_signature_holds(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    own, secret = channel(at, receiver.address)
    raised(at, 1, records=[record(1), record(7, source="clinical-trials", record="NCT00000007")])
    assert _sender(at, clock).run() == ONE
    assert _sender(at, clock).run() == NOTHING
    ((headers, content),) = receiver.taken
    timestamp = str(int(clock.now.timestamp()))
    assert headers["webhook-timestamp"] == timestamp
    # Checked by the library's own rule, at the instant of the signature.
    signed = Webhook(secret or "").sign(headers["webhook-id"], clock.now, content.decode())
    assert headers["webhook-signature"] == signed
    told = json.loads(content)
    assert (told["type"], told["timestamp"]) == ("alerts.raised", clock.now.isoformat())
    assert told["data"]["channel"] == {"number": own.number, "name": "own"}
    assert told["data"]["territory"] == ["DE", "IL"]
    (one,) = told["data"]["alerts"]
    assert one["person"] == {"personId": "P1", "name": "Ada Quill 1"}
    assert [each["url"] for each in one["records"]] == [
        "https://pubmed.ncbi.nlm.nih.gov/1/",
        "https://clinicaltrials.gov/study/NCT00000007",
    ]
    assert one["records"][0]["source"] == "pubmed"
    assert one["records"][0]["happenedOn"] == "2026-03-01"


def test_the_signature_is_that_of_the_specification() -> None:
    # The example of the specification's own libraries.
    secret, ident = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    at = datetime.fromtimestamp(1614265330, UTC)
    signed = Webhook(secret).sign(ident, at, '{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_receiver_verifies_what_is_posted_now(at: Settings, receiver: Receiver) -> None:
    _, secret = channel(at, receiver.address)
    raised(at, 1)
    assert Sender(at).run() == ONE
    ((headers, content),) = receiver.taken
    verified = Webhook(secret or "").verify(content, headers)
    assert verified["type"] == "alerts.raised"
    with pytest.raises(Exception, match="No matching signature"):
        Webhook(secret or "").verify(content.replace(b"Ada", b"Eve"), headers)


def _slowly(receiver: Receiver) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        # A byte of the head now and then would hold a limit on each read for ever.
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not receiver.released.wait(0.05):
            handler.wfile.write(b"X")
            handler.wfile.flush()

    return answer


def _cut(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def _noise(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"\x00\xff no HTTP at all\r\n\r\n")


@pytest.mark.parametrize("kind", ["slow", "cut", "noise", "500", "404", "shut"])
def test_what_does_not_arrive_is_tried_again_under_the_same_id(
    at: Settings, receiver: Receiver, clock: Clock, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "SECONDS", 0.5)
    answers = {"slow": _slowly(receiver), "cut": _cut, "noise": _noise}
    answers |= {"500": status(500), "404": status(404)}
    own, _ = channel(at, receiver.address)
    raised(at, 1)
    if kind == "shut":  # nobody listens there
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            host = f"127.0.0.1:{free.getsockname()[1]}"
        away = at.model_copy(update={"webhook_hosts": (host,)})
        channel(away, f"http://{host}/")
        assert _sender(away, clock).run() == Passed(1, 0, 1, 0, 0)
        channel(at, receiver.address)
    else:
        receiver.answers = [answers[kind]]
        began = monotonic()
        assert _sender(at, clock).run() == Passed(1, 0, 1, 0, 0)
        assert monotonic() - began < 5
    waiting = _last(at, own.number)
    assert (waiting.state, waiting.attempts) == ("WAITING", 1)
    assert waiting.last_error
    assert waiting.next_at == clock.now + timedelta(seconds=5)
    assert _sender(at, clock).run() == NOTHING
    clock.on(seconds=5)
    assert _sender(at, clock).run() == Passed(0, 1, 0, 0, 0)
    assert set(receiver.idents) == {waiting.ident}
    assert _last(at, own.number).state == "SENT"


def test_it_is_tried_nine_times_ever_later_and_then_has_failed(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    own, _ = channel(at, receiver.address)
    raised(at, 1)
    receiver.answers = [status(500)] * 9
    sender, pauses = _sender(at, clock), []
    sender.run()
    for _ in range(8):
        waiting = _last(at, own.number)
        pauses.append((waiting.next_at - clock.now).total_seconds())
        clock.now = waiting.next_at
        last = sender.run()
    # 5 s, 1 min, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h
    assert pauses == [5, 60, 300, 1800, 7200, 18000, 36000, 50400]
    assert last == Passed(0, 0, 0, 1, 0)
    assert len(receiver.taken) == 9 and len(set(receiver.idents)) == 1
    one = _last(at, own.number)
    assert (one.state, one.attempts, one.last_error) == ("FAILED", 9, "answered 500")
    clock.on(days=30)
    assert sender.run() == NOTHING


def test_pauses_are_spread_so_that_receivers_are_not_all_asked_at_once(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    own, _ = channel(at, receiver.address)
    raised(at, 1)
    receiver.answers = [status(500)]
    Sender(at, clock, chance=lambda: 1.0).run()
    assert _last(at, own.number).next_at == clock.now + timedelta(seconds=5.5)


@pytest.mark.parametrize(
    ("code", "asked", "seconds"),
    [
        (429, "120", 120),
        (503, "7200", 7200),
        (429, "1", 5),  # sooner than we would
        (429, "99999999999", 86_400),  # a day at most
        (503, "in 3 hours", 3 * 3600),
        (429, "soon", 5),
        (429, "-5", 5),
        (500, "120", 5),  # it says nothing of when
    ],
)
def test_a_receiver_that_asks_to_be_left_alone_is(
    at: Settings, receiver: Receiver, clock: Clock, code: int, asked: str, seconds: int
) -> None:
    own, _ = channel(at, receiver.address)
    raised(at, 1)
    if asked == "in 3 hours":
        asked = f"{clock.now + timedelta(hours=3):%a, %d %b %Y %H:%M:%S GMT}"
    receiver.answers = [status(code, Retry_After=asked)]
    _sender(at, clock).run()
    assert _last(at, own.number).next_at == clock.now + timedelta(seconds=seconds)


def test_a_receiver_that_is_gone_is_not_asked_again(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    own, _ = channel(at, receiver.address)
    raised(at, 1)
    receiver.answers = [status(410)]
    assert _sender(at, clock).run() == Passed(1, 0, 0, 1, 0)
    assert "410" in (channels.of_number(at, "ann", own.number).off_because or "")
    raised(at, 2)
    clock.on(days=3)
    assert _sender(at, clock).run() == NOTHING
    # Saved again it is on, and what was raised meanwhile comes.
    again, secret = channel(at, receiver.address)
    assert (again.number, again.off_because, secret) == (own.number, None, None)
    assert _sender(at, clock).run() == ONE
    assert len(receiver.taken) == 2


def test_after_three_failures_in_a_row_a_channel_is_off_and_says_why(
    at: Settings, receiver: Receiver, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifying.sending.PAUSES", ())
    own, _ = channel(at, receiver.address)
    receiver.answers = [status(500), status(500), status(204), *[status(500)] * 3]
    for number in range(1, 7):
        raised(at, number)
        _sender(at, clock).run()
    assert len(receiver.taken) == 6
    off = channels.of_number(at, "ann", own.number)
    assert off.off_because == "3 deliveries failed one after another; answered 500"


def test_a_redirect_is_not_followed(at: Settings, receiver: Receiver, clock: Clock) -> None:
    own, _ = channel(at, receiver.address)
    raised(at, 1)
    receiver.answers = [status(307, Location=f"http://{receiver.host}/elsewhere")]
    _sender(at, clock).run()
    assert len(receiver.taken) == 1
    assert "307" in (_last(at, own.number).last_error or "")


def test_of_a_huge_answer_nothing_but_the_head_is_read(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    written = []

    def huge(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(2**40))
        handler.end_headers()
        try:
            for _ in range(1_000):
                handler.wfile.write(b"x" * 2**20)
                written.append(2**20)
        except OSError:
            written.append(0)
        handler.close_connection = True

    own, _ = channel(at, receiver.address)
    raised(at, 1)
    receiver.answers = [huge]
    assert _sender(at, clock).run() == ONE
    # What the sockets hold may have been written; a gigabyte was not.
    assert sum(written) < 64 * 2**20
    assert _last(at, own.number).state == "SENT"


def test_one_slow_receiver_does_not_hold_the_others(
    at: Settings, receiver: Receiver, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "SECONDS", 2.0)

    def held(handler: BaseHTTPRequestHandler) -> None:
        receiver.released.wait(30)

    for name in "abcdefghijkl":
        channel(at, receiver.address, owner=name)
        raised(at, 1, owner=name)
    receiver.answers = [held, held]
    began = monotonic()
    done = _sender(at, clock).run()
    assert (done.sent, done.later) == (10, 2)
    # Two seconds for both together; one after the other they would be four.
    assert 2 <= monotonic() - began < 3.9


def test_quiet_hours_hold_what_is_raised_and_bring_it_as_one(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    # The clock says noon; quiet until two.
    own, _ = channel(at, receiver.address, quiet_from=11, quiet_to=14)
    raised(at, 1)
    assert _sender(at, clock).run() == Passed(1, 0, 0, 0, 0)
    raised(at, 2, is_urgent=True)
    clock.on(hours=1)
    assert _sender(at, clock).run() == Passed(1, 0, 0, 0, 0)
    assert _last(at, own.number).due_at == clock.now + timedelta(hours=1)
    assert receiver.taken == []
    clock.on(hours=1)
    assert _sender(at, clock).run() == Passed(0, 1, 0, 0, 0)
    assert [len(json.loads(content)["data"]["alerts"]) for _, content in receiver.taken] == [2]


def test_a_retry_waits_for_the_end_of_quiet_hours_too(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    own, _ = channel(at, receiver.address, quiet_from=13, quiet_to=15)
    raised(at, 1)
    receiver.answers = [status(503, Retry_After="5400")]  # half past one
    _sender(at, clock).run()
    assert _last(at, own.number).next_at == clock.now + timedelta(hours=3)


def test_a_server_that_was_down_at_the_hour_still_keeps_quiet(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    channel(at, receiver.address, quiet_from=13, quiet_to=15)
    raised(at, 1)
    receiver.answers = [status(500)]
    _sender(at, clock).run()
    clock.on(hours=2)
    assert _sender(at, clock).run() == NOTHING
    clock.on(hours=1)
    assert _sender(at, clock).run() == Passed(0, 1, 0, 0, 0)


def test_a_digest_gathers_the_news_of_the_day(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    own, _ = channel(at, receiver.address, rhythm="DAILY", hour=8)
    for number in (1, 2, 3):
        raised(at, number)
        assert _sender(at, clock).run() == Passed(1, 0, 0, 0, 0)
        clock.on(hours=1)
    (one,) = deliveries.deliveries(at, own.number, 10)
    assert (one.alerts, one.due_at) == (3, clock.now + timedelta(hours=17))
    clock.on(hours=17)
    assert _sender(at, clock).run() == Passed(0, 1, 0, 0, 0)
    raised(at, 4)
    _sender(at, clock).run()
    assert [each.alerts for each in deliveries.deliveries(at, own.number, 10)] == [1, 3]


def test_only_what_the_channel_asks_for_is_put_down(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    channel(at, receiver.address, name="trials", kinds=["TRIAL"])
    channel(at, receiver.address, name="urgent", only_urgent=True)
    channel(at, receiver.address, owner="bob")
    before = clock.now - timedelta(days=9)
    raised(at, 1)
    raised(at, 2, kind="TRIAL")
    raised(at, 3, is_urgent=True)
    raised(at, 4, kind="TRIAL", is_urgent=True, raised_at=before)  # before the channels were
    assert _sender(at, clock).run() == Passed(2, 2, 0, 0, 0)
    told = [json.loads(content)["data"] for _, content in receiver.taken]
    found = {
        one["channel"]["name"]: [a["person"]["personId"] for a in one["alerts"]] for one in told
    }
    assert found == {"trials": ["P2"], "urgent": ["P3"]}


def test_many_alerts_are_posted_in_parts_of_a_hundred(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    channel(at, receiver.address)
    raised(at, *range(1, 231))
    assert _sender(at, clock).run() == Passed(230, 3, 0, 0, 0)
    parts = [len(json.loads(content)["data"]["alerts"]) for _, content in receiver.taken]
    assert parts == [100, 100, 30]


def test_who_was_suppressed_or_erased_since_is_not_told_of(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    own, _ = channel(at, receiver.address, quiet_from=11, quiet_to=14)
    raised(at, 1, 2, 3)
    _sender(at, clock).run()
    suppress(at, "P1", ["npi:1999000015"], "stew", "asked")
    alerts.erase(at, ["P2"])
    clock.on(hours=2)
    _sender(at, clock).run()
    ((_, content),) = receiver.taken
    assert [one["person"]["personId"] for one in json.loads(content)["data"]["alerts"]] == ["P3"]
    raised(at, 11, person="P1")
    assert _sender(at, clock).run() == Passed(1, 0, 0, 0, 1)
    assert len(receiver.taken) == 1
    assert _last(at, own.number).state == "DROPPED"


def test_an_alert_that_gets_the_number_of_an_erased_one_is_news_of_its_own(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    channel(at, receiver.address, rhythm="DAILY", hour=8)
    (gone,) = raised(at, 1)
    _sender(at, clock).run()
    alerts.erase(at, ["P1"])
    (new,) = raised(at, 2, raised_at=clock.now + timedelta(hours=2))
    if at.workspace is None:  # SQLite gives the number again
        assert new.number == gone.number
    clock.on(hours=3)
    assert _sender(at, clock).run().alerts == 1
    clock.on(hours=20)
    _sender(at, clock).run()
    ((_, content),) = receiver.taken
    assert [one["person"]["personId"] for one in json.loads(content)["data"]["alerts"]] == ["P2"]


def test_a_deleted_channel_gets_nothing_more_and_keeps_no_address(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    own, _ = channel(at, receiver.address, rhythm="DAILY")
    raised(at, 1)
    _sender(at, clock).run()
    channels.delete(at, "ann", own.number)
    clock.on(days=2)
    assert _sender(at, clock).run() == NOTHING
    with pytest.raises(channels.NoSuchChannel):
        channels.of_number(at, "ann", own.number)
    assert channel(at, receiver.address)[0].number != own.number


def test_a_host_that_the_operator_took_away_is_not_written_to(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    own, _ = channel(at, receiver.address)
    raised(at, 1)
    shut = at.model_copy(update={"webhook_hosts": ()})
    assert _sender(shut, clock).run() == Passed(1, 0, 1, 0, 0)
    assert receiver.taken == []
    assert "PEERLINE_WEBHOOK_HOSTS" in (_last(at, own.number).last_error or "")


def test_a_name_that_answers_with_a_private_address_is_not_connected_to(
    at: Settings, receiver: Receiver, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What a name server says is of the outside world: this one leads a public name to loopback.
    def found(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", receiver.port))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    host = f"hooks.example:{receiver.port}"
    fooled = at.model_copy(update={"webhook_hosts": (host,), "workspace": None})
    own, _ = channel(fooled, f"https://{host}/")
    raised(fooled, 1)
    assert _sender(fooled, clock).run() == Passed(1, 0, 1, 0, 0)
    assert "none of the public network" in (_last(fooled, own.number).last_error or "")
    assert receiver.taken == []


def test_a_lost_key_signs_nothing_and_the_channel_says_so(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    own, secret = channel(at, receiver.address)
    place = at.home / "delivery.key"
    assert place.stat().st_mode & 0o777 == 0o600
    place.write_bytes(b"x" * 32)
    raised(at, 1)
    assert _sender(at, clock).run() == Passed(1, 0, 0, 1, 0)
    assert receiver.taken == []
    assert "delivery.key" in (channels.of_number(at, "ann", own.number).off_because or "")
    _, new = channel(at, receiver.address)
    assert new and new != secret


def test_whose_keys_were_all_revoked_is_told_nothing_more(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    for owner in ("ann", "bob", "local"):
        channel(at, receiver.address, owner=owner)
        raised(at, 1, owner=owner)
    _, first = keys.create(at, "ann", "liaison", ["IL"])
    _, second = keys.create(at, "bob", "analyst")
    keys.create(at, "bob", "analyst")
    for key in (first, second):
        keys.revoke(at, str(key.number))
    # Bob has another key, and who sits at the machine never had one.
    assert _sender(at, clock).run() == Passed(2, 2, 0, 0, 0)
    (own,) = channels.channels(at, "ann")
    assert "no API key" in (own.off_because or "")
    assert channels.channels(at, "bob")[0].off_because is None
    # Where an issuer signs people in, a key says nothing of who may.
    channel(at, receiver.address)
    signed = at.model_copy(update={"oidc_issuer": "https://issuer.example"})
    assert _sender(signed, clock).run() == ONE


def test_a_trial_says_that_it_is_one_whatever_the_hour(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    own, _ = channel(at, receiver.address, quiet_from=11, quiet_to=14)
    assert _sender(at, clock).try_out(own).became is Became.ARRIVED
    ((_, content),) = receiver.taken
    told = json.loads(content)
    assert told["type"] == "channel.trial" and "trial" in told["data"]["says"]
    receiver.answers = [status(500)]
    assert _sender(at, clock).try_out(own).why == "answered 500"
    assert deliveries.deliveries(at, own.number, 10) == []


PASS = "from schema.settings import Settings; from notifying.sending import Sender; "
PASS += "print(Sender(Settings()).run())"


def _process(at: Settings) -> subprocess.Popen[str]:
    environment = os.environ | environment_of(at) | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", PASS], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_several_processes_at_once_send_each_delivery_once(
    at: Settings, receiver: Receiver
) -> None:
    for number in range(12):
        channel(at, receiver.address, owner=f"u{number}")
        raised(at, 1, 2, owner=f"u{number}")
    running = [_process(at) for _ in range(4)]
    said = [one.communicate(timeout=120)[0] for one in running]
    assert [one.returncode for one in running] == [0, 0, 0, 0], said
    assert len(receiver.idents) == len(set(receiver.idents)) == 12
    assert sum(len(json.loads(content)["data"]["alerts"]) for _, content in receiver.taken) == 24


def test_a_sender_killed_before_it_could_note_it_sends_again_under_the_same_id(
    at: Settings, receiver: Receiver
) -> None:
    own, _ = channel(at, receiver.address)
    raised(at, 1)
    running: list[subprocess.Popen[str]] = []

    def kill(handler: BaseHTTPRequestHandler) -> None:
        os.kill(running[0].pid, signal.SIGKILL)

    receiver.answers = [kill]
    running.append(_process(at))
    running[0].communicate(timeout=120)
    assert running[0].returncode == -signal.SIGKILL
    now = Clock(datetime.now(UTC))
    # The lease of the dead one holds for three minutes.
    assert _sender(at, now).run() == NOTHING
    now.on(minutes=4)
    assert _sender(at, now).run() == Passed(0, 1, 0, 0, 0)
    first, second = receiver.idents
    assert first == second
    assert (_last(at, own.number).state, _last(at, own.number).attempts) == ("SENT", 2)


def test_an_attempt_whose_lease_has_ended_says_nothing_any_more(
    at: Settings, receiver: Receiver, clock: Clock
) -> None:
    own, _ = channel(at, receiver.address)
    raised(at, 1)
    deliveries.put(at, own, clock.now, clock.now)
    late = deliveries.claim(at, own.number, clock.now)
    assert late is not None and deliveries.claim(at, own.number, clock.now) is None
    clock.on(minutes=4)
    assert deliveries.claim(at, own.number, clock.now) is not None
    deliveries.failed(at, late, "too late", is_gone=True)
    assert _last(at, own.number).state == "WAITING"
    assert channels.of_number(at, "ann", own.number).off_because is None
