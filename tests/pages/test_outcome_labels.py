"""Names beside dots: every dot has one, and none lies on another."""

from itertools import combinations
from random import Random

import pytest

from pages.ui.charts.labels import LINE, Box, Dot, Label, around, cut, labels, width_of

WIDTH, HEIGHT = 1000, 400


def dots(number: int, seed: int) -> list[Dot]:
    """Most of them near each other, as shares of work are."""
    random = Random(seed)
    return [
        Dot(min(WIDTH, random.expovariate(1 / 250)), random.uniform(60, HEIGHT - 60), (f"O{n}-KR{n}", f"O{n}-KR{n} a title of some length"))
        for n in range(number)
    ]


def box(dot: Dot, label: Label) -> Box:
    """Where a text stands, told from the way it is drawn: by its left end, its middle or its right end."""
    wide = width_of(label.text)
    left = dot.x + label.dx - {"left": 0, "center": wide / 2, "right": wide}[label.align]
    return Box(left, dot.y + label.dy - LINE / 2, left + wide, dot.y + label.dy + LINE / 2)


@pytest.mark.parametrize("number", [1, 2, 10, 30])
@pytest.mark.parametrize("seed", range(3))
def test_every_dot_is_named_and_no_name_lies_on_another_or_on_a_dot_or_outside(number: int, seed: int) -> None:
    of = dots(number, seed)
    assert all(label.text for label in labels(of, WIDTH, HEIGHT))
    boxes = [box(dot, label) for dot, label in zip(of, labels(of, WIDTH, HEIGHT), strict=True)]
    assert [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])] == []
    assert [name for name in boxes for dot in of if name.meets(around(dot.x, dot.y))] == []
    assert [name for name in boxes if name.left < 0 or name.top < 0 or name.right > WIDTH or name.bottom > HEIGHT] == []


def test_each_dot_has_its_name_the_longer_one_where_there_is_room() -> None:
    lonely, *crowd = [Dot(500, 200, ("A", "A with its title")), *(Dot(50 + n, 100 + 3 * n, (f"C{n}", f"C{n} with its title")) for n in range(8))]
    found = labels([lonely, *crowd], WIDTH, HEIGHT)
    assert found[0] == Label("A with its title", "left", found[0].dx, 0.0)
    assert [label.text[:2] for label in found[1:]] == [f"C{n}" for n in range(8)]
    assert any(label.text == f"C{n}" for n, label in enumerate(found[1:])), "not all of them can be long"


def test_what_is_taken_stays_free() -> None:
    (found,) = labels([Dot(100, 100, ("A name",))], WIDTH, HEIGHT, [Box(100, 0, WIDTH, HEIGHT)])
    assert found.align == "right"


def test_a_name_that_stands_off_is_led_to() -> None:
    everywhere = [Box(60, 60, 140, 140)]
    (found,) = labels([Dot(100, 100, ("A",))], WIDTH, HEIGHT, everywhere)
    assert found.line is not None


def test_where_there_is_no_place_at_all_a_dot_goes_without_a_name_rather_than_on_another() -> None:
    first, second = labels([Dot(10, 10, ("A",)), Dot(12, 12, ("B",))], 40, 30)
    assert [first.text, second.text].count("") >= 1


def test_no_dots_have_no_names() -> None:
    assert labels([], WIDTH, HEIGHT) == []


@pytest.mark.parametrize("text", ["A title of some length that goes on and on", "把好东西送到每一位邻居手里", "👩‍👩‍👧 family"])
def test_a_cut_text_fits_and_says_that_it_is_cut(text: str) -> None:
    short = cut(text, 60)
    assert width_of(short) <= 60
    assert short.endswith("…")
    assert text.startswith(short[:-1])
    assert cut(text, 1000) == text
