"""The administration: calendar, units, people, settings, connections, catalogue, ledger. Every change is a command."""
