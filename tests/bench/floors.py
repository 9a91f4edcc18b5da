"""Two views without us: twenty kilobytes from memory, and one row committed."""

from django.db import connection
from django.http import HttpResponse
from django.urls import path

BODY = b"<p>" + b"x" * 20_000 + b"</p>"


def empty(request):
    return HttpResponse(BODY)


def one_row(request):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_row (body) VALUES (%s)", [request.body.decode()[:200]])
    return HttpResponse(b"{}")


urlpatterns = [path("empty/", empty), path("row/", one_row)]
