"""Which addresses may be fetched: http and https on the public internet, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urlsplit, urlunsplit

import idna

from thistledown.collect.connector import FetchError
from thistledown.collect.taking import TAKING

Network = IPv4Network | IPv6Network
_LONGEST = 4096
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029]")
_NUMERIC = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)\Z")
_QUAD = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}\Z")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?\.?\Z")

# Ports above 1023 that speak something else than HTTP, from the Fetch standard's list of bad ports.
_OTHER_PORTS = frozenset(
    (1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080)
)
_LOCAL_NAMES = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa", "onion")

# Beyond what `is_global` refuses: special ranges it lets through, and one cloud's metadata address.
_REFUSED: tuple[tuple[Network, str], ...] = (
    (ip_network("168.63.129.16/32"), "a cloud provider's internal address"),
    (ip_network("192.0.0.0/24"), "an address reserved for protocols"),
    (ip_network("192.88.99.0/24"), "a relay address"),
    (ip_network("100.64.0.0/10"), "an address inside a provider's network"),
    (ip_network("198.18.0.0/15"), "an address for tests"),
    (ip_network("fec0::/10"), "an address inside a private network"),
    (ip_network("64:ff9b:1::/48"), "an address inside a private network"),
    (ip_network("5f00::/16"), "an address reserved for routing"),
    (ip_network("2001:10::/28"), "an address reserved for protocols"),
    (ip_network("2001:20::/28"), "an address reserved for protocols"),
    (ip_network("3fff::/20"), "an address for documentation"),
)
_NAT64 = ip_network("64:ff9b::/96")
_COMPATIBLE = ip_network("::/96")


@dataclass(frozen=True, slots=True)
class Address:
    """A web address taken apart and found to be well formed; its host is still to be resolved and checked.

    Attributes:
        url: normalised: ASCII host, no fragment.
        scheme: "http" or "https".
        host: ASCII, lower case; an IP address without brackets.
        port: 80, 443 or above 1023.
    """

    url: str
    scheme: str
    host: str
    port: int

    @property
    def site(self) -> str:
        """Scheme, host and port: what robots.txt and polite waits are counted by."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def parse_address(written: str) -> Address:
    """Take a web address apart.

    Raises:
        FetchError: when it is not a plain http or https address.
    """
    if len(written) > _LONGEST:
        raise FetchError(f"the address is longer than {_LONGEST} characters", "shorten it")
    if _UNSAFE.search(written):
        raise FetchError(
            TAKING("unsafe"),
            TAKING("do_as_shown"),
        )
    try:
        parts = urlsplit(written)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise FetchError("the address is not well formed", "check its host and port") from error
    scheme = parts.scheme.lower()
    if scheme not in {"http", "https"}:
        raise FetchError(
            f"addresses beginning with {scheme[:20] or 'nothing'}: are not fetched",
            "use an http or https address",
        )
    if "@" in parts.netloc:
        raise FetchError("the address carries a user name or password", "leave out what stands before the @")
    if not host:
        raise FetchError(TAKING("no_host"), TAKING("do_spelling"))
    host = _ascii_host(host, bracketed="[" in parts.netloc)
    port = port if port is not None else {"http": 80, "https": 443}[scheme]
    if port not in {80, 443} and (port < 1024 or port in _OTHER_PORTS):
        raise FetchError(TAKING("port", port=str(port)), TAKING("do_public"))
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port == {"http": 80, "https": 443}[scheme] else f"{shown}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]{}|^`")
    return Address(urlunsplit((scheme, netloc, path, query, "")), scheme, host, port)


def _ascii_host(host: str, *, bracketed: bool) -> str:
    if bracketed:
        if "%" in host:
            raise FetchError("the address names a network interface", "use the site's public address")
        try:
            return str(IPv6Address(host))
        except ValueError as error:
            raise FetchError(f"{host!r} is not an IPv6 address", "check its spelling") from error
    # Full-width digits and dots fold to plain ones, so they are folded before anything is judged.
    host = unicodedata.normalize("NFKC", host).replace("。", ".").lower()
    if "%" in host:
        raise FetchError("the host has an escape in it", "write the host in plain letters")
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii").lower()
        except (idna.IDNAError, UnicodeError) as error:
            raise FetchError(TAKING("bad_host"), TAKING("do_spelling")) from error
    if not _HOST.match(host) or ".." in host:
        raise FetchError(TAKING("bad_host"), TAKING("do_spelling"))
    bare = host.rstrip(".")
    if _NUMERIC.match(bare.rpartition(".")[2]):
        # "2130706433", "0x7f.1" and "0177.0.0.1" all mean 127.0.0.1 to some resolvers.
        if not _QUAD.match(bare):
            raise FetchError(
                f"{host[:60]!r} is an unusual way to write an IP address", "write it as four numbers"
            )
        try:
            return str(IPv4Address(bare))
        except ValueError as error:
            raise FetchError(f"{host!r} is not an IP address", "check its numbers") from error
    if bare.endswith(tuple("." + name for name in _LOCAL_NAMES)) or bare in _LOCAL_NAMES:
        raise FetchError(TAKING("private", host=bare), TAKING("do_only_public"))
    return bare


def why_refused(written: str, permitted: Sequence[Network] = ()) -> str | None:
    """Why an IP address may not be connected to; None when it may.

    Every form that carries an IPv4 address inside an IPv6 one is judged by what it carries.

    Args:
        written: the IP address as a resolver gives it.
        permitted: networks that are let through before anything else is looked at.
    """
    try:
        address = ip_address(written)
    except ValueError:
        return "not an IP address"
    if any(address.version == network.version and address in network for network in permitted):
        return None
    if isinstance(address, IPv6Address) and address.scope_id:
        return "an address on a network interface of this machine"
    for network, what in _REFUSED:
        if address.version == network.version and address in network:
            return what
    if isinstance(address, IPv6Address):
        carried = _carried(address)
        if carried is not None:
            inner = why_refused(str(carried))
            return f"{inner}, carried inside an IPv6 address" if inner else None
    if address.is_loopback:
        return "an address of this machine itself"
    if address.is_unspecified:
        return "no address at all"
    if address.is_link_local:
        return "a link-local address (clouds keep their secrets there)"
    if address.is_multicast:
        return "an address of many machines"
    if address.is_private:
        return "an address inside a private network"
    if address.is_reserved or not address.is_global:
        return "a reserved address"
    return None


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    last = IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 0xFFFF):
        return last
    # ISATAP puts 0:5efe or 200:5efe before the IPv4 address.
    if (int(address) >> 32) & 0xFDFFFFFF == 0x5EFE:
        return last
    return None
