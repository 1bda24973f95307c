"""The committed dist/ is what main.py makes of the sources, to the byte."""

from pathlib import Path

DIST = Path(__file__).parents[1] / "dist"


def test_dist_is_fresh(default):
    committed = {
        file.relative_to(DIST).as_posix(): file.read_bytes()
        for file in DIST.rglob("*")
        if file.is_file()
    }

    assert committed == {path: text.encode() for path, text in default.items()}
