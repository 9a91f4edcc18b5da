"""What stands on the buttons of the little worlds (static/js/pretrajectory/), in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: What every world says.
COMMON_WORDS: dict[str, str | Promise] = {
    "done": _("Done"),
    "kept": _("On this phone: it is sent when there is a connection."),
    "sent": _("Sent"),
    "next": _("Next"),
    "close": _("Close"),
}
#: What stands on the buttons of a world, by the names that its script asks for.
WORDS: dict[str, dict[str, str | Promise]] = {
    "touch": {"picture": pgettext_lazy("in a little world", "Picture")},
    "keyboard": {"check": pgettext_lazy("in a little world", "Check"), "line": _("Type this")},
    "inbox": {
        "inbox": _("Inbox"),
        "reply": pgettext_lazy("in a little world", "Answer"),
        "send": _("Send"),
        "back": _("Back"),
        "spam": _("Rubbish"),
        "attachment": pgettext_lazy("in a little world", "Picture"),
        "attach": _("Add a picture"),
        "write": _("Your answer"),
    },
    "connection": {
        "quick": _("Quick buttons"),
        "settings": _("Settings"),
        "back": _("Back"),
        "wifi": _("Wifi"),
        "data": _("Mobile data"),
        "plane": _("Flight mode"),
        "networks": _("Networks"),
        "code": _("Code"),
        "connect": _("Connect"),
        "joined": _("Connected"),
        "rules": _("Free internet. Do you agree with the rules?"),
        "accept": _("I agree"),
        "locked": pgettext_lazy("in a little world", "with a lock"),
        "free": pgettext_lazy("in a little world", "without a lock"),
        "wrong": _("The code is not right. Try again."),
        "stop": pgettext_lazy("in a little world", "Stop"),
        "stopped": pgettext_lazy("in a little world", "Stopped"),
        "on": pgettext_lazy("in a little world", "on"),
        "off": pgettext_lazy("in a little world", "off"),
    },
    "form": {
        "send": _("Send"),
        "choose": _("Choose"),
        "day": _("Day"),
        "month": _("Month"),
        "year": _("Year"),
    },
    "browser": {
        "address": _("Address"),
        "go": _("Go"),
        "back": _("Back"),
        "search": _("Search"),
        "tab": _("Tab"),
        "tab-new": _("New tab"),
        "results": _("Found"),
        "missing": _("There is no such page."),
    },
    "password": {
        "erase": _("Erase the last digit"),
        "no": _("Not right"),
        "show": _("Show what I type"),
        "save": _("Save"),
        "sign-in": _("Sign in"),
        "password": _("Password"),
        "saved": _("My saved password"),
    },
    "messages": {
        "messages": _("Messages"),
        "calendar": _("Calendar"),
        "back": _("Back"),
        "write": _("Your message"),
        "send": _("Send"),
        "add": _("Put in the calendar"),
        "save": _("Save"),
        "saved": _("Saved"),
        "remove": _("Remove"),
        "no": _("Not right"),
    },
    "reading_aids": {
        "languages": _("Languages"),
        "listen": _("Have it read aloud"),
        "larger": _("Larger letters"),
        "smaller": _("Smaller letters"),
        "size": _("Size of the letters"),
        "back": _("Back"),
    },
}
