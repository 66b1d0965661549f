"""Whose line of a staff list is whose: what is plain, what is asked about, and what an answer makes of it."""

import pytest

from commands.domain.person import Person, Role
from commands.domain.staff_list import ALL, UNSAID, Doubt, Said, Settled, settled
from commands.domain.words.names import share_a_word


def person(id: str, email: str, name: str, role: Role = Role.TEACHER, *, left: bool = False) -> Person:
    return Person("S", id, email, name, role, (), left)


def line(email: str, name: str, role: Role = Role.TEACHER) -> Person:
    return person("", email, name, role)


TOM, SAM = person("T1", "tom@x", "Mr Tom Reed"), person("T2", "sam@x", "Sam Okoro", Role.SENCO)
GONE = person("T3", "ivy@x", "Ivy Stone", left=True)


def asked(found: Settled) -> list[tuple[str, Doubt]]:
    return [(one.email, one.doubt) for one in found.unsettled]


@pytest.mark.parametrize(
    ("lines", "doubt"),
    [
        ((line("tom@x", "Tom Whitlock"),), None),
        ((line("tom@x", "Mr Tara Whitlock"),), Doubt.RENAMED),
        ((line("ivy@x", "Ivy Stone"),), Doubt.LEFT),
        ((line("ivy@x", "Nia New"),), Doubt.LEFT),
        ((line("new@x", "Tom Reed"),), Doubt.ALIKE),
        ((line("new@x", "Mr Tom Reed"),), Doubt.MOVED),
        ((line("new@x", "Tom Whitlock"),), Doubt.ALIKE),
        ((line("new@x", "Tom Whitlock", Role.SENCO),), None),
        ((line("tom@x", "Tom Reed"), line("new@x", "Tom Reed")), None),
        ((line("new@x", "Ivy Stone"),), Doubt.MOVED),
        ((line("new@x", "Ivy Whitlock"),), None),
        ((line("new@x", "Mr Ned Tull"),), None),
    ],
    ids=lambda value: " ".join(one.name for one in value) if isinstance(value, tuple) else str(value),
)
def test_a_line_that_may_mean_somebody_else_is_asked_about(lines: tuple[Person, ...], doubt: Doubt | None) -> None:
    found = settled([TOM, SAM, GONE], lines, UNSAID)
    assert [one.doubt for one in found.unsettled] == ([doubt] if doubt else [])
    assert not found.gives_up
    for one in found.unsettled:
        assert one.people[0].id in found.stay


def test_one_person_is_theirs_and_somebody_new_takes_the_address_alone() -> None:
    back, other = line("ivy@x", "Ivy Stone"), line("ivy@x", "Nia New")
    same, new = Said(same=frozenset({"ivy@x"})), Said(new=frozenset({"ivy@x"}))
    assert settled([GONE], [back], same).theirs == {"T3": back}
    found = settled([GONE], [other], new)
    assert (found.theirs, found.added, found.gives_up) == ({}, [other], {"T3"})


def test_all_means_the_same_person_only_where_the_name_is_the_same() -> None:
    lines = [line("ivy@x", "Ivy Stone"), line("tom@x", "Tara Whitlock")]
    found = settled([TOM, GONE], lines, Said(same=frozenset({ALL})))
    assert set(found.theirs) == {"T3"}
    assert asked(found) == [("tom@x", Doubt.RENAMED)]
    found = settled([TOM, GONE], lines, Said(same=frozenset({ALL}), new=frozenset({"tom@x"})))
    assert (set(found.theirs), found.gives_up) == ({"T3"}, {"T1"})


def test_a_former_address_moves_somebody_once_and_not_onto_a_line_of_its_own() -> None:
    moved = line("new@x", "Tara Whitlock")
    found = settled([TOM, SAM], [moved], UNSAID, former={"new@x": "tom@x"})
    assert (found.theirs, found.moved) == ({"T1": moved}, {"tom@x": "new@x"})
    now = person("T1", "new@x", "Tara Whitlock")
    found = settled([now, SAM], [moved], UNSAID, former={"new@x": "tom@x"})
    assert (found.theirs, found.moved, found.unsettled) == ({"T1": moved}, {}, [])
    found = settled([TOM], [moved, line("tom@x", "Tom Reed")], UNSAID, former={"new@x": "tom@x"})
    assert asked(found) == [("new@x", Doubt.TWICE)]


def test_of_two_who_may_be_meant_neither_is_taken_by_an_answer_that_does_not_say_which() -> None:
    twins = [person(f"T{n}", f"tom{n}@x", "Tom Reed", left=True) for n in range(2)]
    found = settled(twins, [line("new@x", "Tom Reed")], Said(same=frozenset({"new@x"})))
    assert [one.people for one in found.unsettled] == [tuple(twins)]


def test_whose_address_was_given_away_has_none_that_could_be_matched() -> None:
    without = [person(f"T{n}", "", f"Ann Person{n}", left=True) for n in range(2)]
    found = settled(without, [line("new@x", "Tom Reed")], UNSAID, former={"new@x": ""})
    assert [one.email for one in found.added] == ["new@x"]
    found = settled(without, [line("new@x", "Ann Person1")], Said(same=frozenset({ALL})))
    assert (list(found.theirs), found.moved) == (["T1"], {})


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("Mr Tom Reed", "Mr Ned Tull", False),
        ("T Reed", "T Whitlock", False),
        ("Zoë O'Hara", "zoe ohara", True),
        ("Emma Cole", "Hart, Emma", True),
        ("Dr X", "dr x", True),
    ],
)
def test_titles_and_initials_make_nobody_the_same(one: str, other: str, share: bool) -> None:
    assert share_a_word(one, other) is share
