"""`chatops staff change`: what it says, what it refuses; and a staff list's questions as a program reads them."""

import pytest

from tests.cli.terminal import Terminal

STAFF = (
    "Email,Name,Role,Teaches\ntom@larkfield.example,Tom Reed,teacher,4B\nsam@larkfield.example,Sam Okoro,senco,\n"
    "ivy@larkfield.example,Ivy Stone,teacher,5A\n"
)
WITHOUT_IVY = STAFF.rpartition("ivy@")[0]


@pytest.fixture
def listed(larkfield: Terminal) -> Terminal:
    larkfield.types("import", "staff", larkfield.holds("staff.csv", STAFF))
    larkfield.types("import", "staff", larkfield.holds("later.csv", WITHOUT_IVY))
    assert "1 left" in larkfield.said
    return larkfield


def test_an_address_is_changed_and_that_is_in_the_audit(listed: Terminal) -> None:
    said = listed.types("staff", "change", "Tom@Larkfield.example", "--email", "T.Hart@larkfield.example")
    assert said == "Larkfield: the address was changed. What is theirs stays theirs.\n"
    moved = WITHOUT_IVY.replace("tom@", "t.hart@")
    assert listed.reads("import", "staff", listed.holds("s.csv", moved))["unchanged"] == 2
    assert "staff change" in [one["word"] for one in listed.reads("audit")["entries"]]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("eve@larkfield.example", "--email", "e@larkfield.example"), "Nobody on this school's staff list has that"),
        (("", "--email", "e@larkfield.example"), "Nobody on this school's staff list has that"),
        (("tom@larkfield.example", "--email", "sam@larkfield.example"), "is that of somebody else"),
        (("tom@larkfield.example", "--email", "ivy@larkfield.example"), "say --reissued too."),
        (("tom@larkfield.example", "--email", "tom@larkfield.example"), "That is their address already."),
        (("tom@larkfield.example", "--email", "nowhere"), "--email: this is not an e-mail address."),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(listed: Terminal, words: tuple[str, ...], sentence: str) -> None:
    listed.types("staff", "change", *words)
    assert listed.code == 2
    assert sentence in listed.complained
    assert "Tom" not in listed.complained


def test_who_became_two_by_an_earlier_list_is_one_again(larkfield: Terminal) -> None:
    larkfield.types("import", "staff", larkfield.holds("old.csv", STAFF))
    doubled = STAFF.replace("ivy@larkfield.example,Ivy", "i.hart@larkfield.example,Ivy")
    larkfield.types("import", "staff", larkfield.holds("new.csv", doubled), "--new", "i.hart@larkfield.example")
    larkfield.types("import", "staff", larkfield.holds("without.csv", WITHOUT_IVY))
    change = ("staff", "change", "ivy@larkfield.example", "--email", "i.hart@larkfield.example", "--reissued")
    assert "They are marked as left." in larkfield.types(*change)
    back = larkfield.reads("import", "staff", larkfield.holds("new.csv", doubled), "--same", "i.hart@larkfield.example")
    assert (back["new"], back["returned"], back["problems"]) == (0, 1, [])


def test_a_question_is_a_line_not_used_and_a_dry_run_asks_the_same(listed: Terminal) -> None:
    file = listed.holds("staff.csv", STAFF)
    [asked] = listed.reads("import", "staff", file, "--dry-run")["problems"]
    assert asked["line"] == 4
    assert asked["reason"].startswith("this was the address of a teacher who has left. If they are back, say --same")
    assert listed.reads("import", "staff", file)["problems"] == [asked]
    new = ("--new", "ivy@larkfield.example")
    tried = listed.reads("import", "staff", file, *new, "--dry-run")
    assert tried == {**listed.reads("import", "staff", file, *new), "dry_run": True, "columns": tried["columns"]}
    assert (tried["new"], tried["left"], tried["problems"]) == (1, 0, [])
    assert [one["column"] for one in tried["columns"]] == [one["heading"] for one in tried["columns"]]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--same", "all", "--new", "all"), "Say --same or --new of an address, not both."),
        (("--new", "eve@larkfield.example"), "No line of the file has the address eve@larkfield.example"),
    ],
)
def test_answers_that_answer_nothing_are_refused(listed: Terminal, options: tuple[str, ...], sentence: str) -> None:
    listed.types("import", "staff", listed.holds("staff.csv", STAFF), *options)
    assert listed.code == 2
    assert sentence in listed.complained
