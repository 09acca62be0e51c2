"""People sign in to the page by their organisation, and stand where they were."""

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Watched
from issuing import AUDIENCE, Provider, issuing
from listening import listening
from playwright.sync_api import Browser, Page, expect

from api import tokens
from api.app import application
from api.schema import schema
from schema.settings import Settings

PEOPLE: dict[str, dict[str, Any]] = {
    "Ann": {"role": "analyst"},
    "Bo": {"role": "liaison", "territory": ["IL"]},
    "Cy": {"role": "gardener"},
}
# A view with a state of its own, and how the page itself writes it.
VIEW = "/explore/lists?list=emerging&papers=3"
LEFT = """() => ({ local: localStorage.length, cookies: document.cookie,
  address: location.pathname + location.search + location.hash,
  session: Object.keys(sessionStorage).filter((name) => name.startsWith("peerline.")).sort() })"""
Served = tuple[str, Provider]


@pytest.fixture(scope="session")
def served(country: Settings) -> Iterator[Served]:
    """The country, served to those whom a provider signs in."""
    with issuing({}) as provider:
        words = {"sign_in": "required", **provider.settings()}
        settings = country.model_copy(update=words)
        with listening(application(settings, schema)) as address:
            provider.back = f"{address}/explore/signed-in"
            yield address, provider


@pytest.fixture
def provider(served: Served) -> Provider:
    """The provider, without faults."""
    provider = served[1]
    provider.people = dict(PEOPLE)
    provider.audience, provider.seconds = AUDIENCE, 600
    provider.renews = provider.forges_nonce = False
    provider.renewed = 0
    provider.asked.clear()
    provider.ended.clear()
    return provider


@pytest.fixture
def window(browser: Browser, served: Served, provider: Provider) -> Iterator[Watched]:
    """A window at the page; the browser says of each 401 that it is one."""
    context = browser.new_context(base_url=served[0], viewport={"width": 1280, "height": 800})
    context.set_default_timeout(20_000)
    window = Watched(context)
    window.allowed = ("status of 401",)
    yield window
    context.close()
    assert window.unexpected == []


def _sign_in(page: Page, name: str, by: str = "Sign in with your organisation") -> None:
    page.get_by_role("button", name=by, exact=True).click()
    expect(page.get_by_role("heading", name="Who is there?")).to_be_visible()
    page.get_by_role("link", name=name, exact=True).click()


def _stands_at_the_view(page: Page) -> None:
    expect(page.get_by_role("heading", level=1, name="Emerging")).to_be_visible()
    expect(page.get_by_label("Papers, at least")).to_have_value("3")


def test_who_signs_in_stands_where_the_link_led_in_the_role_of_the_token(
    window: Watched, provider: Provider
) -> None:
    page = window.page
    page.goto(VIEW)
    expect(page.get_by_role("heading", level=1, name="Sign in to Peerline")).to_be_visible()
    _sign_in(page, "Bo")
    _stands_at_the_view(page)
    identity = page.get_by_role("button", name="Signed in as liaison")
    identity.click()
    expect(page.get_by_text("Bo, liaison for IL")).to_be_visible()
    [asked] = provider.asked
    assert (asked["response_type"], asked["scope"]) == ("code", "openid")
    assert len(asked["code_challenge"]) == 43 and len(asked["nonce"]) >= 32
    assert page.evaluate(LEFT) == {
        "local": 0,
        "cookies": "",
        "address": VIEW,
        "session": ["peerline.key", "peerline.session"],
    }
    # The code is not in what the browser remembers either.
    page.go_back()
    expect(page.get_by_role("heading", name="Who is there?")).to_be_visible()
    page.go_forward()
    _stands_at_the_view(page)


