"""Where dist/ goes, and from where it is applied."""

from dataclasses import dataclass

from .checks import check_no_credentials


@dataclass(frozen=True, kw_only=True, slots=True)
class GitRepository:
    """The repository that CI commits dist/ to and Argo CD reads.

    url: as Argo CD reads it.
    revision: the branch or tag that Argo CD follows where an environment names none.
    """

    url: str = "https://git.example.com/platform/k8s-app-configs.git"
    revision: str = "main"

    def __post_init__(self) -> None:
        if "://" not in self.url and "@" not in self.url:
            raise ValueError(
                f"repository must be a URL such as "
                f"'https://git.example.com/platform/k8s-app-configs.git', got {self.url!r}"
            )
        check_no_credentials(self.url, "repository")
        if not self.revision:
            raise ValueError("revision is empty; name a branch or tag such as 'main'")
