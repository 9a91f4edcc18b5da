"""Media name who uploaded them, who is staff; never a newcomer."""

from core.api import register_staff_record

from .models import Attachment, Clip, Narration, Picture, SpeakingJob

for model in (Attachment, Clip, Narration, Picture, SpeakingJob):
    register_staff_record(model)
