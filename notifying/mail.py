"""How is a message mailed, and what becomes of it?

One server of the operator's takes all mail (PEERLINE_SMTP_…). The id of a message is that of its
delivery, so that a server or a mailbox which gets it twice can tell.
"""

from __future__ import annotations

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from notifying.addresses import NotAnAddress, mail
from notifying.digest import Message
from notifying.outcome import ARRIVED, Became, Outcome, later
from schema.settings import Settings

SECONDS = 10.0
PERMANENT = 500


def post(settings: Settings, address: str, ident: str, message: Message, now: datetime) -> Outcome:
    """Mail the message once, and say what became of it."""
    try:
        whole = _message(settings, mail(settings, address), ident, message, now)
        with _server(settings) as server:
            server.send_message(whole)
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(*next(iter(error.recipients.values())))
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code, error.smtp_error)
    except NotAnAddress as error:
        return later(str(error))
    except (smtplib.SMTPException, OSError) as error:
        return later(f"the mail server cannot be used: {error or type(error).__name__}")
    return ARRIVED


def _message(
    settings: Settings, to: str, ident: str, message: Message, now: datetime
) -> EmailMessage:
    if not settings.smtp_host or not settings.mail_from:
        raise NotAnAddress("no mail can be sent: set PEERLINE_SMTP_HOST and PEERLINE_MAIL_FROM")
    if not settings.mail_from.isprintable():
        raise NotAnAddress("no mail can be sent: PEERLINE_MAIL_FROM is no line")
    whole = EmailMessage()
    whole["From"], whole["To"], whole["Subject"] = settings.mail_from, to, message.subject
    whole["Date"] = format_datetime(now)
    domain = settings.mail_from.rpartition("@")[2].strip("> ")
    whole["Message-ID"] = f"<{ident}@{domain}>"
    whole["Auto-Submitted"] = "auto-generated"
    whole.set_content(message.text)
    whole.add_alternative(message.html, subtype="html")
    return whole


def _server(settings: Settings) -> smtplib.SMTP:
    """A server that takes mail, signed in to."""
    host, port = settings.smtp_host or "", settings.smtp_port
    server: smtplib.SMTP
    if settings.smtp_tls == "tls":
        safely = ssl.create_default_context()
        server = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=safely)
    else:
        server = smtplib.SMTP(host, port, timeout=SECONDS)
    try:
        if settings.smtp_tls == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            secret = settings.smtp_password
            server.login(settings.smtp_user, secret.get_secret_value() if secret else "")
    except (smtplib.SMTPException, OSError):
        server.close()
        raise
    return server


def _refused(code: int, said: bytes | str) -> Outcome:
    """What a server's answer means: below 500 it may be tried again."""
    plain = said.decode(errors="replace") if isinstance(said, bytes) else said
    why = f"the mail server answered {code} {' '.join(plain.split())[:150]}"
    return Outcome(Became.REFUSED, why) if code >= PERMANENT else later(why)
