"""How much one run may take in: every number has a reason, and all of them are upper bounds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds of one run.

    Attributes:
        file_bytes: largest local file read whole into memory.
        page_bytes: largest body fetched over HTTP, after its content encoding is undone.
        wire_bytes: most bytes taken off the wire for one body.
        member_bytes: largest member taken out of a container (a zip entry, an attachment, a WARC record).
        container_bytes: most bytes taken out of one container altogether.
        container_members: most members looked at in one container.
        depth: how deep containers may nest (a PDF in a mail in a WARC is 2).
        folder_files: most files taken from one folder.
        list_urls: most addresses taken from one list file.
        feed_entries: most entries taken from one feed.
        text_chars: longest clean text of one report; the rest is cut off, with a note.
        links: most links kept for one report.
        redirects: most redirects followed for one address.
        connect_seconds: longest wait for a connection.
        read_seconds: longest silence on a connection.
        total_seconds: longest time for one address with all its redirects and retries, polite waits apart.
        tries: how often one address is tried when the server asks to come back later.
        wait_seconds: longest polite wait before one request (crawl delay, Retry-After).
        host_delay_seconds: pause between two requests to one host where robots.txt names none.
        child_seconds: longest time a parser in a child process may run.
        child_bytes: memory a parser in a child process may use.
    """

    file_bytes: int = 512 * 2**20
    page_bytes: int = 32 * 2**20
    wire_bytes: int = 32 * 2**20
    member_bytes: int = 64 * 2**20
    container_bytes: int = 2**31
    container_members: int = 1_000_000
    depth: int = 4
    folder_files: int = 1_000_000
    list_urls: int = 100_000
    feed_entries: int = 10_000
    text_chars: int = 5_000_000
    links: int = 2_000
    redirects: int = 5
    connect_seconds: float = 10.0
    read_seconds: float = 15.0
    total_seconds: float = 60.0
    tries: int = 3
    wait_seconds: float = 30.0
    host_delay_seconds: float = 1.0
    child_seconds: float = 30.0
    child_bytes: int = 2**30
