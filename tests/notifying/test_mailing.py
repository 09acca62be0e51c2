"""A message reaches a mailbox as it was written, and a server's answer is taken as it is meant."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from raising import Clock, alert, channel, raised, record

from notifying import mail
from notifying.digest import COLUMNS, digest
from notifying.outcome import Became
from notifying.sending import Passed, Sender
from schema.settings import Settings
from workspace import channels, deliveries
from workspace.channels import Channel

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
ARABIC = "الدكتورة ليلى عبد الرحمن"


class Mailbox:
    """What came, and what is answered next to a recipient or to a message."""

    def __init__(self) -> None:
        self.came: list[EmailMessage] = []
        self.to: list[str] = []
        self.recipient: list[str] = []
        self.content: list[str] = []

    async def handle_RCPT(self, _: Any, __: Any, envelope: Envelope, address: str, ___: Any) -> str:
        if self.recipient:
            return self.recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: Any, __: Any, envelope: Envelope) -> str:
        if self.content:
            return self.content.pop(0)
        assert isinstance(envelope.content, bytes)
        self.came.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        self.to += envelope.rcpt_tos
        return "250 OK"


class Free(Controller):
    """A server at a port that the system gives."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def mailing(workspace: Settings, mailbox: Mailbox) -> Iterator[Settings]:
    """A workspace whose server may mail into the mailbox."""
    server = Free(mailbox, hostname="127.0.0.1", port=0)
    server.start()
    own = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_tls": "none"}
    own |= {"mail_from": "Peerline <alerts@peerline.example>", "mail_domains": ("firm.example",)}
    yield workspace.model_copy(update=own)
    server.stop()


def _sender(at: Settings, clock: Clock) -> Sender:
    return Sender(at, clock, chance=lambda: 0.0)


def _channel(**parts: Any) -> Channel:
    given: dict[str, Any] = {"kind": "EMAIL", "address": "ann@firm.example", "number": 3}
    given |= {"owner": "ann", "name": "mail", "role": "liaison", "territory": ["DE", "IL"]}
    given |= {"salt": "", "secret_mark": "", "since": NOW, "saved_at": NOW, "failures": 0}
    return Channel(**given | {"off_because": None} | parts)


def test_a_digest_arrives_whole_as_text_and_as_html(
    mailing: Settings, mailbox: Mailbox, clock: Clock
) -> None:
    own, secret = channel(mailing, "ann@firm.example")
    assert secret is None
    raised(mailing, 1, person_name=ARABIC)
    raised(mailing, 2, is_urgent=True, kind="NEW_EXCLUSION", says="is excluded: § 1128(a)(1)")
    assert _sender(mailing, clock).run() == Passed(2, 1, 0, 0, 0)
    assert _sender(mailing, clock).run() == Passed(0, 0, 0, 0, 0)
    (came,) = mailbox.came
    ident = deliveries.deliveries(mailing, own.number, 1)[0].ident
    assert mailbox.to == ["ann@firm.example"]
    assert came["Message-ID"] == f"<{ident}@peerline.example>"
    assert (came["Subject"], came["Auto-Submitted"]) == (
        "Peerline: 2 alerts, 1 urgent",
        "auto-generated",
    )
    text = came.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = came.get_body(("html",)).get_content()  # type: ignore[union-attr]
    for form in (text, html):
        assert ARABIC in form and "is excluded: § 1128(a)(1)" in form
        assert form.index("New exclusion") < form.index("Paper")
        assert "https://pubmed.ncbi.nlm.nih.gov/1/" in form
        assert "pubmed 1, 2026-03-01" in form


