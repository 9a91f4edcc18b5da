"""Tags of the tasks in /cms/."""

from django import template

from mo_platform.tasks_cms.pictures import draw_picture

register = template.Library()

register.simple_tag(draw_picture, name="task_picture")
