"""Draw the pictures of the manual from a running demo: `python tools/screenshots.py http://127.0.0.1:8000`.

Pages are named by the words that lead to them, so that the pictures follow the pages.
"""

import io
import shutil
import sys
from pathlib import Path

import yaml
from PIL import Image, ImageOps
from playwright.sync_api import Browser, Page, sync_playwright

WALKS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("picture_walks.yaml").read_text("utf-8")
)
TARGET = Path(__file__).resolve().parents[1] / "docs" / "pictures"
DESK, PHONE = {"width": 1200, "height": 800}, {"width": 390, "height": 780}
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PASSWORD = "minping-demo-2026"  # noqa: S105 - printed by the demo
COLOURS, GAP, PATIENCE_MS = 64, 16, 120_000


def small(shot: bytes) -> Image.Image:
    """A picture with few colours: pages have few."""
    return Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS).convert("RGB")


def keep(image: Image.Image, name: str) -> None:
    framed = ImageOps.expand(image, 1, "#d9e2ec").quantize(COLOURS)
    framed.save(TARGET / f"{name}.png", optimize=True)
    print(name, framed.size)


def office(browser: Browser, site: str, login: str) -> dict[str, Image.Image]:
    """Pictures of the office's pages, as this login sees them."""
    page = browser.new_page(viewport=DESK, locale="zh-CN")  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{site}/accounts/login/?next=/office/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit], main form button")
    page.wait_for_selector("nav.side")
    taken = {}
    for name, links in WALKS[login].items():
        page.goto(f"{site}/office/")
        for link in links:
            page.locator(link).first.click()
            page.wait_for_load_state()
        taken[name] = small(page.screenshot())
    page.close()
    return taken


def citizen(browser: Browser, site: str, code: str) -> dict[str, Image.Image]:
    """The public's pages on a telephone, and the ballot if a code is given."""
    page: Page = browser.new_page(viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE_MS)
    page.goto(site)
    page.locator("main a[href*='/results/']").first.click()
    taken = {"public": small(page.screenshot())}
    page.goto(f"{site}/i/{'#' + code if code else ''}")
    page.wait_for_timeout(1500)
    for _ in range(2 if code else 0):
        page.locator("main button.primary:visible").first.click()
        page.wait_for_timeout(1000)
    taken["ballot"] = small(page.screenshot())
    return taken


def main(site: str, code: str = "") -> None:
    """Draw all pictures; ``code``: one of the voters' codes that the demo prints."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        taken = citizen(browser, site, code)
        for login in WALKS:
            taken |= office(browser, site, login)
        browser.close()
    for name, image in taken.items():
        keep(image, name)
    parts = [taken["today"].resize((900, 600)), *(taken[n].resize((300, 600)) for n in ("ballot", "public"))]
    whole = Image.new("RGB", (sum(p.width for p in parts) + GAP * 2, 600), "#f7f9fb")
    at = 0
    for part in parts:
        whole.paste(part, (at, 0))
        at += part.width + GAP
    keep(whole, "overview")


if __name__ == "__main__":
    main(*sys.argv[1:])
