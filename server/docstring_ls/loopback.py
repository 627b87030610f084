"""Whether an address leads to this machine alone, told by its text and without asking anybody."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own, as RFC 6761 and RFC 5735 say."""
    name = host.strip("[]").rstrip(".").lower()
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def travels_openly(url: str) -> bool:
    """Whether others on the way could read what is sent to a URL."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "redis") and not is_loopback(parts.hostname or "")
