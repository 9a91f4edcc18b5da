from .attachments import Attachment
from .pictures import Picture, PictureRendition

__all__ = ["Attachment", "Picture", "PictureRendition"]
