"""Computes docs/cost.md from recorded journeys and AWS's list prices: `python -m scripts.cost`.

`make cost` records the journeys first.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configurator.renders.cost import Rates
from configurator.settings import ImageSettings

ROOT = Path(__file__).resolve().parents[1]
JOURNEYS = ROOT / "docs/cost-journeys.json"
TEXT = ROOT / "scripts/cost.md"
RESULT = ROOT / "docs/cost.md"

MEMORY_GB = 1.0
VCPU_SHARE = 0.58
"""The share of a processor that a function of 1,024 MB gets."""
GENERATION_SECONDS = 40.0
"""The usual time that a worker waits for OpenAI. Lambda charges for waiting, too."""
STORE_SECONDS = 0.005
"""The time of a call to DynamoDB."""
RESTORE_SECONDS = 0.05
"""The time of a restore that Lambda charges: the runtime and our hook. Assumed; only an account shows it."""
MONTH_SECONDS = 730 * 3600
PLATFORM_LOG_BYTES = 350
"""Bytes that Lambda itself logs per invocation: START, END, REPORT."""
PICTURE_MB = 2.5
HEARTBEATS = 24 * 60
"""A kiosk sends one each minute. Each is two writes of less than a KB: the kiosk, and its counts of the day."""
THOUSAND, MILLION, GB = 1e3, 1e6, 1e9

PRICES = {
    "API Gateway, REST, a million requests": 3.50,
    "Lambda, a million invocations": 0.20,
    "Lambda, a GB-second (x86)": 0.0000166667,
    "Lambda SnapStart, a GB-second of a kept snapshot (x86)": 0.0000015046,
    "Lambda SnapStart, a GB restored (x86)": 0.0001397998,
    "DynamoDB, a million read units": 0.125,
    "DynamoDB, a million write units": 0.625,
    "DynamoDB, a GB kept for a month": 0.25,
    "DynamoDB, a GB of it that can be restored, for a month": 0.20,
    "S3, a thousand PUTs": 0.005,
    "S3, a thousand GETs": 0.0004,
    "S3, a GB kept for a month": 0.023,
    "CloudWatch, a GB of log": 0.50,
    "CloudWatch, a metric for a month": 0.30,
    "CloudWatch, a metric that an alarm watches, for a month": 0.10,
    "KMS, ten thousand uses of AWS's own keys": 0.03,
    "Traffic to the Internet, a GB": 0.09,
}
"""USD: list prices of 2026 in us-east-1, without free tiers. SnapStart's were read in November 2026."""

USAGE = {"text": 300, "image": 1000, "output": 1584}
"""Tokens of a render at medium quality, 1536x1024, with a reference."""


@dataclass(frozen=True, slots=True)
class Bill:
    """The cost of a thousand journeys, or of a day, in USD by item."""

    title: str
    items: dict[str, float]

    @property
    def total(self) -> float:
        return sum(self.items.values())

    def rows(self) -> list[str]:
        return [f"| {name} | {amount:.4f} |" for name, amount in [*self.items.items(), ("**together**", self.total)]]


def a_thousand(title: str, journey: dict[str, Any], waiting: float = 0.0, **more: float) -> Bill:
    """The bill for a thousand journeys. `waiting` is the time in seconds for which each occupies a function idly."""
    items = _items(journey, waiting, 1) | more
    return Bill(title, {name: THOUSAND * amount for name, amount in items.items()})


def a_day_of_a_kiosk(journeys: dict[str, Any]) -> Bill:
    """The bill for the heartbeats of a day. Not recorded: each counts as a request of the mobile app with its writes.

    A restore counts for each hour, because a function that is called every minute stays warm.
    """
    app = journeys["use_the_app"]
    each = {name: app[name] / app["requests"] for name in ("milliseconds", "bytes_out", "log_bytes")}
    heartbeat = {**each, "requests": 1, "read_units": 0, "write_units": 2, "store_calls": {"": 2}}
    items = _items(heartbeat, 0.0, 1 / 60)
    title = "A day of a kiosk that is never switched off"
    return Bill(title, {name: HEARTBEATS * amount for name, amount in items.items()})


