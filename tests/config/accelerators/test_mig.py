import pytest

from constructs_lib.config.accelerators.mig import MIG, instances

# How many of one profile fit into a GPU, as NVIDIA's MIG manager is configured
# (deployments/systemd/config-default.yaml of NVIDIA/mig-parted).
FULL = [
    *[("a30", "1g.6gb", 4), ("a30", "2g.12gb", 2), ("a30", "4g.24gb", 1)],
    *[("a100", "1g.5gb", 7), ("a100", "1g.5gb+me", 1), ("a100", "2g.10gb", 3)],
    *[("a100", "3g.20gb", 2), ("a100", "4g.20gb", 1), ("a100", "7g.40gb", 1)],
    *[("a100", "1g.10gb", 7), ("a100", "1g.20gb", 4), ("h100", "1g.10gb", 7)],
    *[("h100", "1g.12gb", 7), ("h100", "1g.24gb", 4), ("h100", "2g.24gb", 3)],
    *[("h100", "3g.47gb", 2), ("gh200", "3g.48gb", 2), ("gh200", "1g.36gb", 4)],
    *[("h200", "1g.18gb", 7), ("h200", "1g.35gb", 4), ("h200", "2g.35gb", 3)],
    *[("h200", "3g.71gb", 2), ("h200", "7g.141gb", 1), ("b200", "1g.23gb", 7)],
    *[("b200", "1g.45gb", 4), ("b200", "7g.180gb", 1), ("gb200", "2g.47gb", 3)],
    *[("gb200", "3g.93gb", 2), ("gb200", "7g.186gb", 1)],
]


@pytest.mark.parametrize(("model", "profile", "number"), FULL)
def test_a_gpu_is_divided_into_as_many_as_nvidias_own_tool_makes(model, profile, number):
    assert instances(model, profile, None) == number


@pytest.mark.parametrize(
    ("model", "split"),
    [
        ("a30", {"1g.6gb": 2, "2g.12gb": 1}),
        ("a100", {"1g.5gb": 2, "2g.10gb": 1, "3g.20gb": 1}),
        ("h100", {"1g.12gb": 2, "2g.24gb": 1, "3g.47gb": 1}),
        ("h20", {"1g.12gb": 2, "2g.24gb": 1, "3g.48gb": 1}),
        ("h200", {"1g.18gb": 2, "2g.35gb": 1, "3g.71gb": 1}),
        ("b200", {"1g.23gb": 2, "2g.45gb": 1, "3g.90gb": 1}),
        ("gb200", {"1g.23gb": 2, "2g.47gb": 1, "3g.93gb": 1}),
    ],
)
def test_the_balanced_split_of_nvidias_own_tool_fits(model, split):
    profile = next(iter(split))

    assert instances(model, profile, split) == 2


@pytest.mark.parametrize(
    ("model", "split", "message"),
    [
        (
            "a100",
            {"3g.20gb": 2, "1g.5gb": 1},
            "'a100' does not fit: it takes 7 of 7 compute slices and 9 of 8 memory slices",
        ),
        ("a100", {"4g.20gb": 1, "1g.5gb": 4}, "it takes 8 of 7 compute slices and 8 of 8"),
        ("a100", {"1g.5gb": 8}, "it can have 1 to 7 of '1g.5gb', got 8"),
        ("a100", {"1g.5gb": 0}, "it can have 1 to 7 of '1g.5gb', got 0"),
        ("a30", {"1g.6gb+me": 1, "2g.12gb+me": 1}, "one instance alone can have the media"),
        ("a30", {"1g.6gb": 3, "2g.12gb": 1}, "it takes 5 of 4 compute slices"),
        ("a100", {"1g.5gb": 1, "3g.40gb": 1}, "no MIG profiles '1g.5gb', '3g.40gb' of one"),
    ],
)
def test_fails_for_a_split_that_no_gpu_can_hold(model, split, message):
    with pytest.raises(ValueError, match=message):
        instances(model, next(iter(split)), split)


def test_a_split_fits_if_the_gpu_of_one_size_of_memory_can_hold_it():
    assert instances("a100", "1g.10gb", {"1g.10gb": 7}) == 7


def test_fails_for_a_split_of_nothing():
    with pytest.raises(ValueError, match=r"has no '1g.5gb', which mig names; .* are none"):
        instances("a100", "1g.5gb", {})


def test_fails_for_a_gpu_that_cannot_be_divided():
    with pytest.raises(
        ValueError, match="GPU 't4' is not known to be divided by MIG; known a"
    ):
        instances("t4", "1g.5gb", None)


@pytest.mark.parametrize("model", MIG)
def test_a_split_has_profiles_of_one_size_of_memory(model):
    for gpu in MIG[model]:
        assert all(gpu.most(profile) >= 1 for profile in gpu.profiles)
