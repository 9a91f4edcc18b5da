"""Questions about one text or picture, drawn: they come together and in their order, and no count suffers by it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine.blueprint_data import read_blueprint
from assessments.engine.drawing import BankItem, BankTooSmall, draw_form, find_shortages

TAGS = ("practical", "values")


def test_of(*draws, order="random"):
    """A test of one section."""
    sections = {"a": {"draws": [{"count": count} for count in draws], "order": order}}
    return read_blueprint({"sections": sections, "outcomes": {"ok": {"correct": 1}}})


test_of.__test__ = False


def cluster(name, size, tag="practical"):
    return [BankItem(f"{name}-{n}", tag, tags=frozenset({tag}), cluster=name, place=n) for n in range(size)]


def singles(count, tag="practical"):
    return [BankItem(f"{tag}-{n}", tag, tags=frozenset({tag})) for n in range(count)]


def without_clusters(items):
    return [BankItem(item.key, item.theme, tags=item.tags) for item in items]


def list_runs(form):
    """The places of each cluster in each section."""
    runs = {}
    for number, part in enumerate(form):
        if part.item.cluster:
            runs.setdefault((part.section, part.item.cluster), []).append((number, part.item.place))
    return runs


banks = st.lists(
    st.tuples(st.sampled_from(["single", "one", "two", "three", "four"]), st.sampled_from([*TAGS, "both"])), max_size=60
)


def make_items(told):
    items, places = [], Counter()
    for number, (name, tag) in enumerate(told):
        tags = frozenset(TAGS) if tag == "both" else frozenset({tag})
        company = "" if name == "single" else name
        items.append(BankItem(f"{number}", "x", tags=tags, cluster=company, place=places[company]))
        places[company] += 1
    return items


@given(
    told=banks,
    counts=st.tuples(st.integers(1, 12), st.integers(1, 8)),
    seen=st.sets(st.integers(0, 60)),
    seed=st.integers(),
)
@pytest.mark.parametrize("order", ["random", "fixed"])
def test_clusters_change_neither_what_can_be_drawn_nor_how_much_of_it_she_has_seen(order, told, counts, seen, seed):
    items, known = make_items(told), {str(number) for number in seen}
    blueprint = read_blueprint(
        {
            "sections": {
                tag: {"draws": [{"count": count, "tags": [tag]}], "order": order}
                for tag, count in zip(TAGS, counts, strict=True)
            },
            "outcomes": {"ok": {"correct": 1}},
        }
    )
    plain = without_clusters(items)
    try:
        expected = draw_form(blueprint, plain, seen=known, seed=seed)
    except BankTooSmall:
        with pytest.raises(BankTooSmall):
            draw_form(blueprint, items, seen=known, seed=seed)
        lacks = [sum(lack.wanted - lack.found for lack in find_shortages(blueprint, bank)) for bank in (plain, items)]
        assert lacks[0] == lacks[1]
        return
    form = draw_form(blueprint, items, seen=known, seed=seed)

    assert [part.section for part in form] == [part.section for part in expected]
    assert len({part.item.key for part in form}) == sum(counts)
    assert all(part.draw.tags <= part.item.tags for part in form)
    assert sum(part.item.key in known for part in form) == sum(part.item.key in known for part in expected)
    for run in list_runs(form).values():
        numbers, places = [number for number, _ in run], [place for _, place in run]
        assert numbers == list(range(numbers[0], numbers[0] + len(run)))
        assert places == sorted(places)


@given(
    sizes=st.lists(st.integers(2, 4), max_size=6),
    alone=st.integers(0, 12),
    count=st.integers(1, 20),
    seed=st.integers(),
)
def test_a_cluster_is_cut_only_where_nothing_else_would_fill_the_place(sizes, alone, count, seed):
    items = singles(alone) + [item for number, size in enumerate(sizes) for item in cluster(f"c{number}", size)]
    if count > len(items):
        return

    form = draw_form(test_of(count), items, seed=seed)

    assert len(form) == count
    taken = Counter(part.item.cluster for part in form)
    cut = [f"c{number}" for number, size in enumerate(sizes) if 0 < taken[f"c{number}"] < size]
    assert len(cut) <= 1
    assert not cut or taken[""] == alone
    for name in cut:
        assert [part.item.place for part in form if part.item.cluster == name] == list(range(taken[name]))


def test_a_cluster_that_does_not_fit_any_more_is_left_out():
    for seed in range(40):
        form = draw_form(test_of(4), singles(5) + cluster("c", 3), seed=seed)
        assert sum(part.item.cluster == "c" for part in form) in (0, 3)


def test_a_draw_that_is_smaller_than_the_only_cluster_takes_its_beginning():
    form = draw_form(test_of(2), cluster("c", 3), seed=1)

    assert [part.item.key for part in form] == ["c-0", "c-1"]


def test_the_questions_of_a_cluster_that_she_has_not_seen_come_before_those_that_she_has():
    form = draw_form(test_of(3), singles(1) + cluster("c", 3), seen={"c-1"}, seed=5)

    assert {part.item.key for part in form} == {"practical-0", "c-0", "c-2"}


def test_a_cluster_over_two_draws_of_a_section_stands_together():
    blueprint = read_blueprint(
        {
            "sections": {
                "a": {
                    "draws": [{"count": 3, "tags": ["practical"]}, {"count": 2, "tags": ["values"]}],
                    "order": "fixed",
                }
            },
            "outcomes": {"ok": {"correct": 1}},
        }
    )
    items = [
        *singles(2),
        *cluster("c", 1),
        *singles(1, "values"),
        BankItem("c-9", "values", tags=frozenset({"values"}), cluster="c", place=9),
    ]

    form = draw_form(blueprint, items, seed=2)

    assert [part.item.key for part in form] == ["practical-0", "practical-1", "c-0", "c-9", "values-0"]


def test_each_section_has_its_own_part_of_a_cluster_that_is_about_both():
    blueprint = read_blueprint(
        {
            "sections": {tag: {"draws": [{"count": 2, "tags": [tag]}]} for tag in TAGS},
            "outcomes": {"ok": {"correct": 1}},
        }
    )
    items = [
        *cluster("c", 2),
        BankItem("c-2", "x", tags=frozenset({"values"}), cluster="c", place=2),
        *singles(1, "values"),
    ]

    form = draw_form(blueprint, items, seed=3)

    assert [part.item.key for part in form[:2]] == ["c-0", "c-1"]
    assert {part.item.key for part in form[2:]} == {"c-2", "values-0"}
