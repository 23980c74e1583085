"""The icons, drawn on a square of 16 units: what is stroked and what is filled. They take the colour of the text."""

from dataclasses import dataclass

_RING = "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5z"
_DISC = "M8 1a7 7 0 1 1 0 14a7 7 0 0 1 0-14z"


@dataclass(frozen=True)
class Icon:
    """Paths of one icon; `dashed` breaks the outline."""

    line: str = ""
    solid: str = ""
    dashed: str = ""


ICONS: dict[str, Icon] = {
    # The five steps differ in outline and in weight, so that they survive grey paper and colour blindness.
    "step-on-track": Icon(line=f"{_RING}M5 8h5.5M8.25 5.5L10.75 8l-2.5 2.5"),
    "step-at-risk": Icon(line="M8 1.9L15 14H1zM8 6.4v3.4", solid="M8 11a.9.9 0 1 1 0 1.8a.9.9 0 0 1 0-1.8z"),
    "step-late": Icon(
        solid="M5 1h6l4 4v6l-4 4H5l-4-4V5zM5.9 4.8L4.8 5.9L6.9 8l-2.1 2.1l1.1 1.1L8 9.1l2.1 2.1l1.1-1.1L9.1 8"
        "l2.1-2.1l-1.1-1.1L8 6.9z"
    ),
    "step-done": Icon(solid=f"{_DISC}M11.1 4.6L7 9.1L4.9 7.1L3.8 8.3l3.3 3.1l5.2-5.7z"),
    "step-not-known": Icon(
        dashed=_RING,
        line="M6.1 6.2c.1-1.2.9-1.9 2-1.9s1.9.7 1.9 1.7c0 1.5-1.9 1.5-1.9 3",
        solid="M8.1 10.6a.85.85 0 1 1 0 1.7a.85.85 0 0 1 0-1.7z",
    ),
    "step-neutral": Icon(line="M8 4.75a3.25 3.25 0 1 1 0 6.5a3.25 3.25 0 0 1 0-6.5z"),
    "draft": Icon(line="M2.5 13.5l.7-3.2L10.8 2.7a1.5 1.5 0 0 1 2.1 0l.4.4a1.5 1.5 0 0 1 0 2.1L5.7 12.8z"),
    "submitted": Icon(line="M8 10.5V2.5M4.75 5.5L8 2.25l3.25 3.25M2.5 10v3.5h11V10"),
    "returned": Icon(line="M5.5 2.75L2.25 6l3.25 3.25M2.5 6h7a3.75 3.75 0 0 1 0 7.5H6"),
    "cancelled": Icon(line=f"{_RING}M3.6 3.6l8.8 8.8"),
    "restricted": Icon(line="M3.5 7.25h9v6.5h-9zM5.25 7V5a2.75 2.75 0 0 1 5.5 0v2"),
    # Wayfinding.
    "search": Icon(line="M6.9 2.25a4.65 4.65 0 1 1 0 9.3a4.65 4.65 0 0 1 0-9.3zM10.4 10.4l3.6 3.6"),
    "calendar": Icon(line="M2.25 3.5h11.5v10.25H2.25zM2.25 6.75h11.5M5.25 1.75v3M10.75 1.75v3"),
    "menu": Icon(line="M2 4h12M2 8h12M2 12h12"),
    "close": Icon(line="M3.5 3.5l9 9M12.5 3.5l-9 9"),
    "next": Icon(line="M6 3l5 5l-5 5"),
    "previous": Icon(line="M10 3L5 8l5 5"),
    "down": Icon(line="M3.5 6L8 10.5L12.5 6"),
    "sort": Icon(line="M5 6l3-3l3 3M5 10l3 3l3-3"),
    "ascending": Icon(line="M8 13V3.5M4.5 7L8 3.5L11.5 7"),
    "descending": Icon(line="M8 3v9.5M4.5 9L8 12.5L11.5 9"),
    "download": Icon(line="M8 2.25v8M4.75 7.25L8 10.5l3.25-3.25M2.5 13.5h11"),
    "add": Icon(line="M8 3v10M3 8h10"),
    "edit": Icon(line="M2.5 13.5l.7-3.2L10.8 2.7a1.5 1.5 0 0 1 2.1 0l.4.4a1.5 1.5 0 0 1 0 2.1L5.7 12.8z"),
    "person": Icon(line="M8 2a2.9 2.9 0 1 1 0 5.8a2.9 2.9 0 0 1 0-5.8zM2.5 14c.3-2.7 2.5-4 5.5-4s5.2 1.3 5.5 4"),
    "look": Icon(
        line="M1.5 8c1.5-2.7 3.7-4 6.5-4s5 1.3 6.5 4c-1.5 2.7-3.7 4-6.5 4S3 10.7 1.5 8z"
        "M8 6a2 2 0 1 1 0 4a2 2 0 0 1 0-4z"
    ),
    "history": Icon(line=f"{_RING}M8 4.5V8l2.5 1.75"),
    "law": Icon(line="M3.25 1.75h6.5l3 3v9.5h-9.5zM9.5 2v3h3M5.5 8h5M5.5 11h5"),
    "info": Icon(line=f"{_RING}M8 7.25v4", solid="M8 4a.9.9 0 1 1 0 1.8a.9.9 0 0 1 0-1.8z"),
    "check": Icon(line="M3 8.5l3.25 3.25L13 4.75"),
    "warning": Icon(line="M8 1.9L15 14H1zM8 6.4v3.4", solid="M8 11a.9.9 0 1 1 0 1.8a.9.9 0 0 1 0-1.8z"),
    "illustrative": Icon(dashed="M2 2h12v12H2z", line="M5 11l2.5-4l2 2.5L11 7.5"),
    "light": Icon(
        line="M8 5a3 3 0 1 1 0 6a3 3 0 0 1 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3.05 3.05l1.05 1.05"
        "M11.9 11.9l1.05 1.05M12.95 3.05L11.9 4.1M4.1 11.9l-1.05 1.05"
    ),
    "dark": Icon(line="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z"),
    "system": Icon(line=_RING, solid="M8 1.75a6.25 6.25 0 0 1 0 12.5z"),
}
