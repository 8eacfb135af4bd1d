"""The word that somebody may have meant."""

from collections.abc import Iterable

_ALIKE = 0.8
"""Of the Jaro-Winkler similarity: below it an offer is a guess."""


def offer(given: str, allowed: Iterable[str]) -> str:
    """``; did you mean …?``, to go on behind what is wrong; a mere semicolon if no word is near."""
    # Loads where something is wrong; what is right needs no nearest word.
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415

    near = process.extractOne(
        given.strip(),
        sorted(allowed),
        scorer=JaroWinkler.normalized_similarity,
        processor=str.lower,
        score_cutoff=_ALIKE,
    )
    return f"; did you mean {near[0]}?" if near else ";"
