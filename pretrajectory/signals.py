"""What the voortraject announces."""

from django.dispatch import Signal

#: Sent inside the transaction that stored a report of a task, also of one that is doubted.
task_reported = Signal()  # report: TaskReport, with its try, screening and version; at: datetime
