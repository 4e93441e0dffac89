"""CloudWatch metrics as log lines, in the embedded metric format. Each line is an ordinary log record, too."""

import json
import time
from collections.abc import Mapping
from typing import Any

NAMESPACE = "Profile"


def metric_line(dimensions: Mapping[str, str], values: Mapping[str, tuple[str, float]], **record: Any) -> str:
    """A line of JSON. `values` maps a metric's name to its unit and value; `record` has further members for the log.

    Each combination of dimensions is a metric of its own and costs money, so no dimension may come from a visitor.
    """
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [list(dimensions)],
        "Metrics": [{"Name": name, "Unit": unit} for name, (unit, _) in values.items()],
    }
    amounts = {name: value for name, (_, value) in values.items()}
    return json.dumps(
        {
            **record,
            **dimensions,
            **amounts,
            "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]},
        }
    )
