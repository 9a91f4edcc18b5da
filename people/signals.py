"""What people announces. All are sent inside the transaction of the change."""

from django.dispatch import Signal

newcomer_registered = Signal()  # newcomer, registered_on: date, by: User, at
caseload_changed = Signal()  # entry: CaseloadEntry, by, at
card_issued = Signal()  # card: Card, by, at
