"""Draws the Teams app's two icons: `python -m manifests.draw_icons`. A speech bubble with a heart in it."""

import struct
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

Colour = tuple[int, int, int, int]
Shape = Callable[[float, float], bool]
"""Whether a point is inside; both co-ordinates run from -1 (left, top) to 1 (right, bottom)."""

TEAL: Colour = (18, 89, 95, 255)
CREAM: Colour = (255, 249, 240, 255)
CORAL: Colour = (233, 106, 88, 255)
WHITE: Colour = (255, 255, 255, 255)
CLEAR: Colour = (255, 255, 255, 0)
FINE = 5
"""Samples along each side of a pixel, for smooth edges."""


def box(x: float, y: float, width: float, height: float, corner: float) -> Shape:
    """A rectangle with round corners about its middle (x, y); the figures are halves."""

    def inside(px: float, py: float) -> bool:
        dx, dy = max(abs(px - x) - width + corner, 0), max(abs(py - y) - height + corner, 0)
        return dx * dx + dy * dy <= corner * corner

    return inside


def triangle(*corners: tuple[float, float]) -> Shape:
    def inside(px: float, py: float) -> bool:
        (ax, ay), (bx, by), (cx, cy) = corners
        turns = [
            (bx - ax) * (py - ay) - (by - ay) * (px - ax),
            (cx - bx) * (py - by) - (cy - by) * (px - bx),
            (ax - cx) * (py - cy) - (ay - cy) * (px - cx),
        ]
        return min(turns) >= 0 or max(turns) <= 0

    return inside


def heart(x: float, y: float, size: float) -> Shape:
    """The curve (x² + y² - 1)³ = x² y³, about (x, y)."""

    def inside(px: float, py: float) -> bool:
        u, v = (px - x) / size, -(py - y) / size
        return (u * u + v * v - 1) ** 3 <= u * u * v**3

    return inside


def either(*shapes: Shape) -> Shape:
    return lambda x, y: any(shape(x, y) for shape in shapes)


def bubble(shrunk: float = 0.0) -> Shape:
    """The speech bubble with its tail at the lower left; `shrunk` is how far the line lies inside its edge."""
    body = box(0, -0.12, 0.68 - shrunk, 0.5 - shrunk, 0.26 - shrunk)
    tail = triangle((-0.4 + shrunk, 0.2), (0.1 - 2 * shrunk, 0.2), (-0.42 + shrunk, 0.74 - 2.4 * shrunk))
    return either(body, tail)


def draw(size: int, layers: Iterable[tuple[Shape, Colour]]) -> bytes:
    """A PNG of `size` by `size` points: each layer painted over those before it, its edges smoothed."""
    layers = tuple(layers)
    rows = bytearray()
    for row in range(size):
        rows.append(0)  # this row is stored as it is (PNG filter 0)
        for column in range(size):
            samples = [
                _top(layers, (column + (i + 0.5) / FINE) / size * 2 - 1, (row + (j + 0.5) / FINE) / size * 2 - 1)
                for i in range(FINE)
                for j in range(FINE)
            ]
            opacity = sum(sample[3] for sample in samples)
            if opacity:
                rows += bytes(round(sum(s[n] * s[3] for s in samples) / opacity) for n in range(3))
            else:
                rows += bytes(CLEAR[:3])
            rows.append(round(opacity / len(samples)))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _top(layers: Iterable[tuple[Shape, Colour]], x: float, y: float) -> Colour:
    found = CLEAR
    for shape, colour in layers:
        if shape(x, y):
            found = colour
    return found


def colour() -> bytes:
    """The full-colour icon: 192 by 192."""
    return draw(192, ((box(0, 0, 1, 1, 0), TEAL), (bubble(), CREAM), (heart(0, -0.13, 0.27), CORAL)))


def outline() -> bytes:
    """The outline: 32 by 32, white on nothing, reaching closer to the edge than the colour icon does."""

    def nearer(shape: Shape) -> Shape:
        return lambda x, y: shape(x * 0.76, y * 0.76 + 0.06)

    ring = nearer(bubble())
    hole = nearer(bubble(0.11))
    return draw(32, ((ring, WHITE), (hole, CLEAR), (nearer(heart(0, -0.13, 0.23)), WHITE)))


if __name__ == "__main__":
    here = Path(__file__).parent / "teams"
    (here / "colour.png").write_bytes(colour())
    (here / "outline.png").write_bytes(outline())
