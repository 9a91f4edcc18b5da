"""Staff read what readers wrote about the site."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mo_platform.domain.site_messages import list_messages, mark_answered
from people import api as people
from people.enums import Role


@people.staff_required(Role.PLATFORM_ADMIN)
@require_http_methods(["GET", "POST"])
def site_messages(request: HttpRequest) -> HttpResponse:
    """A list of messages, open ones first; a button notes that one was answered."""
    if request.method == "POST":
        number = request.POST.get("message", "")
        if number.isdecimal():
            mark_answered(message_id=int(number), by=request.user, at=timezone.now())
        return redirect("site_messages")
    page = Paginator(list_messages(), 25).get_page(request.GET.get("page"))
    return render(request, "pages/site_messages.html", {"page_obj": page, "here": "site_messages"})
