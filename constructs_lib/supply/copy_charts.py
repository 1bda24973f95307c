"""Plan the copies of the charts and definitions that Argo CD installs beside Kubeflow."""

from collections.abc import Iterable, Iterator
from shlex import quote

from ..catalog import ADD_ONS
from ..config import AddOn, Config


def chart_lines(add_ons: Iterable[AddOn], configs: Iterable[Config]) -> list[str]:
    """Return the commands that fetch what add-ons install, and push what has a mirror of OCI.

    A Git repository is mirrored whole: Argo CD reads it at its tag. What has a mirror of
    another kind is to be uploaded as that mirror wants it, which the lines say.
    """
    known = list(configs)
    lines = (line for each in add_ons for config in known for line in _lines(each, config))
    return list(dict.fromkeys(lines))


def _lines(add_on: AddOn, config: Config) -> Iterator[str]:
    pinned, version = ADD_ONS[add_on.name], add_on.tag_in(config)
    if not pinned.charts:
        yield f"git clone --mirror {quote(pinned.repository)}  # at {version}"
        if add_on.repository:
            folder = pinned.repository.rpartition("/")[2].removesuffix(".git")
            yield f"git -C {folder}.git push --mirror {quote(add_on.repository)}"
        return
    for chart in pinned.charts:
        at = f"--version {quote(version)} --destination charts"
        if "://" in pinned.repository:
            yield f"helm pull {chart} --repo {quote(pinned.repository)} {at}"
        else:
            yield f"helm pull oci://{quote(pinned.repository)}/{chart} {at}"
        if not add_on.repository:
            continue
        file = f"charts/{chart}-{version}.tgz"
        if "://" in add_on.repository:
            yield f"# upload {file} to {add_on.repository}"
        else:
            yield f"helm push {quote(file)} oci://{quote(add_on.repository)}"
