"""Prints the numbers of a JSON report as outputs of a step on GitHub, one ``name=value`` a line.

A document that is not in the database (statute-unknown) is no finding.
"""

import json
import sys
from collections import Counter

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
severities = Counter(
    one["severity"]
    for checked in report["files"]
    for one in checked["diagnostics"]
    if one["name"] != "statute-unknown"
)
print(f"findings={severities.total()}")
print(f"errors={severities['error']}")
print(f"warnings={severities['warning']}")
