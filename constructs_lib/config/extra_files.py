"""Files of dist/ whose objects are the user's own."""

import re
from collections.abc import Mapping
from typing import Any, Final

from .plain import check_plain

# Folders and a name, without a dot in front of any.
_PATH: Final = re.compile(r"([A-Za-z0-9_][\w.-]*/)*[A-Za-z0-9_][\w.-]*\.yaml", re.ASCII)


def check_files(files: Mapping[str, tuple[Mapping[str, Any], ...]]) -> None:
    """Refuse paths that could not be, or that are folders of others, and what is no object."""
    for path, objects in files.items():
        if not _PATH.fullmatch(path) or path.startswith("kubeflow/"):
            raise ValueError(
                f"file {path!r} must be a path below dist/ such as 'extra/quota.yaml', "
                f"outside of kubeflow/, which is written anew each time"
            )
        for other in files:
            if other.startswith(f"{path}/"):
                raise ValueError(
                    f"file {path!r} is the folder of {other!r} too; rename one of them"
                )
        for obj in objects:
            check_plain(obj, f"file {path!r}")
            if not all(isinstance(obj.get(key), str) for key in ("apiVersion", "kind")):
                raise ValueError(
                    f"file {path!r} holds {dict(obj)!r}, which is no object of Kubernetes; "
                    f"it needs apiVersion, kind and metadata"
                )
