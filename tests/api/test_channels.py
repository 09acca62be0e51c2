"""A channel is its owner's, goes only where the operator lets it, and tells its secret once."""

from typing import Any

import pytest
from changing import Office
from raising import raised
from receiving import Receiver, receiving, status

from notifying.sending import Sender
from schema.settings import Settings

FIELDS = """id name kind address rhythm hour weekday quietFrom quietTo timeZone kinds onlyUrgent
  territory isOn offBecause"""
SAVE = f"""mutation($wish: ChannelInput!) {{
  saveChannel(channel: $wish) {{ secret channel {{ {FIELDS} }} }} }}"""
LIST = f"{{ channels {{ {FIELDS} }} }}"
DELETE = "mutation($id: ID!) { deleteChannel(id: $id) { channel { name } } }"
TRY = "mutation($id: ID!) { tryChannel(id: $id) { isTaken why } }"
SENT = """query($id: ID!, $first: Int!) { deliveries(channel: $id, first: $first) {
  id ident state alerts attempts nextAt lastError sentAt } }"""


@pytest.fixture
def receiver() -> Any:
    with receiving() as one:
        yield one


@pytest.fixture
def at(office: Office, receiver: Receiver) -> Settings:
    own = {"webhook_hosts": (receiver.host,), "mail_domains": ("firm.example",)}
    office.settings = office.settings.model_copy(update=own)
    return office.settings


def _wish(receiver: Receiver, **parts: Any) -> dict[str, Any]:
    return {"name": "own", "kind": "WEBHOOK", "address": receiver.address} | parts


def test_a_channel_is_kept_listed_tried_and_forgotten(
    office: Office, at: Settings, receiver: Receiver
) -> None:
    how = {"role": "liaison", "territory": ("IL", "DE")}
    wish = _wish(receiver, rhythm="WEEKLY", weekday="FRIDAY", hour=7, timeZone="Europe/Berlin")
    wish |= {"quietFrom": 22, "quietTo": 6, "kinds": ["TRIAL"], "onlyUrgent": True}
    saved = office.data(SAVE, wish=wish, **how)["saveChannel"]
    assert saved["secret"].startswith("whsec_")
    kept = saved["channel"]
    assert kept == wish | {
        "id": kept["id"],
        "territory": ["DE", "IL"],
        "isOn": True,
        "offBecause": None,
    }
    # Saved again it is the same one, and the secret is not told again; of another address it is.
    again = office.data(SAVE, wish=wish | {"hour": 9}, **how)["saveChannel"]
    assert (again["secret"], again["channel"]["id"], again["channel"]["hour"]) == (
        None,
        kept["id"],
        9,
    )
    elsewhere = office.data(SAVE, wish=wish | {"address": receiver.address + "2"}, **how)
    assert elsewhere["saveChannel"]["secret"] not in (None, saved["secret"])
    assert [one["id"] for one in office.data(LIST, **how)["channels"]] == [kept["id"]]
    tried = office.data(TRY, id=kept["id"], **how)["tryChannel"]
    assert tried == {"isTaken": True, "why": None} and len(receiver.taken) == 1
    receiver.answers = [status(500)]
    tried = office.data(TRY, id=kept["id"], **how)["tryChannel"]
    assert tried == {"isTaken": False, "why": "answered 500"}
    assert office.data(DELETE, id=kept["id"], **how)["deleteChannel"]["channel"]["name"] == "own"
    assert office.data(LIST, **how)["channels"] == []


def test_nobody_sees_or_changes_the_channel_of_another(
    office: Office, at: Settings, receiver: Receiver
) -> None:
    own = office.data(SAVE, wish=_wish(receiver))["saveChannel"]["channel"]
    for role in ("steward", "admin", "liaison"):
        assert office.data(LIST, subject="u-2", role=role)["channels"] == []
        for asked in (DELETE, TRY):
            how = {"subject": "u-2", "role": role, "id": own["id"]}
            assert office.codes(asked, **how) == ["NOT_FOUND"]
        how = {"subject": "u-2", "role": role, "id": own["id"]}
        assert office.codes(SENT, first=1, **how) == ["NOT_FOUND"]
    assert receiver.taken == []
    assert len(office.data(LIST)["channels"]) == 1


@pytest.mark.parametrize("role", ["viewer", "auditor"])
def test_who_reads_nothing_of_persons_keeps_no_channel(
    office: Office, at: Settings, receiver: Receiver, role: str
) -> None:
    assert set(office.codes(SAVE, wish=_wish(receiver), role=role)) == {"FORBIDDEN"}
    assert set(office.codes(LIST, role=role)) == {"FORBIDDEN"}


