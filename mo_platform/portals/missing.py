"""A lesson that does not exist in the language of the address: her languages come first, by choice and never silently."""


def decorate_missing(request, context: dict) -> None:
    """Put the languages she reads, best first, before the others."""
    newcomer = getattr(request.user, "newcomer", None)
    if newcomer is None:
        return
    order = {code: place for place, code in enumerate(newcomer.profile.languages)}
    links = context["languages"]
    context |= {
        "languages": sorted(links, key=lambda link: order.get(link.language.code, len(order))),
        "own_count": sum(link.language.code in order for link in links),
    }
