"""The install without Internet access, as docs/air-gap.md has it, rehearsed."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from constructs_lib import commands
from constructs_lib.image_lock import ImageLock
from constructs_lib.image_reference import ImageReference
from constructs_lib.supply.registry import Registries
from tests.cluster.images.front import proxy
from tests.cluster.images.publishers import publishers
from tests.cluster.images.registry import crane, registry
from tests.cluster.images.test_lock import TAGGED, listed, with_images
from tests.cluster.pipes import accepting, join
from tests.cluster.processes import LOOPBACK

ROOT = Path(__file__).parents[3]
PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
# Where the servers are that were built for these tests.
SERVERS = {"HOME": os.environ["HOME"]}
PROGRAM = """\
from constructs_lib import V1_10_2, Config, Environment, Platform, run


def platform() -> Platform:
    config = Config(release=V1_10_2, registry="{mirror}", images="locked")
    return Platform(environments=(Environment("default", config),))


if __name__ == "__main__":
    raise SystemExit(run(platform))
"""


def namespaces():
    """Return whether a network namespace of our own is allowed here."""
    if not shutil.which("unshare"):
        return False
    command = ["unshare", "--map-root-user", "--net", "true"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@contextmanager
def way_in(path: Path, port: int) -> Iterator[None]:
    """Lead a socket to a port of loopback: files are seen in every network namespace."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(path))
    listening.listen()

    def lead(came: socket.socket) -> None:
        with came, socket.create_connection((LOOPBACK, port)) as there:
            join(came, there)

    with accepting(listening, lead):
        yield


@pytest.fixture(scope="module")
def mirror(tmp_path_factory):
    """Provide the mirror, empty."""
    with registry(tmp_path_factory.mktemp("mirror")) as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory, mirror):
    """Provide what is carried inside: a site with its lock; a plan has filled the mirror."""
    carried = tmp_path_factory.mktemp("carried")
    site = carried / "site"
    site.mkdir()
    (site / "main.py").write_text(PROGRAM.format(mirror=mirror.host))
    with (
        publishers(tmp_path_factory.mktemp("publishers"), listed(TAGGED)) as outside,
        pytest.MonkeyPatch.context() as patched,
    ):
        for name, value in outside.environment.items():
            patched.setenv(name, value)
        patched.setenv("PATH", str(crane().parent), prepend=":")
        patched.setenv("DOCKER_CONFIG", str(carried / "docker"))
        patched.chdir(site)
        platform = with_images("locked", registry=mirror.host)
        assert commands.run(lambda: platform, ["images", "--lock"]) == 0
        plan = subprocess.run(
            [sys.executable, "main.py", "images", "--copy-plan", "crane"],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            text=True,
        )
        (carried / "copy.sh").write_text(plan.stdout)
        done = subprocess.run(["sh", carried / "copy.sh"], check=False, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        assert outside.proxy.refused == []
    return carried


def test_each_image_has_its_digest_in_the_mirror(folder, mirror):
    lock = ImageLock.read(folder / "site" / "images.lock")
    images = with_images(lock, registry=mirror.host).environments[0].config.image_source()
    places = {each.digest: images.copied(each.reference) for each in lock.images}
    with Registries([mirror.host]) as registries:
        found = {registries.digest(ImageReference.of(each)) for each in places.values()}

    assert found == places.keys()


def test_the_plan_adds_up_the_sizes(folder, mirror):
    lock = ImageLock.read(folder / "site" / "images.lock")
    total = sum(each.size for each in lock.images) / 1_000_000

    assert f"# 64 images to {mirror.host}: {total:.1f} MB at most" in (
        (folder / "copy.sh").read_text()
    )


@pytest.fixture(scope="module")
def wheels(folder):
    """Provide the wheels, of the same hashes as everywhere, and our own."""
    into = folder / "wheels"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    locked = ("--require-hashes", "--requirement", ROOT / "requirements-supply.txt")
    subprocess.run([*pip, "download", *locked, "--dest", into], check=True)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", into]
    subprocess.run([*build, ROOT], check=True, capture_output=True)
    return into


def test_kubeflow_is_installed_with_nothing_but_the_mirror(folder, mirror, wheels, tmp_path):
    program = [sys.executable, "-m", "tests.cluster.images.inside", folder, mirror.port]
    with ExitStack() as stack:
        if namespaces():
            where = "in a network namespace without a way out"
            stack.enter_context(way_in(folder / "way", mirror.port))
            program = ["unshare", "--map-root-user", "--net", *program, folder / "way"]
            ways = dict.fromkeys(PROXIES, "")
        else:
            where = "behind a proxy that refuses everything"
            ways = dict.fromkeys(PROXIES, stack.enter_context(proxy({})).url)
        done = subprocess.run(
            list(map(str, program)),
            cwd=ROOT,
            env=os.environ | ways | {"PYTHONPATH": str(ROOT), "NO_PROXY": LOOPBACK, **SERVERS},
            capture_output=True,
            check=False,
            text=True,
        )
    log = ROOT / "build" / "air-gap.log"
    log.parent.mkdir(exist_ok=True)
    log.write_text(f"rehearsed {where}\n{done.stdout}{done.stderr}")

    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    assert done.stdout.splitlines()[0] == "reached of the Internet: nothing"
    assert done.stdout.splitlines()[-1].startswith("pulled ")
