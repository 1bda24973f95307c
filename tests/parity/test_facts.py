import pytest

from constructs_lib.releases import RELEASES

from . import facts
from .fields import named

pytestmark = pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)


def test_the_file_is_written_as_it_is_read(release):
    text = facts.file_of(release).read_text("utf-8")

    assert text == facts.text_of(facts.read(release), release)


def test_roles_and_bindings_made_of_the_facts_grant_what_upstreams_do(release):
    upstream = facts.read(release)
    again = facts.derive(named(facts.rbac_objects(upstream)), set())

    assert (again.roles, again.bindings) == (upstream.roles, upstream.bindings)


def test_it_is_small_enough_to_be_reviewed(release):
    assert facts.file_of(release).stat().st_size < 100_000
