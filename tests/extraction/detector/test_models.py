"""Models: the file keeps them, the same features score the same, and a score can be taken apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from servanda.extraction.detector.models import Linear, Models, feature_key, load, pack

FEATURES = ("w:send", "w:bus", "v:VB:will:act")


def model(*, rare: bool) -> Linear:
    order = sorted(FEATURES, key=feature_key)
    keys = np.array([feature_key(f) for f in order], dtype=np.uint32)
    weights = {"w:send": (1.0, -1.0), "w:bus": (0.5, 0.25), "v:VB:will:act": (2.0, 0.0)}
    flat = np.array([weights[f] for f in order], dtype=np.float32)
    bias = np.array([-1.0, 0.5], dtype=np.float32)
    if not rare:
        return Linear.of(("promise", "incident"), keys, flat, bias)
    scale = np.array([1.0, 2.0, 3.0], dtype=np.float32)
    return Linear.of(("promise", "incident"), keys, flat, bias, flat * 2, scale)


def test_weights_of_known_features_are_added_up() -> None:
    assert model(rare=False).scores(["w:send", "w:bus", "unknown"]).tolist() == [0.5, -0.25]


def test_a_feature_counts_once_and_in_any_order() -> None:
    one = model(rare=True)
    first = one.scores(["w:bus", "w:send"])
    assert first.tolist() == one.scores(["w:send", "w:bus", "w:send"]).tolist()


def test_nothing_known_leaves_the_bias() -> None:
    assert model(rare=True).scores(["unknown"]).tolist() == [-1.0, 0.5]


def test_what_is_not_known_counts_in_the_number_and_in_the_length() -> None:
    one = replace(model(rare=True), unknown=2.0)
    scale = float(one.scale[one.known["w:send"]]) if one.scale is not None else 0.0
    flat, scaled = 1.0 / 3**0.5, 2.0 * scale / (scale**2 + 2 * 2.0**2) ** 0.5
    found = one.scores(["w:send", "strange", "stranger"])
    assert float(found[0]) == pytest.approx(flat + scaled - 1.0, abs=1e-5)
    words = replace(model(rare=False), divided=True)
    assert float(words.scores(["w:send", "strange"])[0]) == pytest.approx(1 / 2**0.5 - 1.0)


def test_a_weight_that_is_nearly_nothing_may_be_left_out() -> None:
    keys = np.array(sorted(map(feature_key, FEATURES)), dtype=np.uint32)
    place = {int(key): at for at, key in enumerate(keys)}
    flat = np.zeros((3, 1), dtype=np.float32)
    flat[place[feature_key("w:send")]] = 2.0
    scale, bias = np.full(3, 1.5, dtype=np.float32), np.zeros(1, dtype=np.float32)
    whole = Linear.of(("promise",), keys, flat, bias, flat, scale, unknown=1.5)
    kept = np.flatnonzero(flat[:, 0])
    small = Linear.of(
        ("promise",), keys[kept], flat[kept], bias, flat[kept], scale[kept], unknown=1.5
    )
    assert small.scores(FEATURES).tolist() == pytest.approx(whole.scores(FEATURES).tolist())


@pytest.mark.parametrize("rare", [False, True])
def test_what_counted_adds_up_to_the_score(*, rare: bool) -> None:
    one = replace(model(rare=rare), unknown=2.0)
    counted = one.why([*FEATURES, "unknown"], "promise")
    total = sum(added for _, added in counted) - 1.0
    assert total == pytest.approx(float(one.scores([*FEATURES, "unknown"])[0]), abs=0.01)


def test_a_file_gives_the_same_scores(tmp_path: Path) -> None:
    one = Models(
        {"sentence": replace(model(rare=True), unknown=2.5), "obligor": model(rare=False)},
        {"promise": {"word": 1.0}},
        {"reports": 3},
    )
    size = pack(one, tmp_path / "detector.npz")
    data = (tmp_path / "detector.npz").read_bytes()
    again = load(data)
    assert len(data) == size
    assert (again.settings, again.about) == (one.settings, one.about)
    for name in ("sentence", "obligor"):
        assert again[name].names == one[name].names
        assert again[name].unknown == one[name].unknown
        assert again[name].scores(FEATURES).tolist() == one[name].scores(FEATURES).tolist()


def test_damaged_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match=r".*"):
        load(b"no model")


@pytest.mark.parametrize(("rare", "divided"), [(False, False), (False, True), (True, False)])
def test_scores_together_are_those_of_each_alone(*, rare: bool, divided: bool) -> None:
    one = replace(model(rare=rare), divided=divided, unknown=1.5)
    shared, own = ["w:send", "unknown"], [["w:bus"], [], ["v:VB:will:act", "w:send"]]
    alone = [one.scores([*shared, *features]).tolist() for features in own]
    assert one.scores_of_all(shared, own).tolist() == alone
    assert one.scores_of_all([], [["unknown"], ["w:bus"]]).tolist()[0] == one.bias.tolist()