def test_who_is_not_let_in_is_told_so_and_may_try_again(window: Watched) -> None:
    page = window.page
    page.goto(VIEW)
    _sign_in(page, "nobody")
    expect(page.get_by_role("heading", level=1, name="You are not signed in")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("It was called off")
    expect(page.get_by_role("alert")).to_contain_text("access_denied")
    left = page.evaluate(LEFT)
    assert (left["session"], left["address"]) == ([], "/explore/signed-in")
    _sign_in(page, "Ann", "Sign in again")
    _stands_at_the_view(page)


def test_a_sign_in_that_runs_out_is_renewed_by_one_click_to_the_same_view(
    window: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.page
    page.goto(VIEW)
    _sign_in(page, "Ann")
    _stands_at_the_view(page)
    # An hour later.
    with monkeypatch.context() as later:
        later.setattr(tokens, "LEEWAY_SECONDS", -3_600)
        page.get_by_label("Papers, at least").fill("4")
        expect(
            page.get_by_role("heading", level=1, name="Your sign-in has run out")
        ).to_be_visible()
    _sign_in(page, "Ann", "Sign in again")
    expect(page.get_by_role("heading", level=1, name="Emerging")).to_be_visible()
    expect(page.get_by_label("Papers, at least")).to_have_value("4")


def test_a_token_is_renewed_without_a_word_where_the_issuer_allows_it(
    window: Watched, provider: Provider
) -> None:
    # Each is renewed half a minute before its end.
    provider.renews, provider.seconds = True, 25
    page = window.page
    page.goto(VIEW)
    _sign_in(page, "Ann")
    _stands_at_the_view(page)
    first = page.evaluate("sessionStorage.getItem('peerline.key')")
    before = provider.renewed
    provider.seconds = 600
    page.get_by_label("Papers, at least").fill("4")
    expect(page).to_have_url(f"{provider.back.removesuffix('/explore/signed-in')}{VIEW[:-1]}4")
    page.wait_for_function("old => sessionStorage.getItem('peerline.key') !== old", arg=first)
    assert provider.renewed > before
    expect(page.get_by_label("Papers, at least")).to_have_value("4")
    expect(page.get_by_role("button", name="Signed in as analyst")).to_be_visible()


def test_a_token_that_cannot_be_renewed_any_more_leads_to_the_door(
    window: Watched, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.allowed = ("status of 401", "status of 400")
    provider.renews, provider.seconds = True, 25
    page = window.page
    page.goto(VIEW)
    _sign_in(page, "Ann")
    _stands_at_the_view(page)
    provider.refreshing.clear()
    monkeypatch.setattr(tokens, "LEEWAY_SECONDS", -3_600)
    page.get_by_label("Papers, at least").fill("4")
    expect(page.get_by_role("heading", level=1, name="Your sign-in has run out")).to_be_visible()


def test_who_has_no_role_is_told_so_and_may_come_as_somebody_else(
    window: Watched, provider: Provider
) -> None:
    window.allowed = ("status of 401", "status of 403")
    page = window.page
    page.goto(VIEW)
    _sign_in(page, "Cy")
    expect(
        page.get_by_role("heading", level=1, name="You have no role in Peerline")
    ).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("ask your administrator")
    _sign_in(page, "Ann", "Sign in as somebody else")
    _stands_at_the_view(page)
    assert [one.get("prompt") for one in provider.asked] == [None, "login"]


def test_a_token_that_the_server_does_not_take_is_no_wrong_key(
    window: Watched, provider: Provider
) -> None:
    provider.audience = "another"
    page = window.page
    page.goto(VIEW)
    _sign_in(page, "Ann")
    expect(page.get_by_role("alert")).to_contain_text("Peerline does not take its token")
    expect(page.get_by_text("This key or token is not known")).to_have_count(0)


def test_signing_out_forgets_the_token_here_and_signs_out_there(
    window: Watched, provider: Provider
) -> None:
    page = window.page
    page.goto(VIEW)
    _sign_in(page, "Ann")
    page.get_by_role("button", name="Signed in as analyst").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    expect(page.get_by_role("heading", level=1, name="Sign in to Peerline")).to_be_visible()
    assert page.evaluate(LEFT)["session"] == []
    [ended] = provider.ended
    assert ended["id_token_hint"].count(".") == 2


@pytest.mark.parametrize(
    "query", ["?code=x&state=y", "?error=access_denied&state=y", "?code=x", "?error=x#state=y"]
)
def test_what_was_not_begun_in_this_window_signs_nobody_in(window: Watched, query: str) -> None:
    page = window.page
    page.goto(f"/explore/signed-in{query}")
    expect(page.get_by_role("alert")).to_contain_text("not begun in this window")
    left = page.evaluate(LEFT)
    assert (left["session"], left["address"]) == ([], "/explore/signed-in")
    page.get_by_role("link", name="Use a key").click()
    expect(page.get_by_label("Key or token")).to_be_visible()


def test_an_answer_for_another_question_signs_nobody_in(
    window: Watched, provider: Provider
) -> None:
    provider.forges_nonce = True
    page = window.page
    page.goto(VIEW)
    _sign_in(page, "Ann")
    expect(page.get_by_role("alert")).to_contain_text("cannot be trusted")
    assert page.evaluate(LEFT)["session"] == []


def test_the_address_to_come_back_to_leads_on_where_nobody_signs_in(window: Watched) -> None:
    window.page.goto("/explore/signed-in")
    window.page.wait_for_url("**/")
    expect(window.page.get_by_role("heading", name="Sign in to Peerline")).to_be_visible()


def test_an_issuer_that_does_not_answer_is_said_at_the_door(
    window: Watched, provider: Provider
) -> None:
    window.allowed = ("status of 401", "net::ERR")
    page = window.page
    page.route(f"{provider.address}/**", lambda route: route.abort("connectionrefused"))
    page.goto(VIEW)
    go = page.get_by_role("button", name="Sign in with your organisation")
    go.click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    page.unroute(f"{provider.address}/**")
    _sign_in(page, "Ann")
    _stands_at_the_view(page)


def test_the_page_reaches_the_issuer_and_no_other_origin(
    window: Watched, provider: Provider
) -> None:
    window.allowed = ("status of 401", "Content Security Policy", "Refused to connect")
    page = window.page
    page.goto("/")
    reach = "address => fetch(address).then((answer) => answer.status, () => 'refused')"
    assert page.evaluate(reach, f"{provider.address}/keys") == 200
    with issuing({}) as other:
        assert page.evaluate(reach, f"{other.address}/keys") == "refused"
        page.evaluate(
            """address => { const frame = document.createElement("iframe");
          frame.src = address; document.body.append(frame); }""",
            provider.address,
        )
    assert sum("Content Security Policy" in one for one in window.complaints) >= 2
