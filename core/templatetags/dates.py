"""Dates in the language of the page: {{ when|local_date }}, {{ when|local_date:"medium" }}, {{ 12|local_days }}."""

from django import template

from core import dates

register = template.Library()


@register.filter
def local_date(value, style: str = "long") -> str:
    return dates.format_date(value, style=style)


@register.filter
def local_time(value) -> str:
    return dates.format_time(value)


@register.filter
def local_days(value) -> str:
    return dates.format_days(int(value))
