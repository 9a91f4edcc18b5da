"""The steps of a newcomer's sign-in, as her browser posts them."""

MINE = ["key", "boat", "tree"]


def press(client, names, **extra):
    """Press one picture after the other; the answer to the last."""
    response = None
    for name in names:
        response = client.post("/ar/sign-in/pictures/", {"picture": name, **extra})
    return response


def sign_in_first_time(client, digits, *, owner="mine", names=MINE):
    """The card, pictures chosen and repeated, whose phone it is; the answer to that. The notice is not read yet."""
    client.post("/ar/sign-in/", {"digits": digits})
    press(client, names)
    press(client, names)
    return client.post("/ar/sign-in/phone/", {"owner": owner})


def sign_in_again(client, digits, *, owner="mine", names=MINE):
    """The card and the pictures on another phone."""
    client.post("/ar/sign-in/", {"digits": digits})
    press(client, names)
    return client.post("/ar/sign-in/phone/", {"owner": owner})


def begin(client, digits, *, owner="mine", names=MINE):
    """Her first sign-in, the privacy notice read."""
    sign_in_first_time(client, digits, owner=owner, names=names)
    return client.post("/ar/welcome/")


def is_signed_in(client):
    return "_auth_user_id" in client.session
