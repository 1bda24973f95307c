module tests/cluster/hbone

go 1.26.0

tool tests/cluster/hbone
