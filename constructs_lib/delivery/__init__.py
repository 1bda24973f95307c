"""From objects to a GitOps repository: files, overlays and Applications."""

from .argo_application import (
    ArgoApplication,
    HelmSource,
    IgnoredDifference,
    KustomizeSource,
    PlainSource,
)
from .argo_project import ArgoProject, Kind
from .common_metadata import CommonMetadata
from .files import Changes, ForeignFileError, rendered, replace_tree, texts_of
from .health import health_settings
from .overlay import Overlay, compare
from .patching import patched
from .publication import (
    Author,
    GitError,
    HandEditError,
    Promotion,
    Publication,
    SourceRevision,
    counted,
    listed,
    promote,
    publish,
)
from .repository import (
    Files,
    application_files,
    base_files,
    optional_base_files,
    overlay_files,
    parent_files,
    prerequisite_files,
    product_files,
    profile_files,
)
from .secret_values import refuse_secret_values
from .waves import Stage, annotated, sync_waves

__all__ = [
    "ArgoApplication",
    "ArgoProject",
    "Author",
    "Changes",
    "CommonMetadata",
    "Files",
    "ForeignFileError",
    "GitError",
    "HandEditError",
    "HelmSource",
    "IgnoredDifference",
    "Kind",
    "KustomizeSource",
    "Overlay",
    "PlainSource",
    "Promotion",
    "Publication",
    "SourceRevision",
    "Stage",
    "annotated",
    "application_files",
    "base_files",
    "compare",
    "counted",
    "health_settings",
    "listed",
    "optional_base_files",
    "overlay_files",
    "parent_files",
    "patched",
    "prerequisite_files",
    "product_files",
    "profile_files",
    "promote",
    "publish",
    "refuse_secret_values",
    "rendered",
    "replace_tree",
    "sync_waves",
    "texts_of",
]
