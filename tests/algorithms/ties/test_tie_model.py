"""Strength says what happens next: features by hand, a model that finds a planted rule."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from algorithms.histories.history import History
from algorithms.introductions import evaluation as introduction_evaluation
from algorithms.ties import evaluation as tie_evaluation
from algorithms.ties import features as tie_features
from algorithms.ties import model as tie_model
from algorithms.ties.learning import Past, TooShort


def _history(papers: list[tuple[int, str]]) -> History:
    """(year, authors as letters), oldest first."""
    names = sorted({name for _, authors in papers for name in authors})
    frame = pd.DataFrame({"paper_id": range(len(papers)), "year": [year for year, _ in papers]})
    paper = [at for at, (_, authors) in enumerate(papers) for _ in authors]
    person = [names.index(name) for _, authors in papers for name in authors]
    return History(frame, np.array(names, object), np.array(paper), np.array(person))


def test_features_by_hand() -> None:
    # a and b: alone in 2000, with c in 2004, and again in 2006, which is not known yet.
    past = Past(_history([(2000, "ab"), (2004, "acb"), (2006, "ab")]))
    found = past.at(2004)
    names = past.history.names
    pairs = ["".join((names[past.pairs.a[p]], names[past.pairs.b[p]])) for p in found.pair]
    row = dict(zip(tie_features.COLUMNS, found.values[pairs.index("ab")], strict=True))
    # Ages at the end of 2004: 4.5 and 0.5 years; weights 1/(2-1) and 1/(3-1).
    assert row["weight_2"] == pytest.approx(0.5**2.25 + 0.5 * 0.5**0.25)
    assert row["weight_all"] == pytest.approx(1.5)
    assert (row["records"], row["years"]) == (2, 2)
    assert (row["since_last"], row["since_first"]) == (0.5, 4.5)
    assert row["pace"] == pytest.approx(2 / 5)
    assert row["lead"] == pytest.approx(0.5**2.25 + 0.5**0.25)  # a leads and b ends both
    assert row["partners_less"] == row["partners_more"] == 2
    # a is first on both records and never last, b the other way round; all of both is joint.
    assert (row["first_share_less"], row["first_share_more"]) == (0, pytest.approx(1))
    assert (row["last_share_less"], row["last_share_more"]) == (0, pytest.approx(1))
    assert row["joint_share_less"] == row["share_less"] == pytest.approx(1)
    assert row["now_less"] == row["now_more"] == 1
    # Of the ties of two years or more each has this one, with records of two years: (1+.3)/(1+2).
    assert row["loyal_less"] == row["loyal_more"] == pytest.approx(1.3 / 3)
    # c is the one common partner; the weaker tie to c is the weight of the paper of three.
    assert row["common"] == pytest.approx(0.5 * 0.5**0.1)


def test_a_record_of_more_than_fifty_makes_no_tie() -> None:
    crowd = "".join(chr(0x4E00 + at) for at in range(51))
    past = Past(_history([(2000, crowd), (2001, crowd[:50])]))
    assert len(past.pairs.a) == 50 * 49 // 2
    assert set(past.pairs.time) == {2001.5}


def test_nothing_after_the_cut_is_looked_at() -> None:
    papers = _papers(7)
    known = [paper for paper in papers if paper[0] <= 2008]
    whole, cut = Past(_history(papers)).at(2008), Past(_history(known)).at(2008)
    # Letters are shared, so the pairs come in the same order.
    assert whole.values.shape == cut.values.shape
    np.testing.assert_allclose(whole.values, cut.values)


def test_the_measures_by_hand() -> None:
    said, live = np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True])
    found = tie_evaluation.measures(said, live)
    assert found["auroc"] == pytest.approx(3 / 4)  # of four pairs only (0.35, 0.4) is wrong
    assert found["brier"] == pytest.approx((0.01 + 0.16 + 0.4225 + 0.04) / 4)
    assert found["brier_skill"] == pytest.approx(1 - found["brier"] / 0.25)
    assert found["ece"] == pytest.approx((0.1 + 0.4 + 0.65 + 0.2) / 4)


def test_the_model_finds_what_is_planted_and_is_read_back(tmp_path: Path) -> None:
    past = Past(_history(_papers(1)))
    found = tie_evaluation.evaluate(past, 2)
    assert found["active"]["model"]["auroc"] > found["active"]["first_formula"]["auroc"] + 0.05
    assert found["active"]["model"]["brier"] < found["active"]["count_calibrated"]["brier"]
    assert found["active"]["model"]["ece"] < 0.12

    model = past.learn(found["cuts"][0], 2)
    tie_model.write(model, tmp_path / "model.json")
    values = past.at(found["cuts"][0]).values
    again = tie_model.read(tmp_path / "model.json").strength(values)
    np.testing.assert_allclose(again, model.strength(values), atol=1e-4)


def test_the_logistic_regression_equals_a_library_s() -> None:
    from sklearn.linear_model import LogisticRegression

    random = np.random.default_rng(3)
    x = random.normal(size=(500, 3))
    y = (x @ [1.0, -2.0, 0.5] + 0.3 + random.logistic(size=500) > 0).astype(float)
    theirs = LogisticRegression(C=1 / (tie_model._PENALTY * 500), tol=1e-9).fit(x, y)
    ours = tie_model._logistic(x, y)
    np.testing.assert_allclose(ours, [*theirs.intercept_, *theirs.coef_[0]], atol=1e-4)


def test_nothing_is_learnt_from_a_thin_beginning() -> None:
    thin = [(1990, "ab"), (1992, "ab"), (1993, "ac")]
    past = Past(_history(thin + _papers(1)))
    assert past.learn(2008, 2).learnt_from == "1999 to 2008"  # eight windows, 1999 to 2006
    assert past.learn(2000, 2).learnt_from == "1994 to 2000"
    found = tie_evaluation.evaluate(past, 2)
    assert found["first_full_year"] == 1994
    assert found["passed_over"][0].startswith("1990 to 1993: 3 papers, a thin beginning")
    with pytest.raises(TooShort, match="closed at the end of 1995"):
        past.learn(1995, 2)


def test_a_short_history_is_refused_in_words() -> None:
    with pytest.raises(TooShort, match="2000 to 2002"):
        tie_evaluation.evaluate(Past(_history([(2000, "ab"), (2002, "ab")])), 3)


def test_who_was_on_the_first_joint_paper_is_ranked_by_the_product() -> None:
    # b and d know both a and c; b's ties are the stronger, and b signs the first paper of a and c.
    past = Past(_history([(2000, "ab"), (2000, "bc"), (2000, "ad"), (2000, "cd"), (2002, "abc")]))
    strength = np.array([0.9 if "b" in _named(past, at) else 0.2 for at in past.at(2001).pair])
    tasks = introduction_evaluation.TASKS
    found: dict[str, list[np.ndarray]] = {task: [] for task in tasks}
    sizes: dict[str, list[int]] = {task: [] for task in tasks}

    introduction_evaluation._cut(past, 2001, 2, strength, found, sizes)

    assert sizes == {"narrow": [2], "wide": [2], "wide_any_distance": [2]}
    first = dict(zip(introduction_evaluation.METHODS, found["narrow"][0][:, 0], strict=True))
    assert (first["product"], first["minimum"]) == (1, 1)
    assert (first["degree"], first["random"]) == (0.5, 0.5)  # both have two ties


def _named(past: Past, pair: int) -> str:
    return "".join(past.history.names[end[pair]] for end in (past.pairs.a, past.pairs.b))


def test_equal_ranks_count_by_the_share_of_orders_that_hit() -> None:
    level, right = np.zeros(4), np.array([True, False, False, False])
    assert introduction_evaluation._hit(level, right, 1) == pytest.approx(1 / 4)
    assert introduction_evaluation._hit(np.array([1.0, 1, 0, 0]), right, 1) == pytest.approx(1 / 2)


def _papers(seed: int) -> list[tuple[int, str]]:
    """Small groups of friends who write every year for some years, beside chance meetings."""
    random = np.random.default_rng(seed)
    people = [chr(0x4E00 + at) for at in range(160)]
    papers: list[tuple[int, str]] = []
    for year in range(1994, 2013):
        for group in range(40):
            # A group is steady in some six-year spells and silent in others.
            steady = (group * 7 + (year + group) // 6) % 2 == 0
            members = people[group * 4 : group * 4 + 4]
            if random.random() < (0.85 if steady else 0.05):
                signed = list(random.choice(members, 3, replace=False))
                if random.random() < 0.3:
                    signed.append(people[(group * 4 + 4 + int(random.integers(4))) % 160])
                papers.append((year, "".join(signed)))
        for _ in range(15):
            papers.append((year, "".join(random.choice(people, 2, replace=False))))
    return papers