def a_month_of_snapshots() -> Bill:
    """The bill for one stage's snapshots, which cost the same without a visitor."""
    each = MONTH_SECONDS * MEMORY_GB * PRICES["Lambda SnapStart, a GB-second of a kept snapshot (x86)"]
    items = {"The version that visitors meet": each, "The version before, for a rollback": each}
    return Bill("A month of a stage's snapshots", items)


def _items(journey: dict[str, Any], waiting: float, restores: float) -> dict[str, float]:
    """What a journey costs, in USD by item. `waiting` is in seconds, `restores` is a number of new instances."""
    stored = STORE_SECONDS * sum(journey["store_calls"].values())
    seconds = restores * RESTORE_SECONDS + journey["milliseconds"] / 1000 / VCPU_SHARE + stored + waiting
    gateway = journey["requests"] - bool(waiting)
    traffic = journey["bytes_out"] / GB * PRICES["Traffic to the Internet, a GB"]
    log = (journey["log_bytes"] + PLATFORM_LOG_BYTES * journey["requests"]) / GB * PRICES["CloudWatch, a GB of log"]
    return {
        "API Gateway": gateway / MILLION * PRICES["API Gateway, REST, a million requests"],
        "Lambda, invocations": journey["requests"] / MILLION * PRICES["Lambda, a million invocations"],
        "Lambda, restores": restores * MEMORY_GB * PRICES["Lambda SnapStart, a GB restored (x86)"],
        "Lambda, GB-seconds": seconds * MEMORY_GB * PRICES["Lambda, a GB-second (x86)"],
        "DynamoDB": journey["read_units"] / MILLION * PRICES["DynamoDB, a million read units"]
        + journey["write_units"] / MILLION * PRICES["DynamoDB, a million write units"],
        "Log": log,
        "Traffic": traffic,
    }


def bills(journeys: dict[str, Any]) -> list[Bill]:
    images = ImageSettings()
    rates = Rates(images.text_rate, images.image_rate, images.output_rate)
    tokens = zip((rates.text, rates.image, rates.output), USAGE.values(), strict=True)
    openai = sum(rate * count / MILLION for rate, count in tokens)
    pictures = (
        (PRICES["S3, a thousand PUTs"] + PRICES["S3, a thousand GETs"]) / THOUSAND
        + PICTURE_MB / THOUSAND * PRICES["S3, a GB kept for a month"]
        + PICTURE_MB / THOUSAND * PRICES["Traffic to the Internet, a GB"]
    )
    more = {"S3 and its traffic": pictures, "OpenAI": openai}
    return [
        a_thousand("A thousand visitors who each save a car", journeys["visit"]),
        a_thousand("A thousand users of the mobile app", journeys["use_the_app"]),
        a_thousand("A thousand renders", journeys["render"], waiting=GENERATION_SECONDS, **more),
        a_day_of_a_kiosk(journeys),
        a_month_of_snapshots(),
    ]


def text(journeys: dict[str, Any]) -> str:
    """The text of docs/cost.md."""
    parts = [TEXT.read_text(encoding="utf-8").rstrip(), ""]
    for bill in bills(journeys):
        parts += [f"## {bill.title}: {_rounded(bill.total)} USD", "", "| | USD |", "|-|-:|", *bill.rows(), ""]
    parts += ["## What was counted for one", "", "| | visitor | app user | render |", "|-|-:|-:|-:|"]
    for name in ("requests", "milliseconds", "bytes_out", "read_units", "write_units", "log_bytes"):
        cells = " | ".join(f"{journey[name]:,}" for journey in journeys.values())
        parts.append(f"| {name.replace('_', ' ')} | {cells} |")
    parts += ["", "## Prices", "", "| | USD |", "|-|-:|"]
    parts += [f"| {name} | {_plain(price)} |" for name, price in PRICES.items()]
    return "\n".join([*parts, ""])


def _rounded(total: float) -> str:
    return f"{total:.2f}" if total >= 0.01 else f"{total:.4f}"


def _plain(price: float) -> str:
    return f"{price:.10f}".rstrip("0")


if __name__ == "__main__":
    RESULT.write_text(text(json.loads(JOURNEYS.read_text(encoding="utf-8"))), encoding="utf-8")
