"""A sheet of drawing paper measured in millimetres from its upper left corner."""

import io
from functools import cache

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from minping.apps.documents.fonts import drawing_face

DPI = 160
INK, SECONDARY, LINE = "#1f2933", "#52606d", "#9aa5b1"
LETTERS, SMALL = 10.0, 9.0  # points; 9 pt is 12 px at 96 dpi, and nothing is smaller
_MM = 1 / 25.4


@cache
def _letters(size: float) -> FontProperties:
    return FontProperties(fname=str(drawing_face()), size=size)


@cache
def _known() -> frozenset[int]:
    return frozenset(FT2Font(str(drawing_face())).get_charmap())


def _drawable(text: str) -> str:
    """``text`` with 〓, the printer's mark for a missing sort, where the face has no such character."""
    return "".join(c if ord(c) in _known() or c == "\n" else "〓" for c in text)


class Canvas:
    """Draws with the shapes that a printed chart needs. The same calls give the same bytes."""

    def __init__(self, width_mm: float, height_mm: float) -> None:
        self.width, self.height = width_mm, height_mm
        self._figure = Figure(figsize=(width_mm * _MM, height_mm * _MM), dpi=DPI, facecolor="white")
        FigureCanvasAgg(self._figure)
        self._layer = 0

    def _next(self) -> int:
        """What is drawn later lies above."""
        self._layer += 1
        return self._layer

    def text(
        self, x: float, y: float, text: str, *, size: float = LETTERS, colour: str = INK, at: str = "left"
    ) -> None:
        """``text`` with its vertical middle at ``y``; ``at`` says which end of it lies at ``x``."""
        self._figure.text(
            x / self.width,
            1 - y / self.height,
            _drawable(text),
            ha=at,
            va="center_baseline",
            color=colour,
            fontproperties=_letters(size),
            parse_math=False,
            zorder=self._next(),
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        edge: str = "none",
        line: float = 0.6,
        hatch: str | None = None,
    ) -> None:
        self._figure.add_artist(
            Rectangle(
                (x / self.width, 1 - (y + height) / self.height),
                width / self.width,
                height / self.height,
                transform=self._figure.transFigure,
                facecolor=fill,
                edgecolor=edge,
                linewidth=line if edge != "none" else 0,
                hatch=hatch,
                zorder=self._next(),
            )
        )

    def stroke(
        self, start: tuple[float, float], end: tuple[float, float], *, colour: str = LINE, line: float = 0.6
    ) -> None:
        (x0, y0), (x1, y1) = start, end
        self._figure.add_artist(
            Line2D(
                [x0 / self.width, x1 / self.width],
                [1 - y0 / self.height, 1 - y1 / self.height],
                color=colour,
                linewidth=line,
                solid_capstyle="butt",
                zorder=self._next(),
            )
        )

    def dot(self, x: float, y: float, *, colour: str = INK, hollow: bool = False) -> None:
        self._figure.add_artist(
            Line2D(
                [x / self.width],
                [1 - y / self.height],
                marker="o",
                markersize=6.5,
                markerfacecolor="white" if hollow else colour,
                markeredgecolor=colour,
                linestyle="none",
                zorder=self._next(),
            )
        )

    def png(self) -> bytes:
        """The drawing without any mark of when or by which version it was made."""
        out = io.BytesIO()
        self._figure.savefig(
            out, format="png", dpi=DPI, metadata={"Software": None}, pil_kwargs={"compress_level": 3}
        )
        return out.getvalue()
