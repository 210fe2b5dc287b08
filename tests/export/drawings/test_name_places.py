"""Names beside marks: none covers another where there is room, and none leaves the drawing."""

from __future__ import annotations

from servanda.export.drawings.name_places import Named, place_names

WIDTH, HEIGHT = 1000.0, 400.0


def mark(key: str, x: float, y: float, name: str = "Rosa Vidal Ocampo") -> Named:
    return Named(key, name, x, y, 20.0)


def test_a_name_stands_below_its_mark() -> None:
    (place,) = place_names([mark("a", 500, 200)], WIDTH, HEIGHT).values()
    assert place[0] == 500
    assert place[1] > 220


def test_of_two_side_by_side_one_name_goes_elsewhere() -> None:
    found = place_names([mark("a", 450, 200), mark("b", 520, 200)], WIDTH, HEIGHT)
    assert found["a"][1] > 220
    assert found["b"][1] < 180


def test_at_the_lower_edge_a_name_stands_above() -> None:
    (place,) = place_names([mark("a", 500, 385)], WIDTH, HEIGHT).values()
    assert place[1] < 385


def test_a_name_keeps_off_marks_whose_names_stand_elsewhere() -> None:
    (place,) = place_names([mark("a", 500, 200)], WIDTH, HEIGHT, [mark("b", 500, 245)]).values()
    assert place[1] < 200


def test_in_a_crowd_no_name_covers_another() -> None:
    crowd = [mark(f"{x} {y}", 300 + 100 * x, 150 + 50 * y) for x in range(4) for y in range(2)]
    found = sorted(place_names(crowd, WIDTH, HEIGHT).values())
    wide = len("Rosa Vidal Ocampo") * 6.9
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            assert abs(one[0] - other[0]) >= wide - 1 or abs(one[1] - other[1]) >= 14
