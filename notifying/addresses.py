"""To which addresses may anything be sent? Only where the operator of this server has said so.

A webhook is posted over https (http on this machine alone) to a host and port that
PEERLINE_WEBHOOK_HOSTS names; mail goes to the domains of PEERLINE_MAIL_DOMAINS. A name that leads
to an address of a private network is refused, unless the operator named such an address itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from schema.settings import Settings

LONGEST_WEBHOOK, LONGEST_MAIL, PORTS = 500, 254, {"https": 443, "http": 80}
_OF_ADDRESSES = re.compile(r"[A-Za-z0-9._~:/?@!$&'()*+,;=%\[\]-]+")
_MAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)"
)
# IPv6 addresses that lead on to an IPv4 address, which may be a private one.
_LEADING_ON = tuple(ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16"))
Ip = IPv4Address | IPv6Address


class NotAnAddress(ValueError):
    """Nothing may be sent there; the text says why, and what to do."""


@dataclass(frozen=True)
class Target:
    """Where a webhook is posted to: its address in parts, the path with the query."""

    scheme: str
    host: str
    port: int
    path: str


def webhook(settings: Settings, address: str) -> Target:
    """Where that address leads. Raises `NotAnAddress`."""
    if len(address) > LONGEST_WEBHOOK or not _OF_ADDRESSES.fullmatch(address):
        raise NotAnAddress(
            f"an address of a webhook has {LONGEST_WEBHOOK} characters of ASCII at most, without "
            "spaces or `#`; write a name in other letters in its `xn--` form"
        )
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise NotAnAddress("the address is none; give one such as https://host/path") from None
    if "@" in parts.netloc:
        raise NotAnAddress("the address names a user or a password; leave them out")
    if parts.scheme not in PORTS or not host:
        raise NotAnAddress("an address of a webhook begins with https:// and a host")
    if parts.scheme == "http" and not is_loopback(host):
        raise NotAnAddress("the address is not encrypted; give one that begins with https://")
    port = PORTS[parts.scheme] if port is None else port
    if (host, port) not in set(_named(settings.webhook_hosts, PORTS[parts.scheme])):
        raise NotAnAddress(
            f"nothing may be posted to {host[:100]} at port {port}; whoever runs the server names "
            "the hosts in PEERLINE_WEBHOOK_HOSTS, each as host or host:port"
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path)


def _named(hosts: Iterable[str], port: int) -> Iterable[tuple[str, int]]:
    """The hosts and ports that the setting names; of a host alone, the usual port."""
    for entry in hosts:
        try:
            parts = urlsplit(f"//{entry}")
            yield (parts.hostname or "").lower(), port if parts.port is None else parts.port
        except ValueError:  # an entry that is no host opens nothing
            continue


def mail(settings: Settings, address: str) -> str:
    """The address, as mail goes there. Raises `NotAnAddress`."""
    found = _MAIL.fullmatch(address) if len(address) <= LONGEST_MAIL else None
    if found is None or len(address.partition("@")[0]) > 64:
        raise NotAnAddress(
            "an e-mail address is one, without a name beside it, in ASCII; write a domain in other "
            "letters in its `xn--` form"
        )
    domain = found[1].lower()
    if domain not in {one.lower() for one in settings.mail_domains}:
        raise NotAnAddress(
            f"no mail may be sent to {domain[:100]}; whoever runs the server names the domains in "
            "PEERLINE_MAIL_DOMAINS"
        )
    return address


def is_loopback(host: str) -> bool:
    """Whether a name or an address is this machine's own and nobody else's."""
    at = _ip(host)
    return host == "localhost" if at is None else at.is_loopback


def open_to(host: str, found: Iterable[str]) -> str:
    """The first of the addresses that a host has, once all may be written to. Raises
    `NotAnAddress`."""
    given, named = [_ip(one) for one in found], _ip(host)
    if not given:
        raise NotAnAddress(f"{host} has no address")
    for at in given:
        if at is None or not _may_be(host, named, at):
            raise NotAnAddress(
                f"{host} leads to the address {at}, which is none of the public network; name an "
                "address of your own network itself in PEERLINE_WEBHOOK_HOSTS"
            )
    return str(given[0])


def _may_be(host: str, named: Ip | None, at: Ip) -> bool:
    if named is not None:
        return at == named
    if host == "localhost":
        return at.is_loopback
    return at.is_global and not at.is_multicast and not any(at in one for one in _LEADING_ON)


def _ip(host: str) -> Ip | None:
    """The address that the text is, one of IPv4 within IPv6 as what it is."""
    try:
        at = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return at.ipv4_mapped or at if isinstance(at, IPv6Address) else at
