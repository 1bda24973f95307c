"""Profiles as code: an owner, members with roles, a quota and settings for their pods."""

from constructs_lib import (
    Member,
    NamedRole,
    Platform,
    PodDefault,
    Profile,
    Quota,
    SecretFiles,
    run,
)


def platform() -> Platform:
    """Return a platform with one team."""
    scientist = NamedRole("data-scientist", grants="edit")
    vision = Profile(
        name="team-vision",
        owner="ada@example.com",
        members=(Member("alan@example.com", scientist), Member("grace@example.com", "view")),
        quota=Quota({"cpu": "40", "memory": "160Gi", "requests.nvidia.com/gpu": "4"}),
        pod_defaults=(
            PodDefault(
                name="dataset-access",
                description="Read the team's data sets",
                volumes=(SecretFiles("dataset-credentials", "/etc/dataset"),),
            ),
        ),
    )
    return Platform(profiles=(vision,))


if __name__ == "__main__":
    raise SystemExit(run(platform))
