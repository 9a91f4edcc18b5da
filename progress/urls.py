from django.urls import path

from . import views

urlpatterns = [
    path("events/", views.receive_events, name="progress_events"),
]
