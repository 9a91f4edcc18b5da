"""Media name who uploaded them, who is staff; never a newcomer."""

from core.api import register_staff_record

from .models import Attachment, Clip, Picture

for model in (Attachment, Clip, Picture):
    register_staff_record(model)
