import pytest

from constructs_lib import V1_9_1, TrainingImages


def test_images_have_one_version_by_default():
    assert V1_9_1.reference(TrainingImages().mpi) == "kubeflow/kubectl-delivery:v1-04f9f13"


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("pytorch", "image that waits for a PyTorchJob's master must be an image with a tag"),
        ("mpi", "image that gives an MPIJob its kubectl must be an image with a tag"),
    ],
)
def test_fails_for_an_image_without_a_tag(field, message):
    with pytest.raises(ValueError, match=message):
        TrainingImages(**{field: "alpine"})
