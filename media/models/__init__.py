from .attachments import Attachment
from .clips import Caption, Clip
from .counting import SpokenCount
from .kits import RecordingKit
from .narrations import Narration
from .pictures import Picture, PictureRendition
from .speaking import SpeakingJob

__all__ = [
    "Attachment",
    "Caption",
    "Clip",
    "Narration",
    "Picture",
    "PictureRendition",
    "RecordingKit",
    "SpeakingJob",
    "SpokenCount",
]
