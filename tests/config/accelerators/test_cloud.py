import pytest

from constructs_lib.accelerators import AwsNeuron, GoogleTpu


@pytest.mark.parametrize(
    ("kind", "resource", "counts"),
    [
        (AwsNeuron("inf2.xlarge"), "aws.amazon.com/neuron", (1,)),
        (AwsNeuron("inf2.24xlarge"), "aws.amazon.com/neuron", (1, 2, 4)),
        (AwsNeuron("inf2.xlarge", unit="neuroncore"), "aws.amazon.com/neuroncore", (1, 2)),
        (AwsNeuron("trn1.32xlarge"), "aws.amazon.com/neuron", (1, 2, 4, 8)),
        (GoogleTpu("v5e", "1x1"), "google.com/tpu", (1,)),
        (GoogleTpu("v5e", "2x4"), "google.com/tpu", (8,)),
        (GoogleTpu("v5p", "2x2x1"), "google.com/tpu", (4,)),
    ],
)
def test_a_container_requests_what_one_node_has(kind, resource, counts):
    assert (kind.accelerator.resource, kind.accelerator.counts) == (resource, counts)


def test_a_slice_runs_where_gke_labels_its_nodes_so():
    spot = {"cloud.google.com/gke-spot": "true"}

    assert GoogleTpu("v6e", "2x2", node_labels=spot).accelerator.node_labels == {
        **spot,
        "cloud.google.com/gke-tpu-accelerator": "tpu-v6e-slice",
        "cloud.google.com/gke-tpu-topology": "2x2",
    }


@pytest.mark.parametrize(
    ("generation", "topology", "message"),
    [
        (
            "v5e",
            "4x4",
            "topology '4x4' of TPU 'v5e' is not one host's, .*; use '1x1' or '2x2' or '2x4'",
        ),
        ("v4", "2x2", "topology '2x2' of TPU 'v4' is not one host's, .* use '2x2x1'"),
        ("v9", "2x2", "unknown generation of TPUs 'v9'; known are v3, v4, v5e"),
    ],
)
def test_fails_for_a_slice_that_no_single_node_has(generation, topology, message):
    with pytest.raises(ValueError, match=message):
        GoogleTpu(generation, topology)


def test_fails_for_a_label_of_gke_that_contradicts_the_topology():
    with pytest.raises(ValueError, match="gke-tpu-topology', whose value follows"):
        GoogleTpu("v5e", "2x4", node_labels={"cloud.google.com/gke-tpu-topology": "2x2"})


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"instance": "p5.48xlarge"}, "unknown instance type of AwsNeuron 'p5.48xlarge'"),
        ({"instance": "inf2.xlarge", "unit": "chip"}, "unit must be 'neuron' or 'neuroncore'"),
    ],
)
def test_fails_for_an_instance_without_neuron(settings, message):
    with pytest.raises(ValueError, match=message):
        AwsNeuron(**settings)
