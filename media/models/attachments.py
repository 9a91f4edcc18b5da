from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument


class Attachment(AbstractDocument):
    """A file that staff attach to a lesson. pii: none."""

    admin_form_fields = WagtailDocument.admin_form_fields
