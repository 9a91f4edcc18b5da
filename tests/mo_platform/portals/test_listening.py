"""She hears the lesson: what the page offers, and to whom."""

import re

import pytest

from tests.media.voices import voice_everything

from .conftest import answer

pytestmark = pytest.mark.usefixtures("today")


def test_a_part_without_a_voice_is_said(client, course):
    voice_everything("ar", only="vraag-1")
    assert "listen-lesson" not in client.get(course.ar).content.decode()  # no whole block yet
    voice_everything("ar", only="woonloket")
    voice_everything("ar", only="Doe dit")
    page = client.get(course.ar).content.decode()
    assert page.count('data-listen="ar"') == 1 and "listen-lesson" in page


def test_the_explanation_of_an_answer_is_heard_too(phone, course):
    names = voice_everything("ar")
    answer(phone, course.contract, "vraag-1", is_right=False)
    page = phone.get(course.ar).content.decode()
    explanation = next(name for text, name in names.items() if "advertentie" in text)
    assert f'data-voice="{explanation}"' in page
    assert re.search(r'<div data-sound class="feedback feedback-wrong".*?data-listen="ar"', page, re.DOTALL)
