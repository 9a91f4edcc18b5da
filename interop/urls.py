"""The addresses below /guide/deliveries/. Nothing here is stored by a browser: a page may show a secret once."""

from django.urls import path
from django.views.decorators.cache import never_cache

from . import views

app_name = "interop"
_ROUTES = [
    ("", views.deliveries, "deliveries"),
    ("receivers/", views.receiver_list, "receivers"),
    ("receivers/new/", views.receiver_new, "receiver_new"),
    ("receivers/<slug:code>/", views.receiver, "receiver"),
    ("receivers/<slug:code>/change/", views.receiver_change, "receiver_change"),
    ("receivers/<slug:code>/secret/", views.receiver_secret, "receiver_secret"),
    ("receivers/<slug:code>/pause/", views.receiver_pause, "receiver_pause"),
    ("receivers/<slug:code>/resume/", views.receiver_resume, "receiver_resume"),
    ("receivers/<slug:code>/test/", views.receiver_test, "receiver_test"),
    ("receivers/<slug:code>/replay/", views.receiver_replay, "receiver_replay"),
    ("<uuid:uuid>/", views.delivery, "delivery"),
    ("<uuid:uuid>/replay/", views.replay, "replay"),
]
urlpatterns = [path(route, never_cache(view), name=name) for route, view, name in _ROUTES]
