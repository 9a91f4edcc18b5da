from django.urls import path

from . import views

urlpatterns = [path("<path:name>", views.serve_file, name="media_file")]
