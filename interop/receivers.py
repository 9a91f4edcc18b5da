"""What interop hears from below."""

from django.dispatch import receiver

from plans.signals import message_written

from .domain.deliveries import plan_deliveries
from .domain.waking import wake_on_commit


@receiver(message_written, dispatch_uid="interop.plan_deliveries")
def plan_deliveries_of_message(sender, *, message, organisation_id, **kwargs) -> None:
    """Write the deliveries in the transaction of the message, so that none can be lost between the two."""
    wake_on_commit([delivery.pk for delivery in plan_deliveries(message=message, organisation_id=organisation_id)])