@pytest.mark.parametrize(
    ("where", "answer", "state"),
    [
        ("recipient", "550 no such mailbox", "FAILED"),
        ("recipient", "450 try again", "WAITING"),
        ("content", "554 refused as spam", "FAILED"),
        ("content", "451 disk is full", "WAITING"),
    ],
)
def test_a_servers_no_is_for_good_or_for_now(
    mailing: Settings, mailbox: Mailbox, clock: Clock, where: str, answer: str, state: str
) -> None:
    own, _ = channel(mailing, "ann@firm.example")
    raised(mailing, 1)
    setattr(mailbox, where, [answer])
    _sender(mailing, clock).run()
    (one,) = deliveries.deliveries(mailing, own.number, 1)
    assert (one.state, one.last_error) == (state, f"the mail server answered {answer}")
    clock.on(seconds=5)
    _sender(mailing, clock).run()
    assert len(mailbox.came) == (state == "WAITING")


def test_without_a_server_or_against_its_rules_mail_waits(workspace: Settings) -> None:
    message = digest(_channel(), [alert(1)], NOW)
    full = {"smtp_host": "127.0.0.1", "smtp_port": 1, "smtp_tls": "none"}
    full |= {"mail_from": "a@firm.example", "mail_domains": ("firm.example",)}
    for change, says in (
        ({}, "cannot be used"),
        ({"smtp_host": None}, "PEERLINE_SMTP_HOST"),
        ({"mail_from": None}, "PEERLINE_MAIL_FROM"),
        ({"mail_from": "a@b\nBcc: c@d"}, "PEERLINE_MAIL_FROM"),
        ({"mail_domains": ()}, "PEERLINE_MAIL_DOMAINS"),
    ):
        at = workspace.model_copy(update=full | change)
        outcome = mail.post(at, "ann@firm.example", "msg_1", message, NOW)
        assert outcome.became is Became.LATER and says in outcome.why


def test_a_server_without_the_encryption_asked_for_gets_no_mail_and_no_password(
    mailing: Settings, mailbox: Mailbox
) -> None:
    asked = {"smtp_tls": "starttls", "smtp_user": "peer", "smtp_password": "secret"}
    at = Settings(**(mailing.model_dump() | asked))
    outcome = mail.post(at, "ann@firm.example", "msg_1", digest(_channel(), [alert(1)], NOW), NOW)
    assert outcome.became is Became.LATER and "STARTTLS" in outcome.why
    assert mailbox.came == []


def test_who_is_asked_to_sign_in_does_so(workspace: Settings, mailbox: Mailbox) -> None:
    def signed_in(_: Any, __: Any, ___: Any, ____: Any, data: Any) -> AuthResult:
        known = isinstance(data, LoginPassword) and data.password == b"secret"
        return AuthResult(success=known, handled=known)

    how = {"authenticator": signed_in, "auth_required": True, "auth_require_tls": False}
    server = Free(mailbox, hostname="127.0.0.1", port=0, **how)
    server.start()
    try:
        for password, became in (("secret", Became.ARRIVED), ("wrong", Became.LATER)):
            at = Settings(
                home=workspace.home,
                smtp_host="127.0.0.1",
                smtp_port=server.port,
                smtp_tls="none",
                smtp_user="peer",
                smtp_password=password,
                mail_from="alerts@firm.example",
                mail_domains=("firm.example",),
            )
            message = digest(_channel(), [alert(1)], NOW)
            assert mail.post(at, "ann@firm.example", "msg_1", message, NOW).became is became
    finally:
        server.stop()
    assert len(mailbox.came) == 1


def test_a_trial_is_mailed_too(mailing: Settings, mailbox: Mailbox, clock: Clock) -> None:
    own, _ = channel(mailing, "ann@firm.example")
    assert _sender(mailing, clock).try_out(own).became is Became.ARRIVED
    (came,) = mailbox.came
    assert came["Subject"] == "Peerline: a trial of your channel"
    assert channels.channels(mailing, "ann")[0].failures == 0


