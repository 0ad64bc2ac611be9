"""Who asks, as far as a limit must know: the address behind proxies, and the network that it is counted as.

X-Forwarded-For grows by one address at every proxy, at its right end. What stands left of the last address that a
trusted proxy wrote was written by whoever asked, and proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_SITE: Final = 64
"""The bits of an IPv6 address that a provider gives to one customer; the rest are theirs to choose freely."""
_MOST_HOPS: Final = 20


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """``10.0.0.0/8`` or a single address. Raises ValueError that names the one that is neither."""
    return tuple(ip_network(text, strict=False) for text in texts)


def asker(remote: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The nearest address that is not a trusted proxy's; ``remote`` is who is connected, ``forwarded`` the header."""
    nearest = remote
    hops = forwarded.rsplit(",", _MOST_HOPS)[-_MOST_HOPS:] if forwarded else []
    for said in reversed(hops):
        if not within(nearest, trusted):
            break
        address = _address(said)
        if address is None:
            break
        nearest = str(address)
    return nearest


def within(address: str, known: Sequence[Network]) -> bool:
    found = _address(address)
    return found is not None and any(found in network for network in known)


def counted_as(address: str) -> bytes:
    """What a limit counts this address as: itself, or of IPv6 the 64 bits that are one customer's."""
    found = _address(address)
    if isinstance(found, IPv6Address):
        return found.packed[: _SITE // 8]
    return found.packed if found is not None else b""


def _address(said: str) -> Address | None:
    """IPv4 also where it is written as IPv6 (``::ffff:192.0.2.1``) or with a port; None where it is no address."""
    text = said.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
