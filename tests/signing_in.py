"""Signing in without the pages, for tests that are about something else.

`client.force_login` alone leaves a staff member without a second factor: every page sends her to set one up.
"""

import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)

from people import api as people


def sign_in_staff(client, user):
    """Sign a staff member in with password and second factor. Returns the client."""
    client.force_login(user, backend="people.backends.StaffBackend")
    session = client.session
    at = time.time()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": at},
        {"method": "mfa", "type": "totp", "at": at},
    ]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    return client


def sign_in_as_newcomer(client, newcomer):
    """Sign a newcomer in as her card would, with the privacy notice read. Returns the client."""
    client.force_login(newcomer.user, backend="people.backends.NewcomerBackend")
    session = client.session
    session["notice"] = people.PRIVACY_NOTICE_VERSION
    session.save()
    return client
