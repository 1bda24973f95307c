from constructs_lib.components import ROUTE_WRITERS, VIEWER_ROUTES


def test_each_controller_writes_below_a_path_of_its_own():
    assert dict(ROUTE_WRITERS) == {
        "notebook-controller-service-account": "/notebook/",
        "pvcviewer-controller-manager": "/pvcviewers/",
        "tensorboard-controller-controller-manager": "/tensorboard/",
    }


def test_viewers_are_below_the_path_that_their_page_writes():
    assert f"{VIEWER_ROUTES}/" in ROUTE_WRITERS.values()
