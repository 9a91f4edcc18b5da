"""Questions as a lesson hands them over."""

from uuid import uuid4

from wagtail.models import Collection

from assessments import api as assessments
from assessments.models import BankQuestion
from media import api as media
from people.enums import OrganisationKind
from tests.factories import NOW, OrganisationFactory

CHOICES = {
    "nl": {
        "stem": "Mag de verhuurder vragen wie uw inkomen betaalt?",
        "explanation": "Dat mag hij niet vragen.",
        "options": {
            "juist": {"text": "Neen", "feedback": "Goed gezien."},
            "fout-1": {"text": "Ja", "feedback": "Dat is verboden."},
            "fout-2": {"text": "Alleen in Gent", "feedback": ""},
        },
    },
    "ar": {
        "stem": "هل يمكن للمؤجر أن يسأل من يدفع دخلك؟",
        "explanation": "لا يجوز له أن يسأل ذلك.",
        "options": {
            "juist": {"text": "لا", "feedback": "أحسنت."},
            "fout-1": {"text": "نعم", "feedback": "هذا ممنوع."},
            "fout-2": {"text": "فقط في غنت", "feedback": ""},
        },
    },
}


#: The answers that are accepted, and the areas of a picture that may not be there.
ACCEPTED = {"nl": ["de waarborg", "borgsom"], "ar": ["التأمين"]}
AREAS = {"juist": [0, 0, 30, 40], "fout-1": [40, 0, 30, 40], "fout-2": [10, 50, 60, 50]}
KINDS = ("single", "multiple", "choose", "true_false", "order", "match", "short_text", "hotspot")


def make_content(kind="single", *, languages=("nl", "ar"), stem=None):
    """The content of a question of a kind; `stem` replaces the Dutch stem."""
    texts = {code: _texts(kind, code) for code in languages}
    if stem:
        texts["nl"]["stem"] = stem
    content = {"kind": kind, "key": _KEYS[kind], "languages": texts}
    if kind == "short_text":
        content["key"] = {"accepted": {code: ACCEPTED[code] for code in languages}}
    if kind == "hotspot":
        content["picture"] = {"key": "straat", "areas": AREAS}
    return content


def make_version(kind="single", *, lesson_key=None, block_id=None, at=NOW, **content):
    return assessments.freeze_question(
        lesson_key=lesson_key or uuid4(), block_id=block_id or uuid4(), content=make_content(kind, **content), at=at
    )


def _texts(kind, code):
    base = {name: CHOICES[code][name] for name in ("stem", "explanation")}
    if kind in ("single", "multiple", "choose", "hotspot"):
        options = {part: dict(texts) for part, texts in CHOICES[code]["options"].items()}
        return base | {"options": options}
    if kind == "order":
        return base | {"items": {f"s{n}": {"text": f"{code} stap {n}"} for n in range(1, 5)}}
    if kind == "match":
        return base | {
            "pairs": {f"p{n}": {"left": f"{code} links {n}", "right": f"{code} rechts {n}"} for n in range(1, 4)}
        }
    return base


_KEYS = {
    "single": {"correct": ["juist"]},
    "multiple": {"correct": ["juist", "fout-2"]},
    "choose": {"correct": ["juist", "fout-2"]},
    "hotspot": {"correct": ["juist"]},
    "short_text": {},
    "true_false": {"value": False},
    "order": {"order": ["s1", "s2", "s3", "s4"]},
    "match": {"pairs": {"p1": "p1", "p2": "p2", "p3": "p3"}},
}


