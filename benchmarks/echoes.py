"""The echo engine on chains of reports: how right, how fast, how it grows; and the command that fits it.

`python -m benchmarks.echoes FILE...` scores chains; with `--fit` it writes the engine's weights first.
A file is JSON Lines of {id, url, published, language, text, chain, line, relation, origin}: reports of one
line rest on one origin (of one chain, where a file has no lines); `relation` and `origin`
say how a report leans on which other.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from thistledown.weigh.echoes.answering import answer_features
from thistledown.weigh.echoes.edge import Edge, Relation
from thistledown.weigh.echoes.facts import Facts
from thistledown.weigh.echoes.graph import lines
from thistledown.weigh.echoes.index import MAY_ANSWER, WORTH_A_LOOK, EchoIndex, find_echoes, may_answer
from thistledown.weigh.echoes.likeness import Likeness, likeness
from thistledown.weigh.echoes.model import TABLE, Logistic, Model
from thistledown.weigh.echoes.pairing import compare, word_features
from thistledown.weigh.echoes.report_text import ReportText
from thistledown.weigh.echoes.signature import Signature, sign
from thistledown.weigh.echoes.tokens import sentences
from thistledown.weigh.echoes.verdict import direction_features, relation_features

# Pairs of two stories that share less than this are plenty and easy: one in ten is enough for the fit.
UNLIKE = 0.25
SAMPLED = 0.1
NEWTON_STEPS = 25
# How often a step that overshoots is halved.
HALVINGS = 12
# What a pair of two lines of one happening counts in the fit, and what one of one happening does in that of
# the words alone, which decides what is looked at.
WITNESSES = 4.0
WORDS_TRUE = 3.0
# What a pair of a claim and its denial counts: they are few.
ANSWERS = 2.0
# A denial is told by another model, and a translation is a copy in another language.
RELATIONS = [relation.value for relation in (Relation.COPY, Relation.REWRITE, Relation.RELAY, Relation.FRAME)]

Row = dict[str, Any]


def read_chains(paths: Sequence[Path]) -> list[Row]:
    """The reports of some files; one without a chain is a chain of its own."""
    rows: list[Row] = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                if "line" in row:
                    row["story"] = row["chain"] or f"alone-{row['id']}"
                    row["chain"] = row["line"]
                row["chain"] = row["chain"] or f"alone-{row['id']}"
                rows.append(row)
    return rows


def story(row: Row) -> str:
    """The story of a chain: chains c06, c06d and c06p tell of one."""
    if row.get("story"):
        return str(row["story"])
    match = re.match(r"[a-z]+-?\d+(?![\w-])|[a-z]+\d+", row["chain"])
    return match.group() if match else str(row["chain"])


# -- scores ---------------------------------------------------------------------------------------------


def echo_scores(rows: Sequence[Row]) -> dict[str, Any]:
    """What the engine gets right on chains.

    Returns:
        pair_precision, pair_recall, pair_f1 over pairs within one line; witness_pairs_merged: pairs of one
        story and different lines that were joined, of witness_pairs; relation_accuracy over the true edges
        that were found; relation_found: share of true edges that were found; origin_accuracy: chains of two
        or more whose line begins with the true origin.
    """
    edges, apart = find_echoes([ReportText.from_json(row) for row in rows])
    return score_edges(rows, edges, apart)


def score_edges(rows: Sequence[Row], edges: Sequence[Edge], apart: Sequence[Edge]) -> dict[str, Any]:
    """The same for edges at hand."""
    found = lines([row["id"] for row in rows], [*edges, *apart])
    group = {name: at for at, line in enumerate(found) for name in line}
    chain = {row["id"]: row["chain"] for row in rows}
    tale = {row["id"]: story(row) for row in rows}
    both = mine = true = witnesses = merged = 0
    for a, b in itertools.combinations(chain, 2):
        joined, same = group[a] == group[b], chain[a] == chain[b]
        both += joined and same
        mine += joined
        true += same
        if tale[a] == tale[b] and not same:
            witnesses += 1
            merged += joined
    by_pair = {(edge.origin, edge.echo): edge for edge in edges}
    gold = [row for row in rows if row.get("origin") and row.get("relation") and row["origin"] in chain]
    held = [
        (row, by_pair.get((row["origin"], row["id"])), by_pair.get((row["id"], row["origin"])))
        for row in gold
    ]
    right = sum(1 for row, edge, _ in held if edge is not None and edge.relation.value == row["relation"])
    either = sum(
        1
        for row, edge, back in held
        if (one := edge or back) is not None and one.relation.value == row["relation"]
    )
    reached = sum(1 for _, edge, back in held if edge or back)
    origins = [row for row in rows if not row.get("origin")]
    members: dict[str, int] = {}
    for name in chain.values():
        members[name] = members.get(name, 0) + 1
    firsts = {line[0] for line in found}
    roots = [row["id"] for row in origins if members[row["chain"]] > 1]
    return {
        "reports": len(rows),
        "chains": len(members),
        "pair_precision": both / mine if mine else 1.0,
        "pair_recall": both / true if true else 1.0,
        "pair_f1": 2 * both / (mine + true) if mine + true else 1.0,
        "witness_pairs": witnesses,
        "witness_pairs_merged": merged,
        "relation_accuracy": right / len(gold) if gold else 1.0,
        "relation_accuracy_either_way": either / len(gold) if gold else 1.0,
        "relation_found": reached / len(gold) if gold else 1.0,
        "origin_accuracy": sum(name in firsts and len(found[group[name]]) > 1 for name in roots) / len(roots)
        if roots
        else 1.0,
    }


def hash_share(a: str, b: str) -> float:
    """A number from 0 to 1 that is always the same for two names."""
    return crc32(f"{a} {b}".encode()) / 2**32


# -- speed ----------------------------------------------------------------------------------------------


def made_reports(number: int, texts: Sequence[str], language: str = "en", seed: int = 7) -> list[ReportText]:
    """Reports for measuring speed: words of given texts, mixed, with numbers and names of their own.

    One in five is an abridged copy of an earlier one, one in twenty an exact one; about 1,500 characters.

    Args:
        number: how many.
        texts: texts whose words are mixed.
        language: theirs.
        seed: of the generator.
    """
    random = np.random.default_rng(seed)
    pool = np.array(" ".join(texts).split())
    made: list[ReportText] = []
    first = date(2020, 1, 1)
    for at in range(number):
        kind = random.random()
        if made and kind < 0.25:
            text = made[int(random.integers(max(0, at - 5000), at))].text
            if kind < 0.2:
                spans = sentences(text)
                text = text[: spans[max(1, len(spans) * 2 // 3) - 1][1]]
        else:
            picked = pool[random.integers(0, len(pool), 200)].tolist()
            for place in range(1, 200, 3):
                # A field's texts have more words than a few dozen of them show.
                picked[place] = picked[place][:3] + spelt(int(random.zipf(1.2)) % 60_000)
            for place in range(0, 200, 20):
                letters = random.integers(0, 11, 4)
                name = "".join("bdfgklmnrst"[letter] + "aeiou"[letter % 5] for letter in letters)
                picked[place] = f"{name.title()} {random.integers(2, 999)}"
                picked[place + 19] += "."
            text = " ".join(picked)
        made.append(
            ReportText(
                f"r{at:06}",
                text,
                url=f"https://outlet{at % 700}.example/{at}",
                published=first + timedelta(days=at // 60),
                language=language,
            )
        )
    return made


def spelt(number: int) -> str:
    """A made-up word for a number."""
    word = ""
    while number:
        number, rest = divmod(number, 55)
        word += "bdfgklmnrst"[rest % 11] + "aeiou"[rest // 11]
    return word


def growth(texts: Sequence[str], sizes: Sequence[int] = (12_500, 25_000, 50_000, 100_000)) -> dict[str, Any]:
    """CPU seconds to file the first n reports one after the other, for each n."""
    index, reports = EchoIndex(), made_reports(max(sizes), texts)
    begin = time.process_time()
    taken: dict[str, float] = {}
    for at, report in enumerate(reports, start=1):
        index.add(report)
        if at in sizes:
            taken[str(at)] = round(time.process_time() - begin, 2)
    return {"growth": taken}


def intake(texts: Sequence[str], stored: int = 100_000, new: int = 3_000) -> dict[str, Any]:
    """Reports a second and core that are filed and compared when `stored` are filed already."""
    reports = made_reports(stored + new, texts)
    index = EchoIndex()
    for report in reports[:stored]:
        index.add(report)
    begin = time.process_time()
    edges = sum(len(index.add(report)) for report in reports[stored:])
    taken = time.process_time() - begin
    return {"intake_reports_per_s": round(new / taken, 1), "stored": stored, "edges": edges}


def measured(texts: Sequence[str], stored: int, new: int) -> dict[str, Any]:
    """`growth` up to `stored` and `intake` after it, in one go."""
    reports = made_reports(stored + new, texts)
    index = EchoIndex()
    begin = time.process_time()
    taken: dict[str, float] = {}
    edges = 0
    for at, report in enumerate(reports, start=1):
        if at == stored + 1:
            edges, begin = 0, time.process_time()
        edges += len(index.add(report))
        if at <= stored and at in (stored // 8, stored // 4, stored // 2, stored):
            taken[str(at)] = round(time.process_time() - begin, 2)
    seconds = time.process_time() - begin
    return {
        "growth": taken,
        "stored": stored,
        "intake_reports_per_s": round(new / seconds, 1),
        "edges_of_new": edges,
    }


# -- fitting --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Case:
    """One training case: features, whether it is true, the stories it comes from, and how much it counts."""

    features: Mapping[str, float]
    true: bool
    stories: tuple[str, str]
    weight: float = 1.0


class Training:
    """Cases as a matrix, so that fits without one story or another are quick."""

    def __init__(self, cases: Sequence[Case]) -> None:
        """Lay out the cases."""
        self.names = sorted({name for case in cases for name in case.features})
        self.raw = np.array([[case.features.get(name, 0.0) for name in self.names] for case in cases])
        self.true = np.array([case.true for case in cases], dtype=float)
        self.stories = np.array([case.stories for case in cases])
        self.weights = np.array([case.weight for case in cases])

    def fit(self, penalty: float, without: str | None = None, intercept: bool = True) -> Logistic:
        """Logistic regression with a ridge on standardised features, on all stories or all but one."""
        kept = (self.stories != without).all(axis=1)
        raw, true, counted = self.raw[kept], self.true[kept], self.weights[kept]
        scale = np.where(raw.std(axis=0) > 1e-9, raw.std(axis=0), 1.0)
        design = raw / scale
        if intercept:
            design = np.column_stack((design, np.ones(len(design))))
        ridge = np.full(design.shape[1], penalty)
        if intercept:
            ridge[-1] = 0.0

        best = np.zeros(design.shape[1])
        for _ in range(NEWTON_STEPS):
            chance = 1 / (1 + np.exp(-np.clip(design @ best, -30, 30)))
            slope = design.T @ (counted * (chance - true)) + 2 * ridge * best
            curve = (design * (counted * chance * (1 - chance))[:, None]).T @ design + np.diag(
                2 * ridge + 1e-6
            )
            step = np.linalg.solve(curve, slope)
            best -= step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        weights = best[: len(self.names)] / scale
        return Logistic(
            float(best[-1]) if intercept else 0.0,
            {
                name: float(weight)
                for name, weight in zip(self.names, weights, strict=True)
                if abs(weight) > 1e-6
            },
        )


class Choices:
    """Cases of one of several names each, for a fit of all names together."""

    def __init__(self, cases: Sequence[tuple[Mapping[str, float], str, str]], options: Sequence[str]) -> None:
        """Lay out cases of (features, name, story)."""
        self.options = list(options)
        self.names = sorted({name for features, _, _ in cases for name in features})
        self.raw = np.array([[features.get(name, 0.0) for name in self.names] for features, _, _ in cases])
        self.true = np.array([[said == option for option in options] for _, said, _ in cases], dtype=float)
        self.stories = np.array([tale for _, _, tale in cases])

    def fit(self, penalty: float, without: str | None = None) -> dict[str, Logistic]:
        """Multinomial logistic regression with a ridge on standardised features (Newton's method)."""
        kept = self.stories != without
        raw, true = self.raw[kept], self.true[kept]
        middle = raw.mean(axis=0)
        scale = np.where(raw.std(axis=0) > 1e-9, raw.std(axis=0), 1.0)
        design = np.column_stack(((raw - middle) / scale, np.ones(len(raw))))
        width, count = design.shape[1], true.shape[1]
        ridge = np.full((width, count), 2.0 * penalty)
        ridge[-1] = 1e-2

        def chances(at: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
            odds = design @ at
            odds -= odds.max(axis=1, keepdims=True)
            chance = np.exp(odds)
            whole = chance.sum(axis=1, keepdims=True)
            loss = float((np.log(whole) - odds)[true > 0].sum() + (ridge * at * at).sum() / 2)
            return chance / whole, loss

        best = np.zeros((width, count))
        chance, loss = chances(best)
        for _ in range(NEWTON_STEPS):
            slope = design.T @ (chance - true) + ridge * best
            curve = np.zeros((width, count, width, count))
            for one, other in itertools.product(range(count), repeat=2):
                weight = chance[:, one] * (float(one == other) - chance[:, other])
                curve[:, one, :, other] = (design * weight[:, None]).T @ design
            bent = curve.reshape(width * count, -1) + np.diag(ridge.ravel())
            step = np.linalg.solve(bent, slope.ravel()).reshape(width, count)
            for halved in range(HALVINGS):
                tried, lower = chances(best - step / 2**halved)
                if lower < loss:
                    best, chance, loss = best - step / 2**halved, tried, lower
                    break
            if float(np.abs(step).max()) < 1e-5:
                break
        weights = best[:-1] / scale[:, None]
        base = best[-1] - middle @ weights
        return {
            option: Logistic(
                float(base[at]),
                {
                    name: float(weight)
                    for name, weight in zip(self.names, weights[:, at], strict=True)
                    if abs(weight) > 1e-6
                },
            )
            for at, option in enumerate(self.options)
        }


class Chains:
    """Reports of some chains with everything that the fit needs."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Sign and look at every report."""
        self.rows = {row["id"]: row for row in rows}
        self.facts = {row["id"]: Facts(ReportText.from_json(row).completed()) for row in rows}
        self.signatures: dict[str, Signature] = {
            name: sign(facts.report.text, facts.report.language) for name, facts in self.facts.items()
        }
        denied = {
            frozenset((row["chain"], self.rows[row["origin"]]["chain"]))
            for row in rows
            if row.get("relation") == "denial" and row.get("origin") in self.rows
        }
        words: list[Case] = []
        line: list[Case] = []
        answer: list[Case] = []
        self.near: list[tuple[str, str, Likeness]] = []
        for a, b in itertools.combinations(self.rows, 2):
            first, second = self.rows[a], self.rows[b]
            stories = (story(first), story(second))
            like = self.like(a, b)
            if stories[0] != stories[1] and like.shared < UNLIKE and hash_share(a, b) > SAMPLED:
                continue
            self.near.append((a, b, like))
            told = WORDS_TRUE if stories[0] == stories[1] else 1.0
            words.append(Case(word_features(like), stories[0] == stories[1], stories, told))
            pair = compare(self.facts[a], self.facts[b], like)
            same = first["chain"] == second["chain"]
            answers = frozenset((first["chain"], second["chain"])) in denied and not same
            apart = stories[0] == stories[1] and not same and not answers and "witnesses" in first
            line.append(Case(pair.features, same, stories, WITNESSES if apart else 1.0))
            answer.append(Case(answer_features(pair), answers, stories, ANSWERS if answers else 1.0))
        self.words, self.line, self.answer = Training(words), Training(line), Training(answer)
        self.direction = Training(list(self._direction_cases()))
        self.relations = Choices(list(self._relation_cases()), RELATIONS)

    def like(self, a: str, b: str) -> Likeness:
        """How alike two reports are."""
        return likeness(self.signatures[a], self.signatures[b])

    def _direction_cases(self) -> Iterator[Case]:
        """Each report beside those it rests on, in both orders."""
        for name, row in self.rows.items():
            above = str(row.get("origin"))
            seen = {name}
            while above in self.rows and above not in seen:
                seen.add(above)
                if self.rows[above]["chain"] == row["chain"]:
                    pair = compare(self.facts[above], self.facts[name], self.like(above, name))
                    features = direction_features(pair)
                    stories = (story(row), story(row))
                    yield Case(features, True, stories)
                    yield Case({key: -value for key, value in features.items()}, False, stories)
                above = str(self.rows[above].get("origin"))

    def _relation_cases(self) -> Iterator[tuple[Mapping[str, float], str, str]]:
        """Each true edge but denials, with its relation and story; a translation is a copy here."""
        for name, row in self.rows.items():
            above, relation = str(row.get("origin")), row.get("relation")
            if above not in self.rows or relation in (None, Relation.DENIAL):
                continue
            features = relation_features(self.facts[above], self.facts[name], self.like(above, name))
            copied = relation in (Relation.COPY, Relation.TRANSLATION)
            yield features, Relation.COPY.value if copied else str(relation), story(row)

    def fit(self, without: str | None = None) -> Model:
        """The weights, fitted on all stories or all but one."""
        return Model(
            self.words.fit(2.0, without),
            self.line.fit(4.0, without),
            self.answer.fit(1.0, without),
            self.relations.fit(3.0, without),
            self.direction.fit(0.5, without, intercept=False),
        )


def write_model(weights: Model, path: Path = TABLE) -> None:
    """Write the weights as TOML."""

    def table(name: str, logistic: Logistic) -> list[str]:
        rows = [f"[{name}]", f"intercept = {logistic.intercept:.4f}"]
        rows += [f'"{key}" = {value:.4f}' for key, value in sorted(logistic.weights.items())]
        return [*rows, ""]

    parts = ["# Fitted by `python -m benchmarks.echoes --fit`; see docs/echoes.md.", ""]
    for name, logistic in (("words", weights.words), ("line", weights.line), ("answer", weights.answer)):
        parts += table(name, logistic)
    parts += table("direction", weights.direction)
    for name, logistic in weights.relations.items():
        parts += table(f"relation.{name}", logistic)
    path.write_text("\n".join(parts).rstrip() + "\n", encoding="utf-8")


# -- left out -------------------------------------------------------------------------------------------


def left_out_scores(chains: Chains, show: Callable[[str], None] | None = None) -> dict[str, Any]:
    """Scores on each story with weights fitted on all the others, pooled.

    Pairs between stories are judged with the weights that saw neither.
    """
    from thistledown.weigh.echoes.verdict import judge

    tales = sorted({story(row) for row in chains.rows.values()})
    real = [tale for tale in tales if sum(story(row) == tale for row in chains.rows.values()) > 1]
    whole = chains.fit()
    edges: list[Edge] = []
    apart: list[Edge] = []
    fitted: dict[str, Model] = {tale: chains.fit(without=tale) for tale in real}
    for a, b, like in chains.near:
        first, second = story(chains.rows[a]), story(chains.rows[b])
        weights = fitted.get(first) or fitted.get(second) or whole
        one, other = chains.facts[a], chains.facts[b]
        likely = weights.words.probability(word_features(like))
        if likely < WORTH_A_LOOK and (likely < MAY_ANSWER or not may_answer(one, other)):
            continue
        edge = judge(one, other, like, (chains.signatures[a], chains.signatures[b]), weights)
        if edge is not None:
            (edges if edge.probability >= 0.5 else apart).append(edge)
    if show:
        _show_mistakes(chains, edges, apart, show)
    return score_edges(list(chains.rows.values()), edges, apart)


def _show_mistakes(
    chains: Chains, edges: Sequence[Edge], apart: Sequence[Edge], show: Callable[[str], None]
) -> None:
    group = {name: line for line in lines(list(chains.rows), [*edges, *apart]) for name in line}
    held = {frozenset((edge.origin, edge.echo)): edge for edge in [*edges, *apart]}
    for a, b in itertools.combinations(chains.rows, 2):
        same = chains.rows[a]["chain"] == chains.rows[b]["chain"]
        if same != (group[a] is group[b]):
            edge = held.get(frozenset((a, b)))
            said = f"{edge.relation.value} {edge.probability:.2f}" if edge else "no edge"
            show(f"{'missed' if same else 'joined'} {a} {b}: {said}")
    for name, row in chains.rows.items():
        above = str(row.get("origin"))
        if above in chains.rows and row.get("relation"):
            edge = held.get(frozenset((name, above)))
            if edge is not None and edge.probability >= 0.5 and edge.relation.value != row["relation"]:
                show(f"relation {above} -> {name}: {edge.relation.value}, not {row['relation']}")
            if edge is not None and edge.probability >= 0.5 and edge.echo != name:
                show(f"turned round {above} -> {name}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Score, and fit where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.echoes", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--fit", action="store_true", help="fit the weights on these files and write them")
    parser.add_argument(
        "--left-out", action="store_true", help="score each story with weights fitted on the others"
    )
    parser.add_argument("--mistakes", action="store_true", help="list what went wrong, on standard error")
    parser.add_argument("--speed", type=int, metavar="N", help="measure filing N reports made of these texts")
    given = parser.parse_args(arguments)
    rows = read_chains(given.paths)
    if given.speed:
        texts = [row["text"] for row in rows if row["language"] == "en"]
        print(json.dumps(measured(texts, given.speed, max(1, given.speed // 30))))
        return
    if given.fit or given.left_out:
        chains = Chains(rows)
        if given.fit:
            write_model(chains.fit())
        if given.left_out:
            show = (lambda line: print(line, file=sys.stderr)) if given.mistakes else None
            print(json.dumps({"left_out": left_out_scores(chains, show)}))
            return
    print(json.dumps(echo_scores(rows)))


if __name__ == "__main__":
    main()
