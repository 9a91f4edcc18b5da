"""What progress announces."""

from django.dispatch import Signal

#: Sent inside the transaction of the event that completed something.
completion_recorded = Signal()  # completion: Completion
