"""The reliability table drawn: bars of text, or a small SVG that stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from thistledown.reading.evaluation.calibration import Bin

_SIZE, _EDGE = 360, 48


def bars(bins: Sequence[Bin], width: int = 30) -> Iterator[str]:
    """One line a bin: confidence, share right as a bar with a mark at the mean confidence, and how many."""
    for found in bins:
        bar = ["█" if place < round(found.right * width) else "·" for place in range(width + 1)]
        bar[round(found.confidence * width)] = "|"
        yield (
            f"{found.low:.2f}–{found.high:.2f}  {''.join(bar)}  "
            f"said {found.confidence:.2f}, right {found.right:.2f}, of {found.claims}"
        )


def svg(bins: Sequence[Bin], *, title: str, ece: float | None) -> str:
    """A reliability diagram: a dot a bin, its area by its claims, against the line of a true scale."""
    whole = _SIZE + 2 * _EDGE
    most = max((found.claims for found in bins), default=1)

    def x(value: float) -> str:
        return f"{_EDGE + value * _SIZE:.1f}"

    def y(value: float) -> str:
        return f"{_EDGE + (1 - value) * _SIZE:.1f}"

    error = "no claims" if ece is None else f"expected calibration error {ece:.3f}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" width="{whole}" '
        f'height="{whole}" font-family="sans-serif" font-size="12" role="img">',
        f"<title>{escape(title)}: {error}</title>",
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>',
        f'<text x="{_EDGE}" y="24">{escape(title)}: {error}</text>',
        f'<path d="M{x(0)} {y(0)}H{x(1)}V{y(1)}H{x(0)}Z" fill="none" stroke="#999"/>',
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#999" stroke-dasharray="4 4"/>',
    ]
    for tenth in range(0, 11, 2):
        value = tenth / 10
        parts.append(f'<text x="{x(value)}" y="{whole - 30}" text-anchor="middle">{value:.1f}</text>')
        parts.append(f'<text x="{_EDGE - 6}" y="{y(value)}" text-anchor="end" dy=".35em">{value:.1f}</text>')
    parts.append(f'<text x="{whole / 2}" y="{whole - 10}" text-anchor="middle">confidence said</text>')
    parts.append(
        f'<text transform="translate(14 {whole / 2}) rotate(-90)" text-anchor="middle">share right</text>'
    )
    for found in bins:
        parts.append(
            f'<circle cx="{x(found.confidence)}" cy="{y(found.right)}" '
            f'r="{3 + 6 * (found.claims / most) ** 0.5:.1f}" fill="#1b6ca8" fill-opacity=".75">'
            f"<title>said {found.confidence:.2f}, right {found.right:.2f}, of {found.claims}</title></circle>"
        )
    return "\n".join([*parts, "</svg>", ""])
