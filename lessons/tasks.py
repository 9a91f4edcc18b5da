"""Work in the background. Every task may run twice."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="lessons.tasks.publish_scheduled_pages")
def publish_scheduled_pages() -> None:
    """Publish and withdraw pages whose time has come. A translation waits for its Dutch (ReaderPage.publish)."""
    call_command("publish_scheduled", verbosity=0)
