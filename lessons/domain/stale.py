"""Which parts of a translation are older than the Dutch that readers have."""


def list_stale_parts(*, page, source) -> set[str]:
    """Block ids (and "head") whose Dutch changed since this translation was made, from what is published of both."""
    if page.pk == source.pk:
        return set()
    return {part for part, digest in source.source_hashes.items() if page.source_hashes.get(part) != digest}
