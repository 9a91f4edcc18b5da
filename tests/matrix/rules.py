"""Who may open which address. Read this when the matrix says that your address has no rule, or no maker.

YOUR OWN VIEW: say the rule at the view, with one decorator of `people.api`:

    @people.everybody                                    guests included
    @people.newcomer_required                            a signed-in newcomer; `request.newcomer` is she
    @people.staff_required(Role.CASE_WORKER, Role.DESK)  staff with one of the roles, somewhere; no role = all staff

With `kind=OrganisationKind.AGENCY` it is for organisations that guide newcomers; staff of others are told so (403).
Nothing is needed here. The matrix then asks the address as a guest, as a newcomer, as staff of each role and as staff
without a second factor.

YOUR ADDRESS HAS ARGUMENTS (`<uuid:uuid>`): add a maker in tests/matrix/makers.py, which says what to fill in for one's
own object, a colleague's, another organisation's, and one that does not exist. The matrix then asserts that the last
two answer exactly alike.

A VIEW OF A PART WE STAND ON (Wagtail, allauth): one row below. Rows are read from the top; the first that fits counts.
`where` is the name of an address ("account_login"), a namespace with its colon ("wagtailadmin_pages:"), or the
beginning of a route ("cms/").
"""

from people.access import ALL_STAFF, AccessRule
from people.enums import Role

from .walk import Address

#: Roles that author: they work in /cms/. What each may do there is a matter of Wagtail's permissions.
AUTHOR_ROLES = frozenset({Role.TEACHER, Role.TRANSLATOR, Role.ORG_ADMIN, Role.PLATFORM_ADMIN})

EVERYBODY = AccessRule("everybody")
STAFF = AccessRule("staff", ALL_STAFF)
#: The staff door itself: for whoever is not signed in yet and for staff; newcomers have their own.
ENTRANCE = AccessRule("entrance", ALL_STAFF)
AUTHORS = AccessRule("author", AUTHOR_ROLES)
#: Exists in a part we stand on and opens for nobody.
CLOSED = AccessRule("closed")

RULES: tuple[tuple[str, AccessRule], ...] = (
    # Staff sign-in: django-allauth, the addresses we chose in people/staff_urls.py
    ("account_login", ENTRANCE),
    ("account_logout", ENTRANCE),
    ("account_inactive", ENTRANCE),
    ("account_reset_password", ENTRANCE),
    ("account_reset_password_done", ENTRANCE),
    ("account_reset_password_from_key", ENTRANCE),
    ("account_reset_password_from_key_done", ENTRANCE),
    ("mfa_authenticate", ENTRANCE),
    ("mfa_login_webauthn", ENTRANCE),
    ("socialaccount_login_cancelled", ENTRANCE),
    ("socialaccount_login_error", ENTRANCE),
    ("openid_connect_login", ENTRANCE),
    ("openid_connect_callback", ENTRANCE),
    ("cms_sign_in", ENTRANCE),
    ("accounts/", STAFF),
    # Wagtail's admin
    ("wagtailadmin_password_reset", CLOSED),
    ("wagtailadmin_password_reset_done", CLOSED),
    ("wagtailadmin_password_reset_confirm", CLOSED),
    ("wagtailadmin_password_reset_complete", CLOSED),
    ("wagtailadmin_javascript_catalog", ENTRANCE),  # words of the editor, nothing of ours
    ("wagtailadmin_sprite", ENTRANCE),  # its icons
    ("cms/", AUTHORS),
    # Wagtail's public side
    ("wagtaildocs_serve", EVERYBODY),
    ("wagtaildocs_authenticate_with_password", EVERYBODY),
    ("wagtailcore_authenticate_with_password", EVERYBODY),
)

#: Fails on purpose: Wagtail's own trial of its error page.
RAISES = frozenset({"wagtailadmin_error_test"})


def find_rule(address: Address) -> AccessRule | None:
    """The rule at the view, else the first row that fits."""
    if address.access_rule is not None and not _is_listed_by_name(address):
        return address.access_rule
    for where, rule in RULES:
        if address.name == where or (where.endswith(":") and address.name.startswith(where)):
            return rule
        if "/" in where and address.route.startswith(where):
            return rule
    return None


def _is_listed_by_name(address: Address) -> bool:
    return any(where == address.name for where, _rule in RULES)


WITHOUT_RULE = """
These addresses say nowhere who may open them:

{addresses}

Put @people.everybody, @people.newcomer_required or @people.staff_required(...) above the view (outermost, above
@require_POST and @never_cache). Views of other packages get a row in tests/matrix/rules.py.
"""

WITHOUT_MAKER = """
These addresses have arguments that the matrix cannot fill in:

{addresses}

Add a maker in tests/matrix/makers.py: what to fill in for one's own object, a colleague's, another organisation's, and
one that does not exist.
"""
