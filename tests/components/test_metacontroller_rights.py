from constructs_lib.components.metacontroller_rights import OF_ROLE, OWN_WORK, UPSTREAM


def test_its_own_work_writes_nothing_but_events():
    written = {
        resource
        for rule in OWN_WORK
        for resource in rule.resources
        if not set(rule.verbs) <= {"get", "list", "watch"}
    }

    assert written == {"events"}


def test_the_kinds_of_upstreams_role_are_those_that_it_creates():
    created = {
        resource for rule in UPSTREAM for resource in rule.resources if "create" in rule.verbs
    }

    assert created == OF_ROLE
