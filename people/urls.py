"""Where newcomers sign in and keep their phones in order. All stand under a language, except where the QR code leads."""

from django.urls import path

from .views import own_account, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/person/", sign_in.sign_in_person, name="sign_in_person"),
    path("sign-in/pictures/", sign_in.sign_in_pictures, name="sign_in_pictures"),
    path("sign-in/phone/", sign_in.sign_in_phone, name="sign_in_phone"),
    path("sign-in/link/<str:token>/", sign_in.sign_in_link, name="sign_in_link"),
    path("sign-out/", own_account.sign_out, name="sign_out"),
    path("welcome/", own_account.welcome, name="welcome"),
    path("devices/", own_account.devices, name="devices"),
    path("devices/<uuid:uuid>/mine/", own_account.confirm_device, name="confirm_device"),
    path("devices/<uuid:uuid>/remove/", own_account.remove_device, name="remove_device"),
    path("devices/card-stopped/", own_account.card_stopped, name="card_stopped"),
    path("devices/pictures/", own_account.change_pictures, name="change_pictures"),
]
