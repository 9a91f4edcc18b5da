"""Media name who uploaded them, who is staff, and speakers without an account (RecordingKit); never a newcomer."""

from core.api import register_staff_record

from .models import Attachment, Clip, Narration, Picture, RecordingKit, SpeakingJob

for model in (Attachment, Clip, Narration, Picture, RecordingKit, SpeakingJob):
    register_staff_record(model)
