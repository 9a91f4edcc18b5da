"""Addresses below /cms/questions/."""

from django.urls import path

from . import choosing, clusters, correcting, exchange, facts, making, overview, review, withdrawing, writing

urlpatterns = [
    path("", overview.list_questions, name="bank_questions"),
    path("facts/", facts.find_facts, name="find_facts"),
    path("<slug:bank>/find/", choosing.find_questions, name="find_questions"),
    path("<slug:bank>/new/", writing.new_question, name="bank_new_question"),
    path("<slug:bank>/tests/", making.list_tests, name="bank_tests"),
    path("<slug:bank>/tests/new/", making.new_test, name="bank_new_test"),
    path("<slug:bank>/tests/<slug:code>/", making.edit_test, name="bank_test"),
    path("<slug:bank>/tests/<slug:code>/history/", making.show_test_history, name="bank_test_history"),
    path("<slug:bank>/tests/<slug:code>/open/", making.open_test, name="bank_open_test"),
    path("<slug:bank>/tests/<slug:code>/withdraw/<int:number>/", withdrawing.withdraw_test, name="bank_withdraw_test"),
    path("<slug:bank>/files/", exchange.bring_file, name="bank_files"),
    path("<slug:bank>/files/<uuid:uuid>/", exchange.look_at_file, name="bank_file"),
    path("<slug:bank>/files/<uuid:uuid>/report/", exchange.send_report, name="bank_file_report"),
    path("<slug:bank>/files/<str:form>/<str:language>/", exchange.send_file, name="bank_export"),
    path("<slug:bank>/po/<str:language>/", exchange.translate_in_a_file, name="bank_catalogue"),
    path("<slug:bank>/shared/", clusters.list_clusters, name="bank_clusters"),
    path("<slug:bank>/shared/new/", clusters.new_cluster, name="bank_new_cluster"),
    path("shared/<int:key>/", clusters.edit_cluster, name="bank_cluster"),
    path("shared/<int:key>/in/<str:language>/", clusters.translate_cluster, name="bank_cluster_translation"),
    path("shared/<int:key>/preview/<str:language>/", clusters.preview_cluster, name="bank_cluster_preview"),
    path("shared/<int:key>/history/", clusters.show_cluster_history, name="bank_cluster_history"),
    path("shared/<int:key>/step/", clusters.take_cluster_step, name="bank_cluster_step"),
    path("<int:key>/", writing.edit_question, name="bank_question"),
    path("<int:key>/in/<str:language>/", writing.translate_question, name="bank_translation"),
    path("<int:key>/preview/<str:language>/", review.preview_question, name="bank_preview"),
    path("<int:key>/history/", review.show_history, name="bank_history"),
    path("<int:key>/correct/", correcting.correct_question, name="bank_correction"),
    path("<int:key>/step/", review.take_step, name="bank_step"),
]
