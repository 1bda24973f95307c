from dataclasses import replace

import pytest

from constructs_lib import Environment, GitRepository, Platform
from constructs_lib.delivery.publication import GitError, promote
from constructs_lib.delivery.publication.git import Git

pytestmark = pytest.mark.slow

BASE = "kubeflow/base/app.yaml"
OLD = {
    BASE: "kind: Deployment\nmetadata:\n  name: app\nspec: 1\n",
    "kubeflow/overlays/canary/a.yaml": "kind: A\nmetadata:\n  name: a\n",
    "kubeflow/overlays/staging/a.yaml": "kind: B\nmetadata:\n  name: b\n",
}
NEW = {
    BASE: "kind: Deployment\nmetadata:\n  name: app\nspec: 2\n",
    "apps/kubeflow.yaml": "kind: Application\nmetadata:\n  name: canary\n",
    "apps/kubeflow-staging.yaml": "kind: Application\nmetadata:\n  name: staging\n",
    "kubeflow/overlays/canary/a.yaml": "kind: A\nmetadata:\n  name: z\n",
    "kubeflow/profiles/team.yaml": "kind: Profile\nmetadata:\n  name: team\n",
}
PLATFORM = Platform(
    environments=(
        Environment("canary"),
        Environment("staging", revision="staging"),
        Environment("production", revision="env/production"),
    ),
)


@pytest.fixture
def published(repository, publish_to):
    """Return a repository that was published to twice, with staging at the first time."""
    publish_to(repository, OLD)
    repository.git("branch", "staging", "main")
    publish_to(repository, NEW)
    return repository


def promoted(repository, environment="staging", **options):
    return promote(PLATFORM, environment, repository=str(repository.path), **options)


def test_an_environments_branch_moves_to_where_the_one_before_it_is(published):
    promoted(published)

    assert published.head("staging") == published.head("main")


def test_no_other_branch_moves(published):
    before = published.head("main")
    promoted(published)

    assert published.heads() == {"main", "staging"}
    assert published.head("main") == before


def test_each_environment_takes_from_the_one_before_it(published):
    promoted(published, "production")

    assert published.head("env/production") == published.head("staging")


def test_another_branch_may_be_named(published):
    promoted(published, "production", source="main")

    assert published.head("env/production") == published.head("main")


def test_the_first_promotion_makes_the_branch(published):
    done = promoted(published, "production")

    assert (done.old, done.new) == (None, published.head("staging"))


def test_the_first_environment_takes_from_what_is_published_where_it_has_a_branch(published):
    environments = (Environment("canary", revision="canary"),)
    platform = Platform(environments=environments)
    promote(platform, "canary", repository=str(published.path))

    assert published.head("canary") == published.head("main")


def test_a_promotion_tells_which_objects_of_the_environment_move(published):
    changes = promoted(published).changes

    assert (changes.added, changes.changed, changes.removed) == (
        ("apps: Application staging", "kubeflow/profiles: Profile team"),
        ("kubeflow/base: Deployment app",),
        ("kubeflow/overlays/staging: B b",),
    )


def test_a_promotion_counts_what_moves_that_the_environment_does_not_read(published):
    # The canary's overlay and Applications, and the list of what was published.
    assert promoted(published).others == 3


def test_nothing_is_promoted_twice(published):
    promoted(published)

    assert not promoted(published)


def test_a_rehearsal_tells_the_same_and_moves_nothing(published):
    before = published.head("staging")
    rehearsal = promoted(published, dry_run=True)

    assert published.head("staging") == before
    assert rehearsal == promoted(published)


def test_fails_where_the_branch_has_commits_of_its_own(published):
    head = published.change({BASE: b"kind: Edited\n"}, branch="staging")
    with pytest.raises(ValueError, match=r"branch 'staging' has commits \(1\) that 'main'"):
        promoted(published)

    assert published.head("staging") == head


def test_fails_where_the_branch_is_ahead(published):
    promoted(published, "production", source="main")

    with pytest.raises(ValueError, match=r"branch 'env/production' has commits \(1\)"):
        promoted(published, "production")


def test_fails_for_an_unknown_environment(published):
    with pytest.raises(ValueError, match="unknown environment 'test'; known are canary, prod"):
        promoted(published, "test")


def test_fails_for_an_environment_that_follows_what_is_published(published):
    with pytest.raises(ValueError, match="environment 'canary' follows 'main', the published"):
        promoted(published, "canary")


def test_fails_for_an_environment_that_follows_the_published_branch_by_name(published):
    platform = Platform(
        environments=(Environment("canary"), Environment("staging", revision="live")),
        repository=GitRepository(revision="live"),
    )
    with pytest.raises(
        ValueError, match="environment 'staging' follows 'live', the published"
    ):
        promote(platform, "staging", repository=str(published.path))


def test_fails_for_a_branch_onto_itself(published):
    with pytest.raises(ValueError, match="environment 'staging' follows 'staging' itself"):
        promoted(published, source="staging")


def test_fails_for_a_branch_that_is_not_there(published):
    with pytest.raises(ValueError, match="the repository has no branch 'dev' to promote from"):
        promoted(published, source="dev")


def test_fails_where_the_branch_moves_meanwhile(published, monkeypatch):
    push = Git.push

    def pushing(*arguments, **options):
        published.change({BASE: b"kind: Edited\n"}, branch="staging")
        push(*arguments, **options)

    monkeypatch.setattr(Git, "push", pushing)
    with pytest.raises(GitError, match="stale info"):
        promoted(published)

    assert published.files("staging")[BASE] == b"kind: Edited\n"


# In a folder, and beside other repositories


def test_what_moves_is_told_as_dist_has_it_wherever_it_is(repository, publish_to):
    platform = replace(PLATFORM, repository=GitRepository(path="ml"))
    publish_to(repository, OLD, path="ml")
    repository.git("branch", "staging", "main")
    publish_to(repository, NEW, path="ml")
    repository.change({"kubeflow/base/app.yaml": b"kind: Theirs\n"})
    done = promote(platform, "staging", repository=str(repository.path))

    assert done.changes.added == (
        "apps: Application staging",
        "kubeflow/profiles: Profile team",
    )
    # The canary's overlay and Applications, the list, and what others have.
    assert done.others == 4


def test_environments_of_another_repository_are_passed_over(published):
    own = GitRepository(url="https://git.example.com/own.git")
    canary, staging, production = PLATFORM.environments
    platform = replace(
        PLATFORM, environments=(canary, replace(staging, repository=own), production)
    )
    done = promote(platform, "production", repository=str(published.path))

    assert done.source == "main"


def test_an_environment_of_its_own_repository_takes_from_what_is_published_there(published):
    own = GitRepository(url="https://git.example.com/own.git")
    environments = (Environment("canary"), Environment("b", repository=own, revision="live"))
    platform = replace(PLATFORM, environments=environments)
    promote(platform, "b", repository=str(published.path))

    assert published.head("live") == published.head("main")


def test_fails_for_an_environment_that_follows_what_is_published_to_its_own_repository():
    own = GitRepository(url="https://git.example.com/own.git", revision="live")
    platform = replace(PLATFORM, environments=(Environment("a", repository=own),))

    with pytest.raises(ValueError, match="environment 'a' follows 'live', the published"):
        promote(platform, "a", repository=own.url)
