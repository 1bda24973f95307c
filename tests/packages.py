"""The library as its users have it: a wheel in a venv of its own, and an empty HOME."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]


def python(
    *arguments: str | Path, cwd: Path, settings: Mapping[str, str] | None = None
) -> str:
    """Run Python and return what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=os.environ | (settings or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(folder: Path) -> Path:
    """Build the sdist, and the wheel from it, into a folder; return the wheel."""
    python("-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=ROOT)
    [wheel] = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel into a fresh environment; return the folder of its commands.

    What the wheel needs is found in this environment, so that nothing is downloaded.
    """
    python("-m", "venv", "--without-pip", folder, cwd=folder)
    interpreter = folder / "bin" / "python"
    options = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    python("-m", "pip", "--python", interpreter, "install", *options, wheel, cwd=folder)
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "beside.pth").write_text(sysconfig.get_path("purelib"))
    return folder / "bin"


def variables(commands: Path, home: Path) -> dict[str, str]:
    """Return the environment of somebody who has these commands, git and an empty HOME."""
    git = Path(shutil.which("git")).parent
    names = {
        f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    path = f"{commands}:{git}:/usr/bin:/bin"
    return {"HOME": str(home), "PATH": path, **dict.fromkeys(names, "ada")}
