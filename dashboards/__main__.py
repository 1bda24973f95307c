"""Write every dashboard's file, and remove those of none."""

from importlib import import_module
from pathlib import Path
from typing import Final

from constructs_lib.config.dashboards import DASHBOARDS

from .grafana import text_of
from .model import Dashboard

FOLDER: Final = Path(__file__).parents[1] / "constructs_lib" / "dashboards"


def written() -> dict[str, str]:
    """Return the text of each dashboard's file, by its name."""
    return {f"{name}.json": text_of(dashboard(name)) for name in DASHBOARDS}


def dashboard(name: str) -> Dashboard:
    """Return a dashboard from the module of its name."""
    found: Dashboard = import_module(f"dashboards.{name}").DASHBOARD
    return found


def main() -> None:
    """Write the files."""
    texts = written()
    for file in FOLDER.glob("*.json"):
        if file.name not in texts:
            file.unlink()
    for name, text in texts.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
