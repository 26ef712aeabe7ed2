"""Draw docs/pictures/reports.png from the demo's own reports: run after a change of their look."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

TARGET = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "reports.png"
PAGES = (("结果一览表.pdf", 0), ("单位反馈/行政单位/*.pdf", 0), ("单位反馈/行政单位/*.pdf", 1))
"""Name and page; of several files the first."""
SCALE, GAP, GROUND, LINE = 1.0, 12, "#f7f9fb", "#d9e2ec"
MARGINS = (40, 60, 40, 50)
"""Left, top, right and bottom points of the paper that are cut off."""


def page(file: Path, number: int) -> Image.Image:
    """One page of a PDF without most of its margin, in a thin frame."""
    drawn = pypdfium2.PdfDocument(file)[number].render(scale=SCALE).to_pil().convert("RGB")
    return ImageOps.expand(ImageOps.crop(drawn, MARGINS), 1, LINE)


def main() -> None:
    """Run the demo in a folder of its own and set three of its pages side by side."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        command = [
            sys.executable,
            "-c",
            "from minping.site.cli import main; main()",
            "demo",
            "--format",
            "pdf",
        ]
        subprocess.run(
            [*command, "--date", "2024-12-16", "--out", demo], check=True, stdout=subprocess.DEVNULL
        )
        drawn = [page(min((demo / "results").glob(name)), number) for name, number in PAGES]
    width = sum(p.width for p in drawn) + GAP * (len(drawn) + 1)
    sheet = Image.new("RGB", (width, drawn[0].height + 2 * GAP), GROUND)
    left = GAP
    for picture in drawn:
        sheet.paste(picture, (left, GAP))
        left += picture.width + GAP
    sheet.quantize(256).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
