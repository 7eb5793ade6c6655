"""Who gets in, and what nobody can tell from outside."""

from __future__ import annotations

import asyncio
from ipaddress import ip_network

import pytest

from adapters.web.signing import Signer
from adapters.web.visitors import Access, Visitor, everyone
from tests.adapters.web.site import a_site, browsing

SIGNER = Signer("link-secret")
SSO = Access(sso_header="X-User", trusted=(ip_network("10.0.0.0/8"),))


@pytest.mark.parametrize(
    ("peer", "host", "headers", "let_in"),
    [
        ("127.0.0.1", "127.0.0.1:8080", {}, True),
        ("::1", "localhost:8080", {}, True),
        ("127.0.0.1", "evil.example", {}, False),
        ("127.0.0.1", "localhost", {"X-Forwarded-For": "10.2.3.4"}, False),
        ("192.168.1.20", "localhost", {}, False),
        ("", "localhost", {}, False),
    ],
)
def test_trying_it_out_is_for_this_computer_alone(peer: str, host: str, headers: dict[str, str], let_in: bool) -> None:  # noqa: FBT001 - what the test is about
    """Open mode lets in nobody from elsewhere: not through a proxy, and not by another site's name for this address."""
    assert let_in == (Access(here=True).visitor(peer, host, headers) is not None)


@pytest.mark.parametrize(("peer", "header", "let_in"), [("10.1.1.1", "u7", True), ("10.1.1.1", "", False), ("11.1.1.1", "u7", False)])
def test_a_name_is_believed_from_the_proxy_alone(peer: str, header: str, let_in: bool) -> None:  # noqa: FBT001 - what the test is about
    """The single sign-on header counts only where the trusted proxy sets it."""
    found = SSO.visitor(peer, "policies.example", {"X-User": header} if header else {})

    assert (Visitor("u7", *everyone(())) if let_in else None) == found


def test_with_single_sign_on_this_computer_is_not_open() -> None:
    """Behind a proxy everything comes from this computer, which therefore opens nothing."""
    access = Access(sso_header="X-User", trusted=(ip_network("10.0.0.0/8"),), here=True)

    assert None is access.visitor("127.0.0.1", "localhost", {})


def test_a_signed_link_opens_its_own_policy_and_nothing_else() -> None:
    """Whoever holds a link reads that policy; the chat, the list, another policy and a changed token stay closed."""

    async def go() -> None:
        token = SIGNER.sign("hive-hill", "bees", "staff")
        async with browsing(a_site(access=Access(signer=SIGNER))) as client:
            status = [
                (await client.get(path)).status
                for path in (f"/p/hive-hill/bees?k={token}", f"/p/hive-hill/stings?k={token}", f"/?k={token}", f"/policies?k={token}",
                             f"/p/hive-hill/bees?k={token[:-2]}xx", "/p/hive-hill/bees", f"/health?k={token}")
            ]  # fmt: skip

            assert [200, 404, 403, 403, 403, 403, 403] == status

    asyncio.run(go())


def test_an_expired_link_says_so() -> None:
    """Who had a link is told that it has run out, and how to get another."""

    async def go() -> None:
        token = SIGNER.sign("hive-hill", "bees", "staff")
        async with browsing(a_site(access=Access(signer=Signer("link-secret", days=-1)))) as client:
            page = await client.get(f"/p/hive-hill/bees?k={token}")

            assert (410, True) == (page.status, "expired" in await page.text())

    asyncio.run(go())


def test_a_document_for_the_dsl_is_as_absent_as_one_that_is_not_there() -> None:
    """Nobody can tell from the answer whether a closed document exists."""

    async def go() -> None:
        async with browsing(a_site()) as client:
            pages = [await client.get(f"/p/hive-hill/{slug}{more}") for more in ("", f"?v={'c' * 64}") for slug in ("stings", "things")]
            seen = [(page.status, (await page.text()), sorted(name for name in page.headers if name != "Date")) for page in pages]

            assert 404 == seen[0][0]
            assert [seen[0]] * 4 == seen
            assert "Sting" not in await (await client.get("/policies")).text()

    asyncio.run(go())


def test_every_page_binds_the_browser() -> None:
    """No page lets in another's script, frame or copy, whatever became of the request."""

    async def go() -> None:
        async with browsing(a_site()) as client:
            for path in ("/", "/policies", "/health", "/p/hive-hill/bees", "/none", "/static/verse.css", "/healthz"):
                page = await client.get(path)
                policy = page.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "unsafe" not in policy
                assert "frame-ancestors 'none'" in policy
                assert ("nosniff", "no-referrer") == (page.headers["X-Content-Type-Options"], page.headers["Referrer-Policy"])
                assert path.startswith("/static") or "no-store" == page.headers["Cache-Control"]

    asyncio.run(go())


def test_metrics_are_not_for_the_world() -> None:
    """Counts go to this computer or to whoever carries the token."""

    async def go() -> None:
        from dataclasses import replace  # noqa: PLC0415 - this test's alone

        site = replace(a_site(), metrics_token="scrape-me")  # noqa: S106 - made up
        async with browsing(site) as client:
            far = {"X-Forwarded-For": "10.0.0.9"}
            status = [
                (await client.get("/metrics", headers=headers)).status
                for headers in ({}, far, {**far, "Authorization": "Bearer scrape-me"}, {**far, "Authorization": "Bearer no"})
            ]

            assert [200, 403, 200, 403] == status

    asyncio.run(go())


def test_ready_says_what_is_wanting() -> None:
    """A load balancer gets 503 and a person the reason."""

    async def go() -> None:
        from dataclasses import replace  # noqa: PLC0415 - this test's alone

        async def wanting() -> tuple[str, ...]:
            return ("the index is being rebuilt",)

        async with browsing(replace(a_site(), ready=wanting)) as client:
            page = await client.get("/readyz")

            assert (503, "the index is being rebuilt\n") == (page.status, await page.text())
            assert 200 == (await client.get("/healthz")).status

    asyncio.run(go())
