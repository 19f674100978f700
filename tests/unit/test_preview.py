"""A preview, in front of its server."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from atlas.site.preview import Front


class _App:
    """A server whose pages all say the same."""

    says = "old"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked.append(environ["PATH_INFO"])
        start_response("200 OK", [])
        return [f"{self.asked[-1]} {self.says}".encode()]


def test_the_open_page_is_made_and_shown_first_and_others_wait_for_the_whole_site(tmp_path: Path) -> None:
    app, steps = _App(), list[str | None]()
    front = Front(app, tmp_path, "/atlas/", tmp_path, lambda: steps.append("show"), lambda: False)

    def ask(page: str) -> str:
        return b"".join(front({"PATH_INFO": f"/atlas/{page}"}, lambda *_: None)).decode()

    with ThreadPoolExecutor() as browser:
        waiting = []

        def make(page: str | None) -> None:
            steps.append(page)
            if page is None:
                assert ask("cities/alfa/") == "/atlas/cities/alfa/ old"
                waiting.append(browser.submit(ask, "topics/bus/"))
                while app.asked[-1] != "/atlas/topics/bus/":
                    pass
                app.says = "new"

        ask("cities/alfa/")
        front.build(make)
        assert waiting[0].result(timeout=5) == "/atlas/topics/bus/ new"
    assert steps == ["cities/alfa/", "show", None]
