"""The table of a stage: a row for each fault."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts.chaos.record import NO_ANSWER, SAVED, Result

HEAD = f"{'fault':42}{'seconds':>8}{'requests':>10}{'saved':>9}{'recovered':>11}{'violations':>12}  refused"


@dataclass
class Row:
    """What happened in one phase. `recovered` are the seconds until a write and a read succeeded after the fault."""

    name: str
    seconds: float = 0.0
    recovered: float | None = None
    missing: str = ""
    violations: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, phase: int, result: Result) -> None:
        """Adds what was counted in this phase."""
        self.counts += Counter({label: count for (at, label), count in result.counts.items() if at == phase})
        self.violations += result.violations[phase]

    def __str__(self) -> str:
        if self.missing:
            return f"{self.name:42}NOT INJECTED: {self.missing}"
        requests = sum(count for label, count in self.counts.items() if label != SAVED)
        recovered = "" if self.recovered is None else f"{self.recovered:.1f} s"
        figures = f"{self.seconds:8.1f}{requests:10}{self.counts[SAVED]:9}{recovered:>11}{self.violations:12}"
        return f"{self.name:42}{figures}  {_refused(self.counts)}".rstrip()


def _refused(counts: Mapping[str, int]) -> str:
    """Other statuses than a healthy server's, with their counts."""
    refused = {label: count for label, count in sorted(counts.items()) if label == NO_ANSWER or label >= "4"}
    refused.pop(SAVED, None)
    return ", ".join(f"{label}: {count}" for label, count in refused.items())
