"""What pages cost on the wire, as the browser counts them."""

from urllib.parse import urlsplit

import brotli
from playwright.sync_api import BrowserContext

TEXTS = ("text/", "javascript", "json", "svg")


class Meter:
    """Counts what a browser fetches of a page: `texts` (page, styles, scripts, icons), `fonts` and `pictures`, in bytes.

    What production sends compressed and the demo does not is counted as production sends it.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self._wire = context.new_cdp_session(self.page)
        self._wire.send("Network.enable")
        self._wire.on("Network.responseReceived", self._answered)
        self._wire.on("Network.loadingFinished", self._arrived)
        self._answers: dict[str, dict] = {}
        self._sizes: dict[str, float] = {}

    def weigh(self, address: str) -> dict[str, int]:
        self._answers, self._sizes = {}, {}
        self.page.goto(address, wait_until="networkidle")
        bytes_of = {"texts": 0, "fonts": 0, "pictures": 0}
        for identity, answer in self._answers.items():
            path = urlsplit(answer["response"]["url"]).path
            kind = "pictures" if path.startswith("/media/") else "fonts" if path.endswith(".woff2") else "texts"
            bytes_of[kind] += self._weigh_one(identity, answer)
        return bytes_of

    def _answered(self, event: dict) -> None:
        self._answers[event["requestId"]] = event

    def _arrived(self, event: dict) -> None:
        self._sizes[event["requestId"]] = event["encodedDataLength"]

    def _weigh_one(self, identity: str, answer: dict) -> int:
        response, size = answer["response"], round(self._sizes.get(identity, 0))
        if not size or response["fromDiskCache"]:
            return 0
        is_packed = any(name.lower() == "content-encoding" for name in response["headers"])
        if is_packed or not any(text in response["mimeType"] for text in TEXTS):
            return size
        body = self._wire.send("Network.getResponseBody", {"requestId": identity})["body"]
        return size - len(body.encode()) + len(brotli.compress(body.encode()))
