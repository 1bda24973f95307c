from constructs_lib.releases import V1_9_1

from . import facts
from .fields import named

UPSTREAM = facts.read(V1_9_1)
FILE = facts.file_of(V1_9_1)


def test_the_file_is_written_as_it_is_read():
    assert FILE.read_text("utf-8") == facts.text_of(UPSTREAM, V1_9_1)


def test_roles_and_bindings_made_of_the_facts_grant_what_upstreams_do():
    again = facts.derive(named(facts.rbac_objects(UPSTREAM)), set())

    assert (again.roles, again.bindings) == (UPSTREAM.roles, UPSTREAM.bindings)


def test_it_is_small_enough_to_be_reviewed():
    assert FILE.stat().st_size < 100_000
