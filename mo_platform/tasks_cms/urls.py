"""Addresses below /cms/tasks/."""

from django.urls import path

from . import deciding, overview, trying, writing

urlpatterns = [
    path("", overview.list_tasks, name="tasks"),
    path("new/", overview.choose_world, name="new_task_world"),
    path("new/<slug:world>/", writing.new_task, name="new_task"),
    path("<int:key>/", writing.edit_task, name="task"),
    path("<int:key>/in/<str:language>/", writing.translate_task, name="task_translation"),
    path("<int:key>/preview/<str:language>/<slug:device>/", trying.preview_task, name="task_preview"),
    path("<int:key>/history/", deciding.show_history, name="task_history"),
    path("<int:key>/step/", deciding.take_step, name="task_step"),
    path("<int:key>/copy/", deciding.copy_task, name="task_copy"),
    path("<int:key>/file/", deciding.send_file, name="task_file"),
]
