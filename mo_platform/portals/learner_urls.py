"""The newcomer's portals, below the language. No page of the tree may bear one of these slugs (lessons.domain.routing).

An address is looked for from top to bottom: what phones ask most stands first, and what begins alike is looked at together.
"""

from django.urls import include, path

from . import (
    exam_day,
    help,
    learner_choices,
    leave,
    looks,
    mock,
    mock_answers,
    mock_result,
    offline,
    own_data,
    plan,
    practice,
    readiness,
    recording,
    skill_advice,
    skill_helper,
    skill_path,
    skills,
)

MOCK = [
    path("<uuid:attempt>/answers/", mock_answers.mock_answers, name="mock_answers"),
    path("", mock.mock, name="mock"),
    path("start/", mock.start_mock, name="start_mock"),
    path("<uuid:attempt>/", mock.mock_map, name="mock_map"),
    path("<uuid:attempt>/<int:number>/", mock.mock_question, name="mock_question"),
    path("<uuid:attempt>/form/", mock_answers.mock_form, name="mock_form"),
    path("<uuid:attempt>/break/", mock.mock_break, name="mock_break"),
    path("<uuid:attempt>/letters/", mock.choose_letters, name="mock_letters"),
    path("<uuid:attempt>/hand-in/", mock.hand_in_mock, name="hand_in_mock"),
    path("<uuid:attempt>/result/", mock_result.mock_result, name="mock_result"),
]
PRACTICE = [
    path("", practice.practice, name="practice"),
    path("start/", practice.start_practice, name="start_practice"),
    path("<uuid:practice>/", practice.practice_summary, name="practice_summary"),
    path("<uuid:practice>/<int:number>/", practice.practice_question, name="practice_question"),
]
OFFLINE = [
    path("", offline.on_this_phone, name="on_this_phone"),
    path("texts/", offline.kept_texts, name="kept_texts"),
    path("lessons/<uuid:lesson_key>/", offline.lesson_to_take, name="lesson_to_take"),
]

urlpatterns = [
    path("mock/", include(MOCK)),
    path("practice/", include(PRACTICE)),
    path("offline/", include(OFFLINE)),
    path("plan/", plan.my_plan, name="plan"),
    path("looks/", looks.my_looks, name="looks"),
    path("data/", own_data.my_data, name="my_data"),
    path("data/file/", own_data.my_data_file, name="my_data_file"),
    path("record/<str:token>/", recording.record, name="record"),
    path("readiness/", readiness.readiness, name="readiness"),
    path("readiness/show/", readiness.show_readiness, name="show_readiness"),
    path("test-day/", exam_day.test_day, name="test_day"),
    path("skills/", skills.skills, name="skills"),
    path("skills/start/", skills.start_skills, name="start_skills"),
    path("skills/do/", skills.skill_task, name="skill_task"),
    path("skills/stop/", skills.stop_skills, name="stop_skills"),
    path("skills/tries/<uuid:task_try>/", skills.report_try, name="report_try"),
    path("skills/advice/", skill_advice.my_advice, name="my_advice"),
    path("skills/advice/open/", skill_advice.open_advice, name="open_advice"),
    path("skills/tries/<uuid:task_try>/helper/", skill_helper.ask_helper, name="ask_helper"),
    path("helper/<str:token>/", skill_helper.helper, name="helper"),
    path("skills/path/", skill_path.skill_path, name="skill_path"),
    path("skills/path/go/", skill_path.go_on_path, name="go_on_path"),
    path("skills/path/skip/", skill_path.skip_skill, name="skip_skill"),
    path("skills/talk/", skill_advice.ask_to_talk, name="ask_to_talk"),
    path("help/", help.help_page, name="help"),
    path("language/", learner_choices.choose_language, name="choose_language"),
    path("leave/", leave.leave, name="leave"),
    path("reading/", learner_choices.choose_reading, name="choose_reading"),
]
