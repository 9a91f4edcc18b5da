"""Where newcomers sign in and keep their phones in order. All stand under a language, except where the QR code leads."""

from django.urls import include, path

from .views import own_account, sign_in

SIGN_IN = [
    path("", sign_in.sign_in, name="sign_in"),
    path("person/", sign_in.sign_in_person, name="sign_in_person"),
    path("pictures/", sign_in.sign_in_pictures, name="sign_in_pictures"),
    path("phone/", sign_in.sign_in_phone, name="sign_in_phone"),
    path("link/<str:token>/", sign_in.sign_in_link, name="sign_in_link"),
]
DEVICES = [
    path("", own_account.devices, name="devices"),
    path("<uuid:uuid>/mine/", own_account.confirm_device, name="confirm_device"),
    path("<uuid:uuid>/remove/", own_account.remove_device, name="remove_device"),
    path("card-stopped/", own_account.card_stopped, name="card_stopped"),
    path("pictures/", own_account.change_pictures, name="change_pictures"),
]

urlpatterns = [
    path("sign-in/", include(SIGN_IN)),
    path("devices/", include(DEVICES)),
    path("sign-out/", own_account.sign_out, name="sign_out"),
    path("welcome/", own_account.welcome, name="welcome"),
]
