"""`thistledown explain`."""

from cli_runner import thistledown


def test_every_claim_is_explained(told):
    said = thistledown("explain", told)
    assert said.code == 0
    assert "Claim 1" in said.out
    assert "Claim 2" in said.out
    assert "rule  train: trained (active)" in said.out
    assert "recipient  “Malian soldiers” 15–30" in said.out
    assert "sum, in log-odds" in said.out


def test_one_claim_as_json(told):
    row = thistledown("explain", told, "--claim", "2", "--json").row
    assert row["number"] == 2
    assert row["claim"]["kind"] == "seizure"
    assert abs(row["bias"] + sum(f["adds"] for f in row["features"]) - row["log_odds"]) < 1e-3
    assert {"slot", "span", "words"} == set(row["words"][0])


def test_a_claim_that_is_not_there_is_wrong_usage(told):
    said = thistledown("explain", told, "--claim", "3")
    assert said.code == 2
    assert "there are only 2" in said.err


def test_a_text_without_claims_says_why(tmp_path):
    path = tmp_path / "cooking.txt"
    path.write_text("Simmer the onions for ten minutes and stir them now and then.", encoding="utf-8")
    said = thistledown("explain", path)
    assert (said.code, said.out) == (0, "")
    assert "No claims in" in said.err


def test_what_cannot_be_read_is_not_done(tmp_path):
    assert thistledown("explain", tmp_path / "no.txt").code == 1
