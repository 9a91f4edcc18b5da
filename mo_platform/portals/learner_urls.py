"""The newcomer's portals, below the language. No page of the tree may bear one of these slugs (lessons.domain.routing)."""

from django.urls import path

from . import (
    exam_day,
    help,
    learner_choices,
    leave,
    looks,
    mock,
    mock_answers,
    offline,
    own_data,
    plan,
    practice,
    readiness,
    recording,
)

urlpatterns = [
    path("plan/", plan.my_plan, name="plan"),
    path("looks/", looks.my_looks, name="looks"),
    path("data/", own_data.my_data, name="my_data"),
    path("data/file/", own_data.my_data_file, name="my_data_file"),
    path("offline/", offline.on_this_phone, name="on_this_phone"),
    path("offline/texts/", offline.kept_texts, name="kept_texts"),
    path("offline/lessons/<uuid:lesson_key>/", offline.lesson_to_take, name="lesson_to_take"),
    path("record/<str:token>/", recording.record, name="record"),
    path("practice/", practice.practice, name="practice"),
    path("practice/start/", practice.start_practice, name="start_practice"),
    path("practice/<uuid:practice>/", practice.practice_summary, name="practice_summary"),
    path("practice/<uuid:practice>/<int:number>/", practice.practice_question, name="practice_question"),
    path("readiness/", readiness.readiness, name="readiness"),
    path("test-day/", exam_day.test_day, name="test_day"),
    path("mock/", mock.mock, name="mock"),
    path("mock/start/", mock.start_mock, name="start_mock"),
    path("mock/<uuid:attempt>/", mock.mock_map, name="mock_map"),
    path("mock/<uuid:attempt>/<int:number>/", mock.mock_question, name="mock_question"),
    path("mock/<uuid:attempt>/form/", mock_answers.mock_form, name="mock_form"),
    path("mock/<uuid:attempt>/answers/", mock_answers.mock_answers, name="mock_answers"),
    path("mock/<uuid:attempt>/break/", mock.mock_break, name="mock_break"),
    path("mock/<uuid:attempt>/hand-in/", mock.hand_in_mock, name="hand_in_mock"),
    path("mock/<uuid:attempt>/result/", mock.mock_result, name="mock_result"),
    path("help/", help.help_page, name="help"),
    path("language/", learner_choices.choose_language, name="choose_language"),
    path("leave/", leave.leave, name="leave"),
    path("reading/", learner_choices.choose_reading, name="choose_reading"),
]
