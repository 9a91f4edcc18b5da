import mimetypes
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

SITE = "http://localhost"  # an origin that browsers trust


@pytest.fixture
def show(client, db):
    """Answer everything a browser context asks of the site from the test client: headers and policy are real.

    No live server: it would empty the tables, and these pages need none.
    """

    def answer(route):
        asked = urlsplit(route.request.url)
        if asked.path.startswith("/static/"):
            found = finders.find(asked.path.removeprefix("/static/"))
            kind = mimetypes.guess_type(asked.path)[0] or "application/octet-stream"
            route.fulfill(path=found, content_type=kind) if found else route.fulfill(status=404)
            return
        response = client.get(asked.path + (f"?{asked.query}" if asked.query else ""))
        route.fulfill(status=response.status_code, headers=dict(response.items()), body=response.content)

    def serve(context):
        context.route(f"{SITE}/**", answer)
        return context

    return serve
