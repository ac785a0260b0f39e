"""Inflected forms of a language's words from its own tables of endings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from thistledown.reading.tokens import fold, fold_phrase

# A table of endings: for each case its endings, or one list where a language has no cases.
Endings = Mapping[str, Sequence[str]] | Sequence[str]
_MARK = "~"
# In an ending it stands for the stem, for languages that write letters before it: `ي*ون`.
_STEM = "*"


class Paradigms:
    """Writes out the forms of phrases such as `вооружённ~adj сил~fem-pl`.

    A word is written stem, tilde, name of its paradigm; a word without tilde keeps its form. The words of
    a phrase agree in case.

    Attributes:
        cases: for each folded form written so far, the cases it can stand in.
    """

    def __init__(self, tables: Mapping[str, Endings]) -> None:
        """Use the paradigms of one language."""
        self._tables = tables
        self.cases: dict[str, frozenset[str]] = {}

    def forms(self, phrase: str) -> list[str]:
        """Every form of a phrase, folded.

        Raises:
            KeyError: when the phrase names a paradigm that the language has not.
        """
        if _MARK not in phrase:
            return [_folded(phrase)]
        written: dict[str, set[str]] = {}
        for case, form in self.written(phrase):
            found = written.setdefault(_folded(form), set())
            if case:
                found.add(case)
        for form, cases in written.items():
            self.cases[form] = self.cases.get(form, frozenset()) | cases
        return list(written)

    def written(self, phrase: str) -> Iterator[tuple[str, str]]:
        """Each form of a phrase as it is spelt, with its case or the name of its form, if any."""
        parts = [word.partition(_MARK) for word in phrase.split(" ")]
        tables = {name: self._tables[name] for _, mark, name in parts if mark}
        declined = [table for table in tables.values() if isinstance(table, Mapping)]
        cases = (
            [case for case in declined[0] if all(case in table for table in declined)] if declined else [""]
        )
        for case in cases:
            forms = [""]
            for stem, mark, name in parts:
                table = tables[name] if mark else ()
                endings = table[case] if isinstance(table, Mapping) else table or ("",)
                forms = [f"{form} {_joined(stem, ending)}".strip() for form in forms for ending in endings]
            for form in forms:
                yield case, form


def _joined(stem: str, ending: str) -> str:
    return ending.replace(_STEM, stem) if _STEM in ending else stem + ending


def _folded(phrase: str) -> str:
    if phrase.endswith("'"):  # An elided word standing alone.
        return fold(phrase)
    return " ".join(fold_phrase(phrase))
