from .attachments import Attachment
from .clips import Caption, Clip
from .pictures import Picture, PictureRendition

__all__ = ["Attachment", "Caption", "Clip", "Picture", "PictureRendition"]