def test_what_was_sent_is_told_with_what_hindered_it(
    office: Office, at: Settings, receiver: Receiver
) -> None:
    own = office.data(SAVE, wish=_wish(receiver))["saveChannel"]["channel"]
    raised(at, 1, owner="u-1")
    Sender(at).run()
    raised(at, 2, 3, owner="u-1")
    receiver.answers = [status(503)]
    Sender(at).run()
    waits, came = office.data(SENT, id=own["id"], first=5)["deliveries"]
    assert (came["state"], came["alerts"], came["nextAt"]) == ("SENT", 1, None)
    assert (waits["state"], waits["alerts"], waits["attempts"]) == ("WAITING", 2, 1)
    assert waits["lastError"] == "answered 503" and waits["nextAt"] and not waits["sentAt"]
    assert [came["ident"], waits["ident"]] == receiver.idents
    assert len(office.data(SENT, id=own["id"], first=1)["deliveries"]) == 1


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"name": ""}, "a name has"),
        ({"name": "x" * 201}, "a name has"),
        ({"name": "a\nb"}, "a name has"),
        ({"name": "a\0b"}, "a name has"),
        ({"address": ""}, "`address`"),
        ({"address": "https://evil.example/"}, "PEERLINE_WEBHOOK_HOSTS"),
        ({"address": "x" * 100_000}, "`address`"),
        ({"address": "http://user:secret@127.0.0.1/"}, "user or a password"),
        ({"kind": "EMAIL"}, "`address`"),
        ({"kind": "EMAIL", "address": "ann@evil.example"}, "PEERLINE_MAIL_DOMAINS"),
        ({"kind": "EMAIL", "address": "a@firm.example\nBcc: b@evil.example"}, "`address`"),
        ({"kind": "FAX"}, "FAX"),
        ({"kind": None}, "null"),
        ({"rhythm": "HOURLY"}, "HOURLY"),
        ({"weekday": 3}, "Weekday"),
        ({"hour": 24}, "`hour` is 24"),
        ({"hour": -1}, "`hour` is -1"),
        ({"hour": 2**40}, "32-bit"),
        ({"hour": 1.5}, "Int"),
        ({"quietFrom": 1}, "both"),
        ({"quietTo": 1}, "both"),
        ({"quietFrom": 3, "quietTo": 3}, "same hour"),
        ({"quietFrom": 3, "quietTo": 99}, "`quietTo` is 99"),
        ({"timeZone": ""}, "`timeZone`"),
        ({"timeZone": "../../etc/passwd"}, "`timeZone`"),
        ({"timeZone": "Z" * 9_000}, "`timeZone`"),
        ({"kinds": ["x" * 51]}, "AlertKind"),
        ({"kinds": [""]}, "AlertKind"),
        ({"kinds": ["A\n"]}, "AlertKind"),
        ({"kinds": [str(n) for n in range(51)]}, "AlertKind"),
        ({"kinds": [["NEW"]]}, "AlertKind"),
        ({"kinds": {"a": 1}}, "AlertKind"),
        ({"other": 1}, "other"),
    ],
    ids=lambda one: ascii(one)[:40],
)
def test_an_absurd_wish_is_refused_by_the_name_of_its_field(
    office: Office, at: Settings, receiver: Receiver, parts: dict[str, Any], says: str
) -> None:
    result = office.ask(SAVE, wish=_wish(receiver, **parts))
    (error, *_) = result.errors or []
    assert (error.extensions or {})["code"] == "BAD_USER_INPUT", error
    assert says in error.message
    assert len(error.message) < 500
    assert office.data(LIST)["channels"] == []


@pytest.mark.parametrize("id", ["", "x", "-1", "1.5", "²", "1" * 40, "Channel:1"])
def test_a_malformed_id_of_a_channel_is_refused(office: Office, at: Settings, id: str) -> None:
    assert office.codes(DELETE, id=id) == ["BAD_USER_INPUT"]
    assert office.codes(TRY, id=id) == ["BAD_USER_INPUT"]
    assert office.codes(SENT, id=id, first=1) == ["BAD_USER_INPUT"]


def test_the_list_of_deliveries_has_bounds(
    office: Office, at: Settings, receiver: Receiver
) -> None:
    own = office.data(SAVE, wish=_wish(receiver))["saveChannel"]["channel"]
    for first in (0, -1, 101):
        assert office.codes(SENT, id=own["id"], first=first) == ["BAD_USER_INPUT"]
    assert office.codes(SENT, id="99", first=1) == ["NOT_FOUND"]


def test_nobody_keeps_more_channels_than_twenty(
    office: Office, at: Settings, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workspace.channels.MOST_OF_ONE", 1)
    office.data(SAVE, wish=_wish(receiver))
    assert office.codes(SAVE, wish=_wish(receiver, name="more")) == ["BAD_USER_INPUT"]
    office.data(SAVE, wish=_wish(receiver))


def test_with_a_lost_key_a_trial_says_how_to_go_on(
    office: Office, at: Settings, receiver: Receiver
) -> None:
    own = office.data(SAVE, wish=_wish(receiver))["saveChannel"]["channel"]
    (at.home / "delivery.key").write_bytes(b"x" * 32)
    (error,) = office.ask(TRY, id=own["id"]).errors or []
    assert "save the channel again" in error.message and str(at.home) not in error.message
    assert receiver.taken == []
