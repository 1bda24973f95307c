"""From objects to a GitOps repository: files, overlays and Applications."""

from .argo_application import (
    ArgoApplication,
    HelmSource,
    IgnoredDifference,
    KustomizeSource,
    PlainSource,
)
from .argo_project import ArgoProject, Kind
from .files import Changes, rendered, replace_tree
from .overlay import Overlay, compare
from .repository import (
    Files,
    application_files,
    base_files,
    overlay_files,
    parent_files,
    prerequisite_files,
    profile_files,
)
from .waves import Stage, annotated, sync_waves

__all__ = [
    "ArgoApplication",
    "ArgoProject",
    "Changes",
    "Files",
    "HelmSource",
    "IgnoredDifference",
    "Kind",
    "KustomizeSource",
    "Overlay",
    "PlainSource",
    "Stage",
    "annotated",
    "application_files",
    "base_files",
    "compare",
    "overlay_files",
    "parent_files",
    "prerequisite_files",
    "profile_files",
    "rendered",
    "replace_tree",
    "sync_waves",
]
