"""A curve through time: braille for the terminal, SVG by hand, PNG by Pillow (the extra ``plot``)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from governance.errors import UsageError

Point = tuple[str, float]  # a day and a value from 0 to 100
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
WIDTH, HEIGHT, EDGE = 720, 320, 44


def braille(points: Sequence[Point], low: float, high: float, columns: int = 60, rows: int = 10) -> list[str]:
    """The curve as lines of text, two by four dots a character, with its scale on the left."""
    cells = [[0] * columns for _ in range(rows)]
    across, down = columns * 2 - 1, rows * 4 - 1
    span, steps = (high - low) or 1.0, max(len(points) - 1, 1)
    for x in range(columns * 2):
        place = x / across * steps
        left = min(int(place), len(points) - 1)
        right = min(left + 1, len(points) - 1)
        value = points[left][1] + (points[right][1] - points[left][1]) * (place - left)
        y = down - round((min(max(value, low), high) - low) / span * down)
        cells[y // 4][x // 2] |= _DOTS[y % 4][x % 2]
    out = []
    for number, row in enumerate(cells):
        label = high - span * number / max(rows - 1, 1)
        out.append(f"{label:6.1f} │" + "".join(chr(0x2800 + cell) for cell in row))
    out.append(" " * 7 + "└" + "─" * columns)
    out.append(" " * 8 + points[0][0] + points[-1][0].rjust(columns - len(points[0][0])))
    return out


def svg(points: Sequence[Point], title: str) -> str:
    """The curve from 0 to 100 as an SVG document; text is escaped."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in _places(points))
    grid = "".join(
        f'<line x1="{EDGE}" x2="{WIDTH - 12}" y1="{_y(v):.1f}" y2="{_y(v):.1f}" stroke="#ddd"/>'
        f'<text x="{EDGE - 8}" y="{_y(v) + 4:.1f}" text-anchor="end">{v}</text>'
        for v in (0, 25, 50, 75, 100)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><rect width="100%" height="100%" fill="#fff"/><text x="{EDGE}" y="20" font-size="15">'
        f'{escape(title)}</text>{grid}<polyline fill="none" stroke="#d4380d" stroke-width="2" points="{path}"/>'
        f'<text x="{EDGE}" y="{HEIGHT - 10}">{escape(points[0][0])}</text>'
        f'<text x="{WIDTH - 12}" y="{HEIGHT - 10}" text-anchor="end">{escape(points[-1][0])}</text></svg>\n'
    )


def save(points: Sequence[Point], title: str, path: Path) -> None:
    """Write the curve as .svg or .png. Raises UsageError for another ending, or where Pillow is missing."""
    ending = path.suffix.lower()
    try:
        if ending == ".svg":
            path.write_text(svg(points, title), encoding="utf-8")
        elif ending == ".png":
            _png(points, path)
        else:
            raise UsageError.of(f"--plot {path.name!r} is neither .svg nor .png", mend="give one of these endings")
    except OSError as error:
        raise UsageError.of(f"cannot write {str(path)!r}: {error.strerror}", mend="check the folder") from None


def _png(points: Sequence[Point], path: Path) -> None:
    try:
        from PIL import Image, ImageDraw
    except ImportError:
        raise UsageError.of("a PNG needs Pillow", mend="pip install 'pinocchio-governance[plot]', or .svg") from None
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    for value in (0, 25, 50, 75, 100):
        draw.line([(EDGE, _y(value)), (WIDTH - 12, _y(value))], fill="#dddddd")
        draw.text((8, _y(value) - 6), str(value), fill="black")
    draw.line(_places(points), fill="#d4380d", width=2)
    draw.text((EDGE, HEIGHT - 20), points[0][0], fill="black")
    draw.text((WIDTH - 80, HEIGHT - 20), points[-1][0], fill="black")
    image.save(path, format="PNG")


def _places(points: Sequence[Point]) -> list[tuple[float, float]]:
    steps = max(len(points) - 1, 1)
    return [(EDGE + n / steps * (WIDTH - EDGE - 12), _y(value)) for n, (_, value) in enumerate(points)]


def _y(value: float) -> float:
    return 32 + (100 - value) / 100 * (HEIGHT - 32 - 36)
