"""Metrics as CloudWatch reads them out of a log line: its embedded metric format. A line is a record of the log too."""

import json
import time
from collections.abc import Mapping
from typing import Any

NAMESPACE = "Profile"


def metric_line(dimensions: Mapping[str, str], values: Mapping[str, tuple[str, float]], **record: Any) -> str:
    """A line of JSON. `values` are unit and value by name; `record` is what else the log should tell.

    Each set of dimensions is a metric of its own that costs money: none may come from a visitor.
    """
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [list(dimensions)],
        "Metrics": [{"Name": name, "Unit": unit} for name, (unit, _) in values.items()],
    }
    told = {name: value for name, (_, value) in values.items()}
    return json.dumps(
        {
            **record,
            **dimensions,
            **told,
            "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]},
        }
    )
