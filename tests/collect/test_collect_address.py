from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.collect.address import parse_address, why_refused
from thistledown.collect.connector import FetchError


def test_a_plain_address_is_taken_apart() -> None:
    address = parse_address("https://Example.ORG/Путь?a=1&b=%20#part")
    assert (address.scheme, address.host, address.port) == ("https", "example.org", 443)
    assert address.url == "https://example.org/%D0%9F%D1%83%D1%82%D1%8C?a=1&b=%20"
    assert parse_address("http://минобороны.рф/").host == "xn--90anlfbebar6i.xn--p1ai"
    assert parse_address("http://example.org:8080/x").site == "http://example.org:8080"
    assert parse_address("http://[2606:4700::1111]/").site == "http://[2606:4700::1111]:80"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://example.org/1",
        "ftp://example.org/",
        "dict://example.org:11211/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org/",
        "example.org",
        "http://",
        "http:///x",
    ],
)
def test_security_only_http_and_https(url: str) -> None:
    with pytest.raises(FetchError):
        parse_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://user@example.org/",
        "http://user:pass@example.org/",
        "http://example.org@127.0.0.1/",
        "http://127.0.0.1\\@example.org/",
        "http://example.org\\.evil.org/",
        "http://@example.org/",
    ],
)
def test_security_userinfo_tricks(url: str) -> None:
    with pytest.raises(FetchError):
        parse_address(url)


@pytest.mark.parametrize("bad", ["\r\n", "\n", "\r", "\t", " ", "\x00", "\x7f", "\x85", "\u2028"])
def test_security_control_characters_in_an_address(bad: str) -> None:
    with pytest.raises(FetchError, match="control character"):
        parse_address(f"http://example.org/{bad}Host: evil.org")


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "017700000001",
        "0x7f.0x0.0x0.0x1",
        "127.0.0.01",
        "256.1.1.1",
        "1.2.3.4.5",
        "127.0.0.0x1",
        "①②⑦.1",
        "example.org%2f",
        "exa mple.org",
        "-example-.org:99999",
        "[::1%25eth0]",
        "[::1",
        "[zz::1]",
        "localhost",
        "LOCALHOST.",
        "metadata.google.internal",
        "printer.local",
        "a..b",
    ],
)
def test_security_unusual_hosts_are_refused(host: str) -> None:
    with pytest.raises(FetchError):
        parse_address(f"http://{host}/")


def test_security_full_width_digits_fold_to_the_address_they_mean() -> None:
    address = parse_address("http://１２７。０。０。１/")
    assert address.host == "127.0.0.1"
    assert why_refused(address.host)


@pytest.mark.parametrize("port", [0, 21, 22, 23, 25, 53, 110, 389, 445, 465, 587, 6000, 6667])
def test_security_ports_of_other_protocols_are_refused(port: int) -> None:
    with pytest.raises(FetchError):
        parse_address(f"http://example.org:{port}/")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "169.254.169.254",
        "168.63.129.16",
        "192.0.0.8",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "2001:db8::1",
        "2001:10::1",
        "fe80::1",
        "fe80::1%lo",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "100::1",
        "2606:4700::5efe:7f00:1",
        "not an address",
    ],
)
def test_security_special_addresses_are_refused(address: str) -> None:
    assert why_refused(address)


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "93.184.216.34",
        "2606:4700:4700::1111",
        "64:ff9b::101:101",
        "2002:101:101::1",
        "::ffff:1.1.1.1",
    ],
)
def test_public_addresses_are_let_through(address: str) -> None:
    assert why_refused(address) is None


@given(st.ip_addresses(v=4))
def test_security_whatever_carries_a_refused_address_is_refused(address: object) -> None:
    if why_refused(str(address)) is None:
        return
    number = int(ip_address(str(address)))
    for carried in (
        f"::ffff:{address}",
        f"64:ff9b::{address}",
        f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1",
    ):
        assert why_refused(carried), carried


def test_permitted_networks_are_only_what_they_say() -> None:
    permitted = (ip_network("127.0.0.0/8"),)
    assert why_refused("127.0.0.1", permitted) is None
    assert why_refused("10.0.0.1", permitted)
    assert why_refused("::1", permitted)
