"""Configure Elyra, JupyterLab's editor of pipelines: image, packages, buckets, downloads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ..releases import Release
from .checks import check_image, check_label, check_no_credentials, check_unique
from .data import S3, ObjectStore, check_bucket
from .versions import parse_version

# The placeholder for the profile's namespace in a bucket's name.
_NAMESPACE: Final = "{namespace}"
_BUCKET: Final = "elyra-{namespace}"
_LONGEST_BUCKET: Final = 63
# At these, all customers share one set of names: whoever is first owns the bucket.
_PUBLIC_STORES: Final = re.compile(r"(^|\.)(amazonaws\.com(\.cn)?|googleapis\.com)$")
# Upstream's image, whose kfp is not pinned.
_UPSTREAM: Final = re.compile(r"(^|/)elyra/(kf-notebook|elyra)[:@]")
_URL: Final = re.compile(r"(https?://[^\s/]+(/\S*)?|file:///\S+)")
# Elyra pastes a download's URL into a step's shell command without quotes.
_SHELL: Final = re.compile(r"[^A-Za-z0-9:/._~%@+=,-]")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Range:
    """The versions of a package that fit, from `first` to below `before`, and why."""

    first: str
    before: str
    reason: str


# What fits whatever Pipelines is.
_ALWAYS: Final[Mapping[str, _Range]] = MappingProxyType(
    {
        "elyra": _Range(
            first="4.1.0",
            before="4.2.0",
            reason="4.0 compiles for Pipelines v1, and no later one has been tested",
        ),
        "kfp": _Range(
            first="2.13.0",
            before="2.14.0",
            reason="older ones need another urllib3 than Elyra 4.1, newer ones "
            "another protobuf than kfp-kubernetes 1.4",
        ),
    }
)
# By the version of Kubeflow Pipelines: which packages emit pipelines that it accepts.
# tests/elyra/test_elyra.py compiles with the default set and asks the protos.
_FITTING: Final[Mapping[str, Mapping[str, _Range]]] = MappingProxyType(
    {
        version: MappingProxyType(
            {
                **_ALWAYS,
                "kfp-kubernetes": _Range(
                    first="1.2.0",
                    before="1.5.0",
                    reason=f"Elyra calls functions of 1.2, and {reason}",
                ),
            }
        )
        for version, reason in {
            "2.3.0": "from 1.5 on the name of a Secret is a field that this server does not "
            "know, so that it refuses every step with a key",
            # They know that field and the one before, and lost none that Elyra writes.
            **dict.fromkeys(
                ("2.5.0", "2.15.0", "2.16.0", "2.16.1"),
                "1.5 has not been tested with kfp 2.13",
            ),
        }.items()
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ElyraPackages:
    """The versions of the Python packages in the image of Elyra.

    Notebooks that use Elyra have them as constraints, so that a later `pip install` keeps
    them.
    elyra, kfp, kfp_kubernetes: the versions.
    Source: the metadata of Elyra's package, and kubernetes_platform/proto of
    kubeflow/pipelines 2.3.0, 2.5.0, 2.15.0, 2.16.0 and 2.16.1.
    Raises ValueError in a Config for a version that does not fit its release's Pipelines.
    """

    elyra: str = "4.1.1"
    kfp: str = "2.13.0"
    kfp_kubernetes: str = "1.4.0"

    def check_release(self, release: Release) -> None:
        """Refuse versions that do not fit the release's Pipelines."""
        for package, version in self._versions.items():
            fits = _FITTING[release.pipelines][package]
            given, first, before = (
                parse_version(each, package, fits.first)
                for each in (version, fits.first, fits.before)
            )
            if not first <= given < before:
                raise ValueError(
                    f"{package} {version} does not fit Kubeflow Pipelines "
                    f"{release.pipelines}: {fits.reason}; use one from {fits.first} to before "
                    f"{fits.before}"
                )

    @property
    def constraints(self) -> str:
        """A constraints file for pip."""
        return "".join(f"{name}=={version}\n" for name, version in self._versions.items())

    @property
    def _versions(self) -> Mapping[str, str]:
        return {"elyra": self.elyra, "kfp": self.kfp, "kfp-kubernetes": self.kfp_kubernetes}


@dataclass(frozen=True, kw_only=True, slots=True)
class RuntimeImage:
    """An image that Elyra offers for the steps of pipelines.

    It needs `sh`, `curl`, Python 3 with pip, and a working directory that its user may write.
    name: a DNS label, of its file. title: what users see, a line; None uses the image.
    image: a full reference with a tag or digest; the environment's registry applies.
    Source: elyra/metadata/schemas/runtime-image.json of elyra 4.1.1. Its pull_policy and
    pull_secret have no counterpart: pipelines of v2 are compiled without them.
    Raises ValueError for an invalid name or image, and for an empty title or one of several
    lines.
    """

    name: str
    image: str
    title: str | None = None

    def __post_init__(self) -> None:
        if self.title is not None and not (self.title.strip() and self.title.isprintable()):
            raise ValueError(
                f"title of runtime image {self.name!r} must be a line of text, or None, which "
                f"uses the image, got {self.title!r}"
            )
        check_label(self.name, "runtime image")
        check_image(self.image, f"image of runtime image {self.name!r}")

    @property
    def shown(self) -> str:
        """What users see."""
        return self.title or self.image


