"""The benchmark: how fast the house is beside plain SQL and beside a bare Django, on one machine in one window."""
