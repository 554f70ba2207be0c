"""Links for a reader who is elsewhere: with the server's address in front, or none where there is no way."""

from pages.ui.markup import Tag


def reaching(tag: Tag, base: str | None) -> Tag:
    """The same tag, its links leading to `base`; without one they are plain words."""
    inside = [reaching(part, base) if isinstance(part, Tag) else part for part in tag.content]
    kept = {name.replace("-", "_"): value for name, value in tag.attributes.items() if name not in {"data-go", "href"}}
    kind = kept.pop("class", "")
    href = tag.attributes.get("href", "")
    if not href:
        return Tag(tag.name, kind, *inside, **kept)
    return Tag("span", kind, *inside, **kept) if base is None else Tag(tag.name, kind, *inside, href=base + href, **kept)
