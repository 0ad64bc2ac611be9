"""Who asks: the address behind the proxies that are trusted, and what it is counted as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.networks import asker, counted_as, networks, within

TRUSTED = networks(["127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48"])


@pytest.mark.parametrize(
    ("remote", "forwarded", "found"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.9", "192.0.2.1"),  # nobody that we trust said so
        ("127.0.0.1", "198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "203.0.113.5, 198.51.100.9", "198.51.100.9"),  # the left one may be invented
        ("127.0.0.1", "198.51.100.9, 10.1.2.3", "198.51.100.9"),
        ("127.0.0.1", "10.9.9.9, 10.1.2.3", "10.9.9.9"),
        ("127.0.0.1", "198.51.100.9:4711", "198.51.100.9"),
        ("127.0.0.1", "[2001:db8:2::7]:4711", "2001:db8:2::7"),
        ("127.0.0.1", "::ffff:198.51.100.9", "198.51.100.9"),
        ("::ffff:127.0.0.1", "198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.9, nonsense", "127.0.0.1"),
        ("127.0.0.1", ",,,", "127.0.0.1"),
        ("", "198.51.100.9", ""),
    ],
)
def test_asker_is_the_nearest_that_no_trusted_proxy_is(remote: str, forwarded: str, found: str) -> None:
    assert asker(remote, forwarded, TRUSTED) == found


@given(st.text(max_size=300))
def test_no_header_makes_a_stranger_trusted(forwarded: str) -> None:
    assert asker("192.0.2.1", forwarded, TRUSTED) == "192.0.2.1"


def test_ipv6_is_counted_by_customer_and_ipv4_by_address() -> None:
    assert counted_as("2001:db8:2:3::1") == counted_as("2001:db8:2:3:ffff::9")
    assert counted_as("2001:db8:2:3::1") != counted_as("2001:db8:2:4::1")
    assert counted_as("192.0.2.1") != counted_as("192.0.2.2")
    assert counted_as("::ffff:192.0.2.1") == counted_as("192.0.2.1")
    assert counted_as("nonsense") == counted_as("") == b""


def test_within_knows_both_kinds() -> None:
    assert within("10.200.0.1", TRUSTED)
    assert within("2001:db8:1:7::1", TRUSTED)
    assert not within("192.0.2.1", TRUSTED)
    assert not within("nonsense", TRUSTED)


def test_what_is_no_network_is_named() -> None:
    with pytest.raises(ValueError, match=r"10\.0\.0\.0/99"):
        networks(["10.0.0.0/99"])