def test_a_digest_is_grouped_by_urgency_gravity_of_the_kind_and_person() -> None:
    told = [
        alert(1, person_name="Bo Marsh", says="signed a paper"),
        alert(2, person_name="Ada Quill", says="signed two papers"),
        alert(3, kind="SANCTION", is_urgent=True, person_name="Cy Quill", says="is excluded"),
        alert(4, kind="TRIAL", person_name="Ada Quill", person="P2", says="joined a trial"),
    ]
    text = digest(_channel(), told, NOW).text
    order = ["Urgent: Sanction", "Cy Quill", "Trial", "Ada Quill", "joined a trial"]
    order += ["Paper", "Ada Quill", "signed two papers", "Bo Marsh", "signed a paper"]
    at = 0
    for part in order:
        at = text.index(part, at) + len(part)
    assert "It tells only of persons in DE, IL." in text
    assert "peerline channel remove 3" in text


def test_beyond_fifty_the_message_counts_what_it_leaves_out() -> None:
    told = [alert(number, kind="PAPER") for number in range(120)]
    told += [alert(number, kind="TRIAL") for number in range(120, 200)]
    told += [alert(999, kind="SANCTION", is_urgent=True)]
    message = digest(_channel(), told, NOW)
    # One urgent and 49 of the 80 trials are shown; 31 trials and 120 papers are not.
    assert message.subject == "Peerline: 201 alerts, 1 urgent"
    assert message.html.count("signed a paper") == message.text.count("signed a paper") == 50
    assert "151 more alerts are not shown here" in " ".join(message.text.split())
    assert "(paper: 120, trial: 31)" in " ".join(message.text.split())


def test_beyond_five_records_an_alert_counts_the_rest() -> None:
    told = [alert(1, records=[record(number) for number in range(8)])]
    text = digest(_channel(), told, NOW).text
    assert text.count("On hearts, part") == 5 and "and 3 more records" in text


def test_what_no_source_says_is_said_to_be_unknown() -> None:
    bare = record(1, source=None, happened_on=None, known_from=None)
    text = digest(_channel(), [alert(1, person_name="", records=[bare])], NOW).text
    assert "source unknown 1, day unknown" in text
    assert "\nP1\n" in text


def test_long_names_markup_and_control_characters_break_no_line_and_no_tag() -> None:
    name = "Maria-Theresia " * 20
    hostile = '<script>alert(1)</script>\r\nBcc: b@evil.example"\x1b[31m\u2028'
    title = record(1, title=hostile + "x" * 300, source="pubmed")
    message = digest(_channel(), [alert(1, person_name=name, says=hostile, records=[title])], NOW)
    assert max(map(len, message.text.splitlines())) <= COLUMNS
    assert "\x1b" not in message.text and "\nBcc:" not in message.text
    assert "<script>" not in message.html and "&lt;script&gt;" in message.html


def test_the_hour_is_told_by_the_clock_of_the_channel() -> None:
    text = digest(_channel(zone="Asia/Kathmandu"), [alert(1)], NOW).text
    assert "2026-03-02 13:45 (Asia/Kathmandu)" in text  # five hours and three quarters on


def test_a_weekly_message_says_which_alerts_it_takes() -> None:
    of = _channel(only_urgent=True, kinds=["PAPER"], territory=[])
    text = " ".join(digest(of, [alert(1)], NOW).text.split())
    assert "It takes no other alerts than urgent alerts, kinds: paper." in text
    assert "It tells only of persons" not in text


def test_a_delivery_of_mail_holds_all_the_news_of_a_day(
    mailing: Settings, mailbox: Mailbox, clock: Clock
) -> None:
    channel(mailing, "ann@firm.example", rhythm="DAILY", hour=8)
    raised(mailing, *range(1, 201))
    _sender(mailing, clock).run()
    clock.on(days=1)
    assert _sender(mailing, clock).run() == Passed(0, 1, 0, 0, 0)
    assert mailbox.came[0]["Subject"] == "Peerline: 200 alerts"
    assert (clock.now - timedelta(days=1)).year == mailbox.came[0]["Date"].datetime.year
