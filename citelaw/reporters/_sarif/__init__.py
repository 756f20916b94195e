"""The parts of a SARIF 2.1.0 log: places, rules, results, notifications.

Source:
    OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0; GitHub documentation,
    "SARIF support for code scanning".
"""
