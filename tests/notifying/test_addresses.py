"""Nothing is sent where the operator has not said so, however an address is written."""

import pytest

from notifying.addresses import NotAnAddress, Target, is_loopback, mail, open_to, webhook
from schema.settings import Settings

HOSTS = ("hooks.example", "Desk.Example:8443", "127.0.0.1:9000", "[::1]:9001", "10.1.2.3", "x:y:z")
AT = Settings(webhook_hosts=HOSTS, mail_domains=("Firm.example", "xn--mnchen-3ya.example"))


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://hooks.example", Target("https", "hooks.example", 443, "/")),
        ("https://HOOKS.example:443/a?b=c", Target("https", "hooks.example", 443, "/a?b=c")),
        ("https://desk.example:8443/in", Target("https", "desk.example", 8443, "/in")),
        ("http://127.0.0.1:9000/", Target("http", "127.0.0.1", 9000, "/")),
        ("http://[::1]:9001/", Target("http", "::1", 9001, "/")),
        ("https://10.1.2.3/", Target("https", "10.1.2.3", 443, "/")),
    ],
)
def test_a_named_host_is_taken_at_its_port(address: str, target: Target) -> None:
    assert webhook(AT, address) == target


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("https://other.example/", "PEERLINE_WEBHOOK_HOSTS"),
        ("https://hooks.example.evil.example/", "PEERLINE_WEBHOOK_HOSTS"),
        ("https://sub.hooks.example/", "PEERLINE_WEBHOOK_HOSTS"),
        ("https://hooks.example./", "PEERLINE_WEBHOOK_HOSTS"),
        ("https://hooks.example:8443/", "port 8443"),
        ("https://desk.example/", "port 443"),
        ("https://hooks.example:0/", "port 0"),
        ("https://hooks.example:99999/", "is none"),
        ("https://hooks.example:port/", "is none"),
        ("http://hooks.example/", "https://"),
        ("http://10.1.2.3/", "https://"),
        ("http://127.0.0.1/", "port 80"),
        ("http://127.1:9000/", "https://"),
        ("http://2130706433:9000/", "https://"),
        ("http://0x7f000001:9000/", "https://"),
        ("http://[::ffff:127.0.0.1]:9000/", "PEERLINE_WEBHOOK_HOSTS"),
        ("https://169.254.169.254/latest", "PEERLINE_WEBHOOK_HOSTS"),
        ("https://[fe80::1%25eth0]/", "PEERLINE_WEBHOOK_HOSTS"),
        ("https://user:secret@hooks.example/", "user or a password"),
        ("https://hooks.example@evil.example/", "user or a password"),
        ("https://hooks.example#@evil.example/", "xn--"),
        ("https://hooks.example\\@evil.example/", "xn--"),
        ("https://hooks.example/\r\nX-Other: 1", "xn--"),
        ("https://hooks.example/a b", "xn--"),
        ("https://hööks.example/", "xn--"),
        ("https://hooks。example/", "xn--"),
        ("https://hooks.example/" + "a" * 500, "500"),
        ("ftp://hooks.example/", "https://"),
        ("file:///etc/passwd", "https://"),
        ("//hooks.example/", "https://"),
        ("hooks.example", "https://"),
        ("https://", "https://"),
        ("https:///in", "https://"),
        ("https://[::1/", "is none"),
        ("https://x:y:z/", "is none"),
        ("", "ASCII"),
        ("\0", "ASCII"),
    ],
    ids=ascii,
)
def test_any_other_address_of_a_webhook_is_refused(address: str, says: str) -> None:
    with pytest.raises(NotAnAddress, match=says):
        webhook(AT, address)


def test_without_the_setting_nothing_is_posted_or_mailed_anywhere() -> None:
    shut = Settings(webhook_hosts=(), mail_domains=())
    for address in ("https://hooks.example/", "http://127.0.0.1/", "https://127.0.0.1/"):
        with pytest.raises(NotAnAddress, match="PEERLINE_WEBHOOK_HOSTS"):
            webhook(shut, address)
    with pytest.raises(NotAnAddress, match="PEERLINE_MAIL_DOMAINS"):
        mail(shut, "ann@firm.example")


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("hooks.example", ["93.184.215.14"]),
        ("hooks.example", ["2606:2800:21f:cb07::1", "93.184.215.14"]),
        ("localhost", ["::1", "127.0.0.1"]),
        ("127.0.0.1", ["127.0.0.1"]),
        ("10.1.2.3", ["10.1.2.3"]),
    ],
)
def test_a_host_is_written_to_at_an_address_of_the_public_network(
    host: str, found: list[str]
) -> None:
    assert open_to(host, found) == found[0]


@pytest.mark.parametrize(
    ("host", "found"),
    [
        *(
            ("hooks.example", [address])
            for address in (
                *("127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254"),
                *("100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "198.18.0.1"),
                *("::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:10.0.0.1"),
                *("64:ff9b::a00:1", "2002:a00:1::1", "2001:db8::1", "none"),
            )
        ),
        ("hooks.example", ["93.184.215.14", "10.0.0.1"]),
        ("localhost", ["10.0.0.1"]),
        ("127.0.0.1", ["10.0.0.1"]),
        ("hooks.example", []),
    ],
    ids=str,
)
def test_a_name_that_leads_into_a_private_network_is_refused(host: str, found: list[str]) -> None:
    with pytest.raises(NotAnAddress, match=host):
        open_to(host, found)


@pytest.mark.parametrize("address", ["ann@firm.example", "Ann.o'B+x@FIRM.example"])
def test_mail_goes_to_the_domains_named(address: str) -> None:
    assert mail(AT, address) == address
    assert mail(AT, "a@xn--mnchen-3ya.example")


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            "ann",
            "@firm.example",
            "ann@",
            "ann@firm.example.evil.example",
            "ann@sub.firm.example",
        ),
        *("ann@evil.example", "ann@firm.example@evil.example", "ann@münchen.example"),
        *("Ann <ann@firm.example>", "ann@firm.example, bob@firm.example", "ann@firm.example;b@x.y"),
        *("ann@firm.example\nBcc: b@evil.example", "ann@firm.example\r\n", "ann\0@firm.example"),
        *("ann@[127.0.0.1]", '"a b"@firm.example', "ann.@firm.example", ".ann@firm.example"),
        *("a" * 65 + "@firm.example", "a@" + "firm." * 60 + "example", "änn@firm.example"),
        *("ann@firm.example ", " ann@firm.example", "ann@firm..example", "ann@-firm.example"),
    ],
    ids=ascii,
)
def test_any_other_address_of_mail_is_refused(address: str) -> None:
    with pytest.raises(NotAnAddress, match=r"e-mail address|PEERLINE_MAIL_DOMAINS"):
        mail(AT, address)


def test_loopback_is_told_from_names_that_look_so() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.9.9.9", "::1")))
    assert not any(
        map(is_loopback, ("localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1"))
    )
