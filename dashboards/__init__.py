"""Write Grafana's dashboards into the package: `make dashboards`.

A dashboard is a module here with a `DASHBOARD`; its name, the module's, is in
`DashboardName` of constructs_lib/config/dashboards.py. Its metrics are in metrics.py.
"""
