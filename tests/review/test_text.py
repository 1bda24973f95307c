from constructs_lib.reach import Doors
from constructs_lib.reach.table import Pair
from constructs_lib.review import Review, as_text


def test_what_a_terminal_shows(changes, snapshot):
    assert as_text(changes, against="origin/main") == snapshot


def test_it_is_said_that_nothing_changes():
    told = as_text(Review(objects=()), against="origin/main")

    assert told == "dist/ against origin/main: no object changes\n"


def test_a_change_that_opens_a_door_says_so(changes):
    opened = Doors(opened=(Pair(to="Service here/app:80", source="pods of there/caller"),))
    told = as_text(Review(objects=changes.objects, doors={"default": opened}), against="main")

    assert (
        "\nwho reaches what in default\n"
        "  newly reachable by pods of there/caller: Service here/app:80\n"
    ) in told