STREET = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 120" width="240" height="120">
<path fill="#E9E4F3" d="M0 0h240v120H0z"/><path fill="#2F3A4A" d="M0 0h72v48H0zM96 0h72v48H96zM24 60h144v60H24z"/></svg>"""


def make_street():
    """The picture of the hotspots, in the media library."""
    picture, _result = media.import_picture(
        key="straat",
        file=media.ImportedFile("straat.svg", STREET),
        collection=Collection.get_first_root_node() or Collection.add_root(name="Root"),
        values={
            "title": "Een straat",
            "licence": "CC-BY-SA-4.0",
            "author": "Ligo",
            "source_url": "",
            "is_decorative": False,
            "alt_texts": {"nl": "Een straat met drie huizen.", "ar": "شارع فيه ثلاثة بيوت."},
        },
        journal=media.FileJournal(),
    )
    return picture


def fields_of(response: dict) -> dict:
    """A response as the fields of a form."""
    match response:
        case {"value": value}:
            return {"value": str(value).lower()}
        case {"order": order}:
            return {f"position-{item}": str(number) for number, item in enumerate(order, start=1)}
        case {"pairs": pairs}:
            return {f"pair-{left}": right for left, right in pairs.items()}
    return response


#: What the questions of a cluster share, in two languages.
LETTER = {
    "nl": {"title": "Een brief", "text": "<p>U betaalt op 5 mei.</p><p>Daarna is het te laat.</p>"},
    "ar": {"title": "رسالة", "text": "<p>تدفع يوم 5 أيار.</p><p>بعد ذلك فات الأوان.</p>"},
}


def make_shared(languages=("nl", "ar"), **media):
    """The content of a cluster: a letter, with a picture or a recording where `media` names one."""
    return {"languages": {code: dict(LETTER[code]) for code in languages}, **media}


def make_bank(
    *,
    keys=("wonen-1", "wonen-2", "werk-1"),
    kinds=("single",),
    languages=("nl", "ar"),
    mock=(),
    values=(),
    clusters=None,
    shared=None,
    at=NOW,
):
    """A bank of questions whose keys begin with their theme; each teaches the objective `<theme>-iets`. The kinds come in
    turn; `mock` names those kept for a mock exam, `values` the themes or keys that are of that section. `clusters`: the
    keys of the questions of each cluster, by its key; `shared`: its content. Gives the current versions by key."""
    cluster_of = {key: cluster for cluster, members in (clusters or {}).items() for key in members}
    entries = [
        assessments.BankEntry(
            key=key,
            content=make_content(kinds[number % len(kinds)], languages=languages, stem=f"Vraag {key}?"),
            objective=f"{key.rpartition('-')[0]}-iets",
            theme=key.rpartition("-")[0],
            section="values" if {key, key.rpartition("-")[0]} & set(values) else "practical",
            use="mock" if key in mock else "practice",
            cluster=cluster_of.get(key, ""),
        )
        for number, key in enumerate(keys)
    ]
    about = {
        "organisation": OrganisationFactory(code="ligo", name="Ligo", kind=OrganisationKind.PARTNER),
        "title": "Oefenbank",
        "licence": "CC-BY-SA-4.0",
        "authors": ["Ligo"],
        "languages": {"nl": "source"} | {code: "draft" for code in languages if code != "nl"},
    }
    told = [assessments.ClusterEntry(key, shared or make_shared(languages)) for key in clusters or ()]
    assessments.save_bank(code="oefenbank", about=about, entries=entries, clusters=told, at=at)
    rows = BankQuestion.objects.select_related("question__current__question", "question__current__shared")
    return {row.key: row.question.current for row in rows}


MOCK_KEYS = ("wonen-1", "wonen-2", "wonen-3", "wonen-4", "rechtsstaat-1", "rechtsstaat-2")
MOCK_DATA = {
    "sections": {
        "practical": {"draws": [{"count": 4, "tags": ["practical"]}]},
        "values": {"draws": [{"count": 2, "tags": ["values"]}]},
    },
    "outcomes": {"passed": {"every": [{"correct": 2, "section": "practical"}, {"correct": 1, "section": "values"}]}},
}
#: The smallest that has both sections.
MOCK_OF_THREE = {
    "sections": {
        "practical": {"draws": [{"count": 2, "tags": ["practical"]}]},
        "values": {"draws": [{"count": 1, "tags": ["values"]}]},
    },
    "outcomes": {"passed": {"every": [{"correct": 1, "section": "practical"}, {"correct": 1, "section": "values"}]}},
}


def make_mock_exam(*, data=MOCK_DATA, keys=MOCK_KEYS, values=2, practice=("werk-1", "werk-2"), at=NOW, **bank):
    """A small mock exam, without and with a limit of an hour, over the bank `oefenbank`; the last `values` keys are about
    values. Some questions to practise with stand beside it."""
    make_bank(keys=(*keys, *practice), mock=keys, values=keys[len(keys) - values :], at=at, **bank)
    entries = [
        assessments.BlueprintEntry(
            code,
            {**data, **more},
            ("mock",),
            NOW.date().replace(year=2022),
            is_demonstration=shows,
            open_to="everybody",
        )
        for code, more, shows in (("mo-mock", {}, False), ("mo-mock-timed", {"minutes": 60}, True))
    ]
    assessments.save_blueprints(bank_code="oefenbank", entries=entries, at=at)
