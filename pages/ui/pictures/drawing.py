"""Vega-Lite to SVG and PNG on the server: fonts that it has, no links, nothing loaded from anywhere."""

from functools import cache
from types import ModuleType
from typing import Any

FONT = "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Segoe UI', Arial, sans-serif"
SCALE = 2
ELSEWHERE: list[str] = []  # addresses that a chart may load from


def drawn(spec: dict, width: int) -> str:
    """The chart as SVG, this wide."""
    return str(_converter().vegalite_to_svg(_still(spec, width), allowed_base_urls=ELSEWHERE))


def png(svg: str) -> bytes:
    return bytes(_converter().svg_to_png(svg, scale=SCALE))


def _still(spec: dict, width: int) -> dict:
    """A chart without a page around it: of a known width, in a font that also has Chinese, its columns leading nowhere."""
    plain = _without_links(spec)
    config = plain.get("config", {})
    text = {"font": FONT} | config.get("text", {}) | {"font": FONT}
    return plain | {"width": width, "background": "transparent", "config": config | {"font": FONT, "text": text}}


def _without_links(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _without_links(value) for key, value in part.items() if key not in {"href", "tooltip"}}
    return [_without_links(each) for each in part] if isinstance(part, list) else part


@cache
def _converter() -> ModuleType:
    import vl_convert  # noqa: PLC0415 - forty megabytes that a server without a picture asked for needn't hold

    return vl_convert
