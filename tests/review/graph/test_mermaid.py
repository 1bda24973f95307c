import re

from constructs_lib.review.graph import graph_of, mermaid


def test_every_box_stands_in_a_group_and_every_line_is_coloured(synthesis):
    graph = graph_of("default", synthesis.environments["default"])
    text = mermaid(graph)
    coloured = [
        int(number)
        for numbers in re.findall(r"linkStyle ([\d,]+) ", text)
        for number in numbers.split(",")
    ]

    assert text.count(":::") == len(graph.nodes)
    assert text.count("subgraph ") == text.count("\n  end") == len(graph.groups)
    assert coloured == list(range(len(graph.edges)))


def test_a_small_one():
    from tests.review.graph.samples import WAY_IN, drawn

    assert mermaid(drawn(*WAY_IN)).splitlines() == [
        "---",
        'title: "Kubeflow, environment test: ml.example.com"',
        "---",
        "flowchart LR",
        '  subgraph r0["Users"]',
        '    n0["browser, notebook, CI"]:::actor',
        "  end",
        '  subgraph r1["Edge"]',
        '    n1["edge/edge<br/>kgateway"]:::gateway',
        "  end",
        '  subgraph r2["unit"]',
        '    n2["entry<br/>authorized by login"]:::gateway',
        "  end",
        "  n0 ==> n1",
        "  n1 ==> n2",
        "  classDef actor fill:#e8ecf2,stroke:#8a96a6,color:#1f2733",
        "  classDef gateway fill:#fff1d6,stroke:#8a96a6,color:#1f2733",
        "  linkStyle 0 stroke:#b26a00",
        "  linkStyle 1 stroke:#b26a00",
    ]
