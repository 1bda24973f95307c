"""The emitter writes what PyYAML does, to the byte, or leaves it to PyYAML."""

import random

import pytest
import yaml

from constructs_lib.delivery import files
from constructs_lib.delivery.emitter import Emitter, OddValueError

# Words and signs that mean something to a reader of YAML, in Python or in Go, somewhere.
PIECES = [
    *"yYnN~=#:-?,.[]{}&*!|>'\"%@`<0123456789eExXoOabz_+/\\$()^; \t\n\r\0\x07\x85\xa0€😀",
    *("\u017f", "\u212a", "\u2028", "\ufeff"),
    *("yes", "no", "on", "off", "true", "False", "null", "NULL", "0x1F", "1e3", ".inf", "<<"),
    *(
        "2025-03-17",
        "12:30:00",
        "---",
        "...",
        "- ",
        ": ",
        " #",
        "\n\n",
        "\n ",
        " \n",
        "a",
        "key",
    ),
    *("kubeflow.org/v1", "istio-system", "$(POD)", "0o17", "1_000", "100m", "é", "x" * 130),
]
# Those of one line.
TAME = [piece for piece in PIECES if len(piece.splitlines()) == 1 and len(piece) < 100]


@pytest.fixture(scope="module")
def dice() -> random.Random:
    return random.Random(20)


def theirs(documents) -> str:
    return files._by_pyyaml(documents)


def ours(documents) -> str:
    return Emitter(lambda items: theirs([items])).text(documents)


def text(dice, pieces=PIECES) -> str:
    return "".join(dice.choices(pieces, k=dice.randrange(5)))


def value(dice, depth=4):
    kind = dice.randrange(10 if depth else 7)
    if kind < 4:
        return text(dice, TAME)
    if kind < 7:
        return dice.choice([True, False, None, 0, -7, 80, 2**63, {}, []])
    items = [value(dice, depth - 1) for _ in range(dice.randrange(4))]
    return items if kind == 7 else {text(dice, TAME): item for item in items}


@pytest.mark.parametrize("wrapped", [lambda t: t, lambda t: [t], lambda t: {"k": [{"a": t}]}])
def test_every_text_is_written_as_by_pyyaml(dice, wrapped):
    texts = {text(dice) for _ in range(4000)} | set(PIECES)
    wrong = [t for t in texts if same(wrapped(t)) is False]

    assert wrong == []


def test_every_key_is_written_as_by_pyyaml(dice):
    texts = {text(dice) for _ in range(4000)} | set(PIECES)
    wrong = [t for t in texts if same({"a": {t: {"b": 1}}, "c": [{t: []}]}) is False]

    assert wrong == []


def test_every_shape_is_written_as_by_pyyaml(dice):
    documents = [[[value(dice)] for _ in range(dice.randrange(1, 4))] for _ in range(3000)]
    written = [same(*each) for each in documents]

    assert written.count(False) == 0
    # And not because all of them were left to PyYAML.
    assert written.count(True) > 1000


def same(*documents) -> bool | None:
    """Return whether the text is PyYAML's, None where it is left to it."""
    try:
        found = ours(list(documents))
    except OddValueError:
        return None
    return found == theirs(documents)


def test_every_file_of_the_platforms_is_written_as_by_pyyaml(synthesis):
    for path, written in synthesis.files.items():
        documents = list(yaml.load_all(written, yaml.CSafeLoader))

        assert written == files._NOTE + theirs(map(files._ordered, documents)), path


@pytest.mark.parametrize(
    "odd",
    [
        1.5,
        {1: "a"},
        "kept\n\n",
        {"two\nlines": 1},
        {"x" * 130: 1},
        (1, 2),
        {"a": {"b": [yaml]}},
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_odd_is_left_to_pyyaml(odd):
    with pytest.raises(OddValueError):
        ours([odd])


def test_most_of_dist_is_not_left_to_pyyaml(default):
    odd = [path for path, written in default.items() if leaves_to_pyyaml(written)]

    assert odd == []


def leaves_to_pyyaml(written: str) -> bool:
    return same(*yaml.load_all(written, yaml.CSafeLoader)) is None


def test_texts_are_forgotten_before_they_fill_memory():
    emitter = Emitter(lambda items: theirs([items]))
    for start in range(0, 60_000, 10_000):
        emitter.text([[f"text-{n}" for n in range(start, start + 10_000)]])

    assert len(emitter._known) <= 30_000
