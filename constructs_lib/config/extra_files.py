"""Files of your own objects in dist/."""

import re
from collections.abc import Mapping
from typing import Any, Final

from .plain import check_plain

# Folders and a file name, none of them hidden.
_PATH: Final = re.compile(r"([A-Za-z0-9_][\w.-]*/)*[A-Za-z0-9_][\w.-]*\.yaml", re.ASCII)


def check_files(files: Mapping[str, tuple[Mapping[str, Any], ...]]) -> None:
    """Refuse invalid paths, paths that are folders of others, and what is no object."""
    for path, objects in files.items():
        if not _PATH.fullmatch(path) or path.startswith("kubeflow/"):
            raise ValueError(
                f"file {path!r} must be a path below dist/ such as 'extra/quota.yaml', "
                "outside of kubeflow/, which every synthesis replaces"
            )
        for other in files:
            if other.startswith(f"{path}/"):
                raise ValueError(
                    f"file {path!r} is also the folder of {other!r}; rename one of them"
                )
        for obj in objects:
            check_plain(obj, f"file {path!r}")
            if not all(isinstance(obj.get(key), str) for key in ("apiVersion", "kind")):
                raise ValueError(
                    f"file {path!r} holds {dict(obj)!r}, which is no Kubernetes object; it "
                    "needs apiVersion, kind and metadata"
                )
