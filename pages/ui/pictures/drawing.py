"""Vega-Lite to SVG and PNG on the server: fonts that it has, no links, nothing loaded from anywhere."""

from functools import cache
from types import ModuleType
from typing import Any

from pages.ui.markup import legible

FONT = "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Segoe UI', Arial, sans-serif"
SCALE = 2
ELSEWHERE: list[str] = []  # addresses that a chart may load from


def drawn(spec: dict, width: int) -> str:
    """The chart as SVG, this wide."""
    return str(_converter().vegalite_to_svg(_still(spec, width), allowed_base_urls=ELSEWHERE))


def png(svg: str) -> bytes:
    return bytes(_converter().svg_to_png(legible(svg), scale=SCALE))


def _still(spec: dict, width: int) -> dict:
    """A chart without a page around it: of a known width, in a font that also has Chinese, its columns leading nowhere."""
    plain = _plain(spec)
    config = plain.get("config", {})
    text = {"font": FONT} | config.get("text", {}) | {"font": FONT}
    return plain | {"width": width, "background": "transparent", "config": config | {"font": FONT, "text": text}}


def _plain(part: Any) -> Any:
    """Without links, and without signs that would end the converter, and the server with it."""
    if isinstance(part, dict):
        return {key: _plain(value) for key, value in part.items() if key not in {"href", "tooltip"}}
    if isinstance(part, list | tuple):
        return [_plain(each) for each in part]
    return legible(part) if isinstance(part, str) else part


@cache
def _converter() -> ModuleType:
    import vl_convert  # noqa: PLC0415 - forty megabytes that a server without a picture asked for needn't hold

    return vl_convert
