"""An environment of a platform, to ask who reaches what in it."""

from collections.abc import Iterator, Mapping, Sequence

import yaml

from .arguments import checked
from .config import Platform
from .kube import Object
from .platform import Synthesis, synthesize
from .reach import Site


@checked
def site_of(
    platform: Platform, environment: str = "", *, profiles: Mapping[str, str] | None = None
) -> Site:
    """Return an environment with the profiles of dist/; nothing is written.

    platform: what main.py's `platform()` returns. environment: its name; the first one if
    empty. profiles: owners by name, of profiles that are not in Git.
    Raises ValueError for an unknown environment, for one with sidecars, and for decisions that
    cannot be synthesized.
    """
    known = {each.name: each for each in platform.environments}
    name = environment or next(iter(known))
    if name not in known:
        raise ValueError(f"there is no environment {name!r}; there are {', '.join(known)}")
    synthesis = synthesize(platform)
    files = dict(_files(synthesis, name))
    objects = [obj for each in synthesis.environments[name].values() for obj in each]
    return Site.of(
        known[name].config,
        [*objects, *_of_profiles(files, name)],
        profiles=profiles,
        files=files,
    )


def _files(synthesis: Synthesis, environment: str) -> Iterator[tuple[str, str]]:
    """Yield the files of an environment: its overlay, the bases, and profiles."""
    for path, text in synthesis.files.items():
        if "/overlays/" not in path or path.startswith(f"kubeflow/overlays/{environment}/"):
            yield path, text


def _of_profiles(files: Mapping[str, str], environment: str) -> Iterator[Object]:
    for path, text in files.items():
        if _is_profile(path.split("/"), environment):
            yield from (each for each in yaml.load_all(text, yaml.CSafeLoader) if each)


def _is_profile(parts: Sequence[str], environment: str) -> bool:
    """Return whether a path is a profile's: of every environment, or of this one."""
    if parts[:2] != ["kubeflow", "profiles"] or parts[-1] == "kustomization.yaml":
        return False
    below = parts[2:]
    return len(below) == 1 or below[0] == environment
