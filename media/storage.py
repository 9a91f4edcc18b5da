"""Media in an S3-compatible store, at our own address.

Readers never ask a third party for anything (invariant 13), and a drawing never leaves without its policy: so files go
out through /media/ (behind whatever cache stands in front of us), not from the store's own address.
"""

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class OwnAddressS3Storage(S3Storage):
    def url(self, name, parameters=None, expire=None, http_method=None):
        return settings.MEDIA_URL + filepath_to_uri(name).lstrip("/")
