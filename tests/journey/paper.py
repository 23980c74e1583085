"""Minutes, and the board pack as a PDF that is read back."""

import io
import re
from urllib.parse import urljoin

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journey.meeting import DECISION, DECISION_TR
from tests.journey.stage import in_language, main, said

MINUTED = "Toplantı saat 10.00'da açıldı; gündem görüşüldü."


def write_and_approve_minutes(page: Page) -> None:
    """The secretary writes the minutes, reads the draft, approves it."""
    page.get_by_role("link", name="Write the minutes").click()
    in_language(page, "About the meeting as a whole", "Türkçe").fill(MINUTED)
    page.get_by_role("button", name="Keep the draft").click()
    said(page, "The draft is kept.")
    expect(main(page)).to_contain_text(DECISION)
    page.get_by_role("button", name="Approve the minutes").click()
    said(page, "The minutes are approved and closed.")
    expect(main(page)).to_contain_text("Head of the log at approval")


def board_pack(page: Page) -> PdfReader:
    """The pack in Turkish, as the link on the meeting's page gives it; the page is in English again afterwards."""
    page.get_by_role("button", name="Türkçe").click()
    path = page.get_by_role("link", name="(PDF)").get_attribute("href")
    answer = page.request.get(urljoin(page.url, path))
    assert answer.headers["content-type"] == "application/pdf"
    page.get_by_role("button", name="English").click()
    return PdfReader(io.BytesIO(answer.body()))


def pack_is_right(pack: PdfReader) -> None:
    """Turkish letters, a page number on every page, a table of contents that leads to the sections."""
    texts = [page.extract_text() for page in pack.pages]
    whole = " ".join(re.sub(r"-\n", "", "\n".join(texts)).split())  # words that were divided are whole again
    for words in ("Sağlık Bakanlığı", "İçindekiler", "Gündem", DECISION_TR, "Cevdet Alptekin", "İlknur Bozkaya"):
        assert words in whole, words
    for number, text in enumerate(texts, start=1):
        assert re.search(rf"\b{number} / {len(texts)}\b", text), f"Page {number} of {len(texts)} has no number."
    titles = [str(entry.title) for entry in pack.outline if not isinstance(entry, list)]
    contents = " ".join(texts[1].split())
    assert len(titles) >= 4, titles
    assert all(title.split(maxsplit=1)[-1] in contents for title in titles), contents
