"""The addresses of the staff portal, below /guide/. Pages about people are never stored by a browser."""

from collections.abc import Callable

from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from .views import (
    cards,
    caseload,
    details,
    dossier,
    interface_languages,
    landing,
    organisation,
    phones,
    plan_actions,
    recordings,
    registering,
    reports,
    staff,
    translations,
    voices,
)


def _page(route: str, view: Callable, name: str) -> URLPattern:
    return path(route, never_cache(view), name=name)


urlpatterns = [
    _page("", landing.home, "guide_home"),
    _page("caseload/", caseload.caseload, "caseload"),
    _page("register/", registering.register_newcomer, "register_newcomer"),
    _page("organisation/", organisation.organisations, "organisations"),
    _page("organisation/add/", organisation.add_organisation, "add_organisation"),
    _page("organisation/<slug:code>/", organisation.organisation, "organisation"),
    _page("people/", staff.organisation_people, "organisation_people"),
    _page("people/add/", staff.add_colleague, "add_colleague"),
    _page("people/<uuid:uuid>/", staff.colleague, "colleague"),
    _page("people/<uuid:uuid>/role/", staff.give_role, "give_role"),
    _page("people/<uuid:uuid>/roles/<int:number>/end/", staff.end_role, "end_role"),
    _page("people/<uuid:uuid>/password/", staff.password_link, "password_link"),
    _page("people/<uuid:uuid>/second-factor/", staff.forget_second_factor, "forget_second_factor"),
    _page("translations/", translations.translations, "translations"),
    _page("translations/<int:number>/", translations.translation, "translation"),
    _page("voices/", voices.voices, "voices"),
    _page("voices/<slug:code>/", recordings.language_voices, "language_voices"),
    _page("voices/<slug:code>/kit/", recordings.make_kit, "make_recording_kit"),
    _page("kits/<int:number>/withdraw/", recordings.withdraw_kit, "withdraw_recording_kit"),
    _page("kits/<int:number>/erase/", recordings.erase_kit, "erase_recording_kit"),
    _page("recordings/<int:number>/sound/", recordings.recording_sound, "recording_sound"),
    _page("recordings/<int:number>/decide/", recordings.decide_recording, "decide_recording"),
    _page("voices/<slug:code>/speak/", voices.speak_language, "speak_language"),
    _page("voices/<slug:code>/stop/", voices.stop_language, "stop_language"),
    _page("languages/", interface_languages.interface_languages, "interface_languages"),
    _page("languages/<slug:code>/", interface_languages.check_language, "check_language"),
    _page("languages/<slug:code>/take-back/", interface_languages.take_back_check, "take_back_check"),
    _page("looks/", organisation.read_log, "read_log"),
    _page("reports/", reports.reports, "reports"),
    _page("cards/", cards.card_desk, "card_desk"),
    _page("newcomers/<uuid:uuid>/card/", cards.newcomer_card, "newcomer_card"),
    _page("newcomers/<uuid:uuid>/card/purpose/", cards.card_purpose, "card_purpose"),
    _page("newcomers/<uuid:uuid>/card/print/", cards.issue_card, "issue_card"),
    _page("newcomers/<uuid:uuid>/card/stop/", cards.revoke_card, "revoke_card"),
    _page("newcomers/<uuid:uuid>/card/pictures/", cards.reset_pictures, "reset_pictures"),
    _page("newcomers/<uuid:uuid>/card/link/", cards.handover_link, "handover_link"),
    _page("newcomers/<uuid:uuid>/card/link/withdraw/", cards.withdraw_link, "withdraw_link"),
    _page("newcomers/<uuid:uuid>/phones/", phones.newcomer_phones, "newcomer_phones"),
    _page("newcomers/<uuid:uuid>/phones/end/", phones.end_phones, "end_phones"),
    _page("newcomers/<uuid:uuid>/phones/<uuid:phone>/end/", phones.end_phone, "end_phone"),
    _page("newcomers/<uuid:uuid>/", dossier.dossier, "dossier"),
    _page("newcomers/<uuid:uuid>/purpose/", dossier.dossier_purpose, "dossier_purpose"),
    _page("newcomers/<uuid:uuid>/details/", details.change_details, "change_details"),
    _page("newcomers/<uuid:uuid>/hand-over/", dossier.hand_over, "hand_over"),
    _page("newcomers/<uuid:uuid>/take-over/", dossier.take_over, "take_over"),
    _page("newcomers/<uuid:uuid>/components/", plan_actions.decide_components, "decide_components"),
    _page("newcomers/<uuid:uuid>/components/<slug:code>/", plan_actions.change_status, "change_status"),
    _page("newcomers/<uuid:uuid>/components/<slug:code>/correct/", plan_actions.correct_status, "correct_status"),
    _page("newcomers/<uuid:uuid>/decided/", plan_actions.correct_decided, "correct_decided"),
    _page("newcomers/<uuid:uuid>/contract/", plan_actions.sign_contract, "sign_contract"),
    _page("newcomers/<uuid:uuid>/registration/", plan_actions.correct_registration, "correct_registration"),
    _page("newcomers/<uuid:uuid>/result/", plan_actions.record_result, "record_result"),
    _page("newcomers/<uuid:uuid>/results/<int:number>/correct/", plan_actions.correct_result, "correct_result"),
    _page("newcomers/<uuid:uuid>/suspend/", plan_actions.suspend_clocks, "suspend_clocks"),
    _page("newcomers/<uuid:uuid>/resume/", plan_actions.resume_clocks, "resume_clocks"),
    _page(
        "newcomers/<uuid:uuid>/suspensions/<int:number>/withdraw/",
        plan_actions.withdraw_suspension,
        "withdraw_suspension",
    ),
]
