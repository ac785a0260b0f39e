"""The further documents: each file is what its source compiles to, and points at its words."""

import pytest
from authored import read_authored
from build import build_more, lines

from thistledown.reading.evaluation.counting import span_verdicts
from thistledown.reading.evaluation.gold import read_gold


@pytest.fixture
def languages(gold):
    names = sorted(path.stem for path in (gold / "more" / "source").glob("*.jsonl"))
    assert names
    return names


def test_each_file_is_what_its_source_compiles_to(gold, languages):
    assert languages == sorted(path.stem for path in (gold / "more").glob("*.jsonl"))
    for language in languages:
        documents, findings = read_authored(gold / "more" / "source" / f"{language}.jsonl")
        assert [f for f in findings if f.error] == []
        assert (gold / "more" / f"{language}.jsonl").read_bytes() == lines(documents), language


def test_every_span_of_more_is_exact(gold, languages):
    for language in languages:
        for document in read_gold([gold / "more" / f"{language}.jsonl"]):
            for claim in document.claims:
                assert all(span_verdicts(claim, document.text)), f"{document.id}: {claim.quote}"


def test_a_source_with_a_fault_is_not_compiled(tmp_path, capsys):
    source = tmp_path / "more" / "source"
    source.mkdir(parents=True)
    (source / "fr.jsonl").write_text('{"id": "fr-r-501"}\n', encoding="utf-8")
    assert build_more("fr", folder=tmp_path) == 1
    assert "keys missing" in capsys.readouterr().err
    assert not (tmp_path / "more" / "fr.jsonl").exists()
