from constructs_lib.review import Review, as_text


def test_what_a_terminal_shows(changes, snapshot):
    assert as_text(changes, against="origin/main") == snapshot


def test_it_is_said_that_nothing_changes():
    told = as_text(Review(objects=()), against="origin/main")

    assert told == "dist/ against origin/main: no object changes\n"
