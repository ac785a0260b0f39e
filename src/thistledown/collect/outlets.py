"""Kinds of author by host and name; only well-known marks, everything else stays unknown."""

from __future__ import annotations

import re

_AGENCIES = re.compile(
    r"(?:^|\W)(?:reuters|agence france[- ]presse|afp|associated press|ap news|tass|тасс|ria novosti"
    r"|риа новости"
    r"|interfax|интерфакс|ukrinform|укрінформ|укринформ|xinhua|anadolu|efe|agência brasil|lusa|ansa|dpa|upi"
    r"|agencia efe|قنا|واس|وكالة الأناضول|وكالة الأنباء)(?=$|\W)",
    re.IGNORECASE,
)
_AGENCY_HOSTS = re.compile(
    r"(?:^|\.)(?:reuters\.com|afp\.com|apnews\.com|tass\.(?:com|ru)|ria\.ru|interfax\.(?:ru|com\.ua)|ukrinform\.(?:ua|net)"
    r"|xinhuanet\.com|news\.cn|aa\.com\.tr|efe\.com|lusa\.pt|ansa\.it|agenciabrasil\.ebc\.com\.br)$"
)
_OFFICE_HOSTS = re.compile(
    r"(?:(?:^|\.)(?:gov|mil|gouv|gob|gub|govt|gc|admin)(?:\.[a-z]{2})?$)|(?:(?:^|\.)(?:un|nato|europa|osce)\.(?:org|int|eu)$)"
)
_ACCOUNT_HOSTS = re.compile(
    r"(?:^|\.)(?:t\.me|telegram\.me|x\.com|twitter\.com|facebook\.com|vk\.com|ok\.ru|instagram\.com|youtube\.com"
    r"|tiktok\.com|threads\.net|bsky\.app|mastodon\.social|substack\.com|medium\.com|blogspot\.[a-z.]+|livejournal\.com"
    r"|tumblr\.com|wordpress\.com|dzen\.ru|rutube\.ru|odysee\.com|reddit\.com|linkedin\.com)$"
)
_OFFICE_NAMES = re.compile(
    r"\b(?:ministry|ministère|ministerio|ministério|министерство|міністерство|وزارة|government|gouvernement|gobierno"
    r"|presidency|présidence|embassy|general staff|armed forces|forces armées|fuerzas armadas)\b",
    re.IGNORECASE,
)


def author_kind_of(
    *, host: str, names: tuple[str, ...], news: bool = False, government: bool = False, group: bool = False
) -> str:
    """The kind of an author.

    Args:
        host: where the report was found, "" if unknown.
        names: what the outlet and an authoring organisation call themselves; never a person.
        news: whether the page says that it is a news article.
        government: whether it says that a government body publishes it.
        group: whether it says that an organisation wrote it.

    Returns:
        newsroom, news-agency, office, account, organisation or unknown.
    """
    host = host.lower().removeprefix("www.")
    if government or _OFFICE_HOSTS.search(host):
        return "office"
    if _AGENCY_HOSTS.search(host) or any(_AGENCIES.search(name) for name in names if name):
        return "news-agency"
    if _ACCOUNT_HOSTS.search(host):
        return "account"
    if any(_OFFICE_NAMES.search(name) for name in names if name):
        return "office"
    if news:
        return "newsroom"
    return "organisation" if group else "unknown"
