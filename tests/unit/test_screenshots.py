"""What `make screenshots` says where it can show nothing."""

import pytest

from scripts import screenshots


def test_without_a_browser_a_sentence_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    assert screenshots.main() == 2
    assert capsys.readouterr().err.startswith("No screenshots: no Chromium is installed: install it")