@dataclass(frozen=True, kw_only=True, slots=True)
class ElyraDownloads:
    """Where steps of Elyra's pipelines download what they start with; by default from GitHub.

    bootstrap_script: the URL of Elyra's `bootstrapper.py`; requirements: of its
    `requirements-elyra.txt`. `file:///…` is a file of the step's image. None uses GitHub.
    pip_index: the URL of pip's index in steps and notebooks; None uses each image's own.
    Source: _compose_container_command_args in elyra/pipeline/kfp/kfp_processor.py of 4.1.1.
    Raises ValueError for anything but such a URL, for one with a password, and for a download
    with characters that a shell interprets.
    """

    bootstrap_script: str | None = None
    requirements: str | None = None
    pip_index: str | None = None

    def __post_init__(self) -> None:
        for what in ("bootstrap_script", "requirements", "pip_index"):
            value = getattr(self, what)
            if value is None:
                continue
            check_no_credentials(value, what)
            if not _URL.fullmatch(value):
                raise ValueError(
                    f"{what} must be a URL such as 'https://mirror.example.com/elyra/…' or "
                    f"'file:///opt/elyra/…', got {value!r}"
                )
            if what != "pip_index" and (found := _SHELL.search(value)):
                raise ValueError(
                    f"{what} has {found[0]!r} in {value!r}, which the shell of a step would "
                    "read as its own; use a URL of letters, digits and ':/._~%@+=,-'"
                )
        if self.pip_index is not None and self.pip_index.startswith("file:"):
            raise ValueError(
                f"pip_index must be an index of packages over HTTP, got {self.pip_index!r}; "
                "packages that are in the image need none"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Elyra:
    """Elyra in notebooks: users draw a pipeline of notebooks and scripts, and run it.

    Every profile gets the PodDefault `elyra`, with a runtime configuration, a token for the
    API of Pipelines and the catalog of images, and a bucket for the files of its steps.
    image: the notebook image with Elyra, which you build (docs/elyra.md); the form of
    notebooks offers it.
    bucket: of each profile, in the store of Pipelines; `{namespace}` is the profile's.
    packages: the versions in the image. runtime_images: further images in which steps may run.
    downloads: where steps download what they start with.
    Raises ValueError for upstream's image, whose kfp-kubernetes is newer than this release's
    Pipelines can read, and for a bucket that profiles would share.
    """

    image: str
    bucket: str = _BUCKET
    packages: ElyraPackages = ElyraPackages()
    runtime_images: tuple[RuntimeImage, ...] = ()
    downloads: ElyraDownloads = ElyraDownloads()

    def __post_init__(self) -> None:
        check_image(self.image, "image of Elyra")
        if self.bucket.count(_NAMESPACE) != 1:
            raise ValueError(
                f"bucket must have {_NAMESPACE!r} once, since each profile needs one of its "
                f"own, such as {_BUCKET!r}, got {self.bucket!r}"
            )
        check_bucket(self.bucket_of("profile"))
        check_unique((each.name for each in self.runtime_images), "runtime image")
        check_unique((each.shown for each in self.runtime_images), "title of runtime image")
        for each in self.runtime_images:
            if each.name == "elyra" or each.image == self.image:
                raise ValueError(
                    f"runtime image {each.name!r} of {each.image!r}: name 'elyra' and the "
                    f"image {self.image!r} are the notebook's own, which is always offered; "
                    f"choose another, or leave it out"
                )

    def check_release(self, release: Release) -> None:
        """Refuse packages that do not fit the release's Pipelines."""
        if _UPSTREAM.search(self.image):
            raise ValueError(
                f"image {self.image!r} is Elyra's own, whose kfp and kfp-kubernetes are newer "
                f"than Kubeflow Pipelines {release.pipelines} understands; build one by the "
                "recipe of docs/elyra.md"
            )
        self.packages.check_release(release)

    def bucket_of(self, namespace: str) -> str:
        """Return the bucket of a profile."""
        return self.bucket.replace(_NAMESPACE, namespace)

    def check_profile(self, name: str) -> None:
        """Refuse a profile whose bucket would have a name that no store accepts."""
        bucket = self.bucket_of(name)
        if len(bucket) > _LONGEST_BUCKET:
            raise ValueError(
                f"profile {name!r} would have Elyra's bucket {bucket!r}, of "
                f"{len(bucket)} characters; shorten one of them to {_LONGEST_BUCKET} together"
            )

    def check_store(self, store: ObjectStore, *, root: str | None, sdk: str) -> None:
        """Refuse buckets that may be others', and profiles without the PodDefaults' hook.

        root: of the artifacts of Pipelines. sdk: whether profiles get its PodDefault.
        """
        if sdk != "offered":
            raise ValueError(
                "elyra=Elyra(...) needs sdk='offered': the hook that gives profiles Elyra's "
                "PodDefault is the one that gives them the SDK's"
            )
        artifacts = (root or "").partition("://")[2].partition("/")[0]
        for taken in {store.bucket, artifacts} - {""}:
            if re.fullmatch(self._pattern, taken):
                raise ValueError(
                    f"bucket {self.bucket!r} of Elyra would be {taken!r} in a profile of that "
                    "name, where Pipelines keeps every profile's artifacts; choose another "
                    "prefix"
                )
        if (
            isinstance(store, S3)
            and self.bucket == _BUCKET
            and _PUBLIC_STORES.search(store.endpoint)
        ):
            raise ValueError(
                f"bucket {self.bucket!r} at {store.endpoint!r} may be a stranger's, since "
                "names of buckets there are those of all customers; choose a prefix of your "
                f"own, such as 'example-com-elyra-{_NAMESPACE}'"
            )

    @property
    def _pattern(self) -> str:
        before, after = map(re.escape, self.bucket.split(_NAMESPACE))
        return f"{before}[a-z0-9]([-a-z0-9]*[a-z0-9])?{after}"

    def images(self) -> frozenset[str]:
        """Return every image that is named here."""
        return frozenset({self.image, *(each.image for each in self.runtime_images)})
