from django.dispatch import Signal

#: Readers hear something else from now on. Sent in the transaction of the change, once per batch.
voices_changed = Signal()
