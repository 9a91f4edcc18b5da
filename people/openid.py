"""What we add to allauth's OpenID Connect: a nonce, one subject in both answers, and nothing the browser may change."""

import secrets

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import Http404, HttpRequest


class StaffOpenIDProvider(OpenIDConnectProvider):
    """The configured provider. Scope and parameters are ours alone: an address may not ask for a weaker sign-in."""

    def extract_extra_data(self, data: dict) -> dict:
        """What we keep of the answer: what the checks need. Names, addresses and national numbers stay there."""
        token, userinfo = data.get("id_token") or {}, data.get("userinfo") or {}
        return {
            "id_token": {claim: token[claim] for claim in ("iss", "sub", "nonce", "acr", "amr") if claim in token},
            "userinfo": {claim: userinfo[claim] for claim in ("sub",) if claim in userinfo},
        }

    def get_scope_from_request(self, request: HttpRequest):
        return self.get_scope()

    def get_auth_params_from_request(self, request: HttpRequest, action):
        return self.get_auth_params()

    def redirect(self, request: HttpRequest, process, next_url=None, data=None, **kwargs):
        if process != AuthProcess.LOGIN:
            raise Http404  # accounts are linked by e-mail or by an administrator, not by a link somebody follows
        nonce = secrets.token_urlsafe(24)
        parameters = {**kwargs.pop("auth_params", self.get_auth_params()), "nonce": nonce}
        return super().redirect(request, process, next_url, data, auth_params=parameters, nonce=nonce, **kwargs)


def check_answer(request: HttpRequest, sociallogin) -> None:
    """Refuse an answer that belongs to another sign-in (nonce) or whose two parts speak of two people (subject)."""
    answer = sociallogin.account.extra_data
    token, userinfo = answer.get("id_token") or {}, answer.get("userinfo") or {}
    sent = sociallogin.state.get("nonce")
    same_sign_in = bool(sent) and secrets.compare_digest(str(token.get("nonce", "")), sent)
    same_person = not userinfo or userinfo.get("sub") == token.get("sub")
    if not (token and same_sign_in and same_person):
        raise ImmediateHttpResponse(render_authentication_error(request, sociallogin.provider))
