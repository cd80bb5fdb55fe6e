"""How much one reader may take, and why. Everything else is streamed."""

CHUNK_BYTES = 1 << 20
"""Read size: large enough that Python's overhead a chunk vanishes, small enough to forget."""

HEAD_BYTES = 64 << 10
"""What format and encoding are judged by: an hour of talk is about 48 KB of UTF-8."""

MAX_LINE_BYTES = 64 << 20
"""A longer line is skipped: the longest document we split is 15 MB of UTF-8, 30 MB when escaped."""

MAX_WHOLE_BYTES = 64 << 20
"""Formats that cannot be streamed (one JSON value, ASS, xlsx) cost some ten times their size in memory."""

MAX_UNZIPPED_BYTES = 1 << 30
"""An xlsx that unpacks to more than this is a bomb, or belongs in a csv."""

MAX_TEXT_CHARS = 5_000_000
"""A document longer than this (300 hours of talk) is read in parts, so that one file cannot fill memory."""

MAX_DEPTH = 64
"""Nesting of free fields: people nest five deep; recursion in later rooms must stay safe."""

MAX_ITEMS = 10_000
"""Evidence items or products of one document; the largest baskets seen have some hundreds."""

MAX_ROW_LINES = 1_000
"""A quoted csv cell over more lines than this is a quote that never closes."""

MAX_HEADER_ROWS = 10
"""Exports put titles and notes above the header; below this many rows there is none."""

MAX_LISTED = 20
"""Lines, columns or values named in one message; the rest are counted."""
