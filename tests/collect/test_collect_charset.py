from __future__ import annotations

import pytest
from conformance import check_offsets
from hypothesis import given
from hypothesis import strategies as st

from thistledown.collect.charset import codec_named, find_charset
from thistledown.collect.decoded import Decoded, decode
from thistledown.collect.weave import Weaver

CODECS = [
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    "cp1251",
    "cp1256",
    "cp1252",
    "koi8-u",
    "gb18030",
    "cp932",
    "iso2022-jp",
]
RUSSIAN = "Министерство обороны сообщило о начале учебных сборов в северной части страны. "
ARABIC = "أعلنت وزارة الدفاع عن بدء برنامج تدريب جديد في شمال البلاد هذا الأسبوع. "


@pytest.mark.parametrize(
    ("content", "declared", "markup", "codec"),
    [
        (b"plain", None, False, "utf-8"),
        ("été".encode(), "iso-8859-1", False, "utf-8"),
        ("été".encode("cp1252"), "iso-8859-1", False, "cp1252"),
        (RUSSIAN.encode("cp1251"), None, False, "cp1251"),
        (RUSSIAN.encode("koi8-r"), None, False, "koi8-r"),
        (ARABIC.encode("cp1256"), None, False, "cp1256"),
        (RUSSIAN.encode("cp1251"), "utf-8", False, "cp1251"),
        (b'<meta charset="windows-1251">' + RUSSIAN.encode("cp1251"), None, True, "cp1251"),
        (b'<?xml version="1.0" encoding="koi8-r"?>' + RUSSIAN.encode("koi8-r"), None, True, "koi8-r"),
        ((("<p>" + RUSSIAN + "<br>") * 3).encode("utf-16-le"), None, True, "utf-16-le"),
        (RUSSIAN.encode()[:-2], None, False, "utf-8"),
        (b"<meta charset=utf-16>" + RUSSIAN.encode(), None, True, "utf-8"),
    ],
)
def test_encodings_are_found(content: bytes, declared: str | None, markup: bool, codec: str) -> None:
    assert find_charset(content, declared, markup=markup) == (codec, 0)


def test_a_byte_order_mark_wins_and_is_stepped_over() -> None:
    assert find_charset(b"\xef\xbb\xbfabc", "cp1251") == ("utf-8", 3)
    assert find_charset("\ufeffabc".encode("utf-16-le")) == ("utf-16-le", 2)


@pytest.mark.parametrize(
    "label", ["utf-7", "rot13", "unicode_escape", "zip", "hex", "idna", "punycode", "", "\0", "x" * 99]
)
def test_security_codecs_that_are_no_text_encodings_are_refused(label: str) -> None:
    assert codec_named(label) is None


@given(st.binary(max_size=200), st.sampled_from(CODECS))
def test_every_code_point_has_its_bytes(content: bytes, codec: str) -> None:
    source = decode(content, codec, part="p")
    assert len(source.text) == len(source.starts) == len(source.ends)
    weaver = Weaver()
    weaver.keep(source, 0, len(source.text))
    clean = weaver.finish("t")
    check_offsets(clean.text, clean.offsets, {"p": content})


@given(st.text(max_size=100), st.sampled_from(["utf-8", "utf-16-le", "gb18030"]))
def test_what_was_encoded_comes_back(text: str, codec: str) -> None:
    try:
        content = text.encode(codec)
    except UnicodeEncodeError:
        return
    assert decode(content, codec).text == text


def test_unreadable_bytes_become_one_mark_that_stands_for_them() -> None:
    source = decode(b"a\xe2\x82z\xff", "utf-8")
    assert source.text == "a\ufffdz\ufffd"
    segments = list(source.segments(0, 4, 0))
    assert [(s.raw_start, s.raw_end, s.encoding) for s in segments] == [
        (0, 1, "utf-8"),
        (1, 3, ""),
        (3, 4, "utf-8"),
        (4, 5, ""),
    ]


def test_security_five_megabytes_of_noise_are_decoded_to_their_end() -> None:
    noise = decode(b"\xff" * 5_000_000, "utf-8")
    assert len(noise.text) == 5_000_000


def test_words_are_never_inserted() -> None:
    weaver = Weaver()
    with pytest.raises(ValueError, match="words need a source"):
        weaver.insert("word")


def test_adjoining_runs_become_one_segment() -> None:
    source = decode("один два".encode(), "utf-8")
    weaver = Weaver()
    weaver.keep(source, 0, 4)
    weaver.keep(source, 4, 8)
    assert len(weaver.finish("t").offsets.segments) == 1


def test_text_of_a_library_counts_code_points() -> None:
    source = Decoded.of_text("page text", "page 3")
    weaver = Weaver()
    weaver.keep(source, 5, 9)
    clean = weaver.finish("t")
    assert clean.text == "text"
    check_offsets(clean.text, clean.offsets, {"page 3": "page text"})


def test_a_stray_nul_does_not_change_the_encoding() -> None:
    assert find_charset(b"<p>\0" + RUSSIAN.encode()) == ("utf-8", 0)
