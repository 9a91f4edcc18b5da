"""What a command says of a load."""

from collections import Counter
from collections.abc import Iterator

from .loading import Report
from .problems import BadPack


def tell_problems(error: BadPack) -> str:
    count = len(error.problems)
    return f"{error}\n{count} problem{'s' * (count != 1)}; nothing was loaded."


def tell_report(report: Report, *, is_dry_run: bool, is_verbose: bool) -> Iterator[str]:
    """The lines for a report: what changed (`is_verbose`: and what did not), the notes, and a sum."""
    for outcome in report.outcomes:
        if outcome.result != "unchanged" or is_verbose:
            yield f"{outcome.result:10}{outcome.kind} {outcome.name}"
    for note in report.notes:
        yield f"note      {note}"
    if not report.has_changes:
        yield f"unchanged ({len(report.outcomes)} parts)"
        return
    counted = Counter(outcome.result for outcome in report.outcomes)
    summary = ", ".join(f"{number} {result}" for result, number in sorted(counted.items()))
    yield f"Dry run, nothing written: {summary}" if is_dry_run else summary
