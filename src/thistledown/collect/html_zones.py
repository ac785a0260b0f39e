"""Which part of a page an element is, by its name, role and class; and whether people see it at all."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BY_NAME = {"nav": "nav", "footer": "footer", "aside": "aside", "form": "form", "menu": "nav"}
_BY_ROLE = {
    "navigation": "nav",
    "menu": "nav",
    "menubar": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "form",
    "dialog": "chrome",
    "alertdialog": "chrome",
}
# Whole elements of a page; their classes describe the layout, not what they are.
_FRAMES = frozenset({"html", "body", "main", "article", "head"})
_TEASER = re.compile(
    r"(?:^|[\s_-])(?:related(?:posts|content|articles|news)?|jp-relatedposts|yarpp|recommend(?:ed|ations?)?"
    r"|read-?more|read-?next|read-?also|also-?read|more-?(?:news|posts|stories|articles)|similar|teasers?"
    r"|trending|most-?(?:read|popular|viewed)|popular-?(?:posts|news)|post-navigation|nav-links|up-?next"
    r"|outbrain|taboola|onward)(?=$|[\s_-])",
    re.IGNORECASE,
)
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|sharedaddy|social-?(?:links|share|icons|media|bar)?|breadcrumbs?|cookies?|consent|gdpr"
    r"|newsletter|subscri(?:be|ption)|advert(?:s|isement|ising)?|ads?|adsbygoogle|sidebar|widget-area|menu"
    r"|pagination|pager|tags-links|post-tags|entry-tags|comments?-(?:area|list|section)|comments|respond|disqus"
    r"|skip-link|screen-reader-text|sr-only|visually-hidden|toolbar|paywall|login|popup|modal)(?=$|[\s_-])",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def zone_of(name: str, attributes: Mapping[str, str], *, inside: Mapping[str, int]) -> str:
    """The zone an element opens: "nav", "header", "footer", "aside", "form", "teaser", "chrome" or "".

    Args:
        name: the element.
        attributes: its attributes.
        inside: how many elements of each name are open around it.
    """
    if name == "header":
        return "" if inside.get("article") or inside.get("main") else "header"
    if name in _BY_NAME:
        return _BY_NAME[name]
    if not attributes:
        return ""
    if (role := attributes.get("role", "").lower()) in _BY_ROLE and name not in _FRAMES:
        return _BY_ROLE[role]
    if name in _FRAMES or not ("class" in attributes or "id" in attributes):
        return ""
    named = f"{attributes.get('class', '')[:500]} {attributes.get('id', '')[:100]}"
    if _TEASER.search(named):
        return "teaser"
    return "chrome" if _CHROME.search(named) else ""


def hidden_by(attributes: Mapping[str, str]) -> bool:
    """Whether attributes say that people do not see the element."""
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    return "style" in attributes and _UNSEEN.search(attributes["style"][:1000]) is not None
