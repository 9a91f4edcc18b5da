"""What plans announces."""

from django.dispatch import Signal

#: Sent inside the transaction that changed the plan, right after the outbox row was written: whoever must not miss a
#: message writes its own rows now, so that change, message and delivery commit together or not at all.
message_written = Signal()  # message: OutboxMessage, organisation_id: int (the office that guides her)
