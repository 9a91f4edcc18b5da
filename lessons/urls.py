"""Addresses below /<lang>/. The page tree takes what is left over, so this comes last in the roof's list."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern

from . import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("words/", views.words, name="words"),
    path("lessons/", views.list_lessons, name="lessons"),
    path("lessons/<uuid:lesson_key>/sources/", views.lesson_sources, name="lesson_sources"),
    path("lessons/<uuid:lesson_key>/voices/<str:digest>/", views.lesson_voices, name="lesson_voices"),
    # Wagtail makes the addresses of pages from this name. Its own sign-in views are left out on purpose.
    re_path(serve_pattern, views.serve_page, name="wagtail_serve"),
]
