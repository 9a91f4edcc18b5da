import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models

from ..enums import Role


class User(AbstractUser):
    """Whoever can sign in: staff, or the account behind a newcomer (which has no usable password).

    pii: name, e-mail of staff; kept until the operator takes the account away. A newcomer's user holds no name and no e-mail.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    @property
    def is_newcomer(self) -> bool:
        return hasattr(self, "newcomer")

    def has_role(self, role: Role, *, organisation=None) -> bool:
        """True when the user holds `role` now, in `organisation` when one is given."""
        return any(
            membership.role == role and (organisation is None or membership.organisation_id == organisation.pk)
            for membership in self.list_memberships()
        )

    def list_memberships(self) -> list:
        """The user's memberships, fetched once per instance."""
        if not hasattr(self, "_memberships"):
            self._memberships = list(self.memberships.select_related("organisation"))
        return self._memberships
