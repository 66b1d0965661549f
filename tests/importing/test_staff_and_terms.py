"""What a list of staff and a list of term dates may look like."""

from datetime import date

import pytest

from chatops.importing.staff import read_staff
from chatops.importing.terms import read_terms
from chatops.importing.text import UnreadableFile
from commands.domain.days.calendar import Span, TermDate
from commands.domain.person import Person, Role

TODAY = date(2026, 11, 23)


def test_a_line_is_a_member_of_staff() -> None:
    text = "Email,Title,Forename,Surname,Role,Teaches\nTom.Reed@School.example,Mr,Tom,Reed,Teacher,4B; 4A;4B\n"
    assert read_staff(text).rows == (Person("", "", "tom.reed@school.example", "Tom Reed", Role.TEACHER, ("4B", "4A")),)


def test_a_whole_name_and_no_groups_will_do() -> None:
    [person] = read_staff("E-mail address,Name,Role\na@b.example,Zoë O'Hara,senco\n").rows
    assert (person.name, person.role, person.groups) == ("Zoë O'Hara", Role.SENCO, ())


@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_be_written_as_the_code_or_as_people_say_it(role: Role) -> None:
    text = f"Email,Name,Role\na@b.example,A,{role.value.upper()}\nc@d.example,C,{role.label}\n"
    assert [person.role for person in read_staff(text).rows] == [role, role]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("nowhere,A,teacher", "line 2, Email: this is not an e-mail address"),
        (",A,teacher", "line 2, Email: this is empty"),
        ("a@b.example,,teacher", "line 2, Name: this is empty"),
        ("a@b.example,A,head", "line 2, Role: this is not a role; write one of teacher, senco, leadership, admin"),
    ],
)
def test_nobody_gets_a_role_by_guesswork(line: str, sentence: str) -> None:
    assert [str(p) for p in read_staff(f"Email,Name,Role\n{line}\n").problems] == [sentence]


def test_the_second_line_of_one_address_is_not_used() -> None:
    reading = read_staff("Email,Name,Role\na@b.example,A,teacher\nA@B.example,A,senco\n")
    assert [person.role for person in reading.rows] == [Role.TEACHER]
    assert str(reading.problems[0]) == "line 3, Email: this address is already on line 2; only that line is used"


def test_a_list_without_names_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no column for Name, nor for Forename and Surname"):
        read_staff("Email,Role\na@b.example,teacher\n")


def test_term_dates_are_read() -> None:
    text = "Kind,Name,First day,Last day\nTerm,Autumn,01/09/2026,18/12/2026\ninset day,,2026-09-01,\n"
    assert read_terms(text, TODAY).rows == (
        TermDate("", Span.TERM, "Autumn", date(2026, 9, 1), date(2026, 12, 18)),
        TermDate("", Span.INSET, "INSET day", date(2026, 9, 1), date(2026, 9, 1)),
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("party,X,2026-09-01,", "Kind: this is not a kind of row; write one of term, break, inset, closure"),
        ("term,X,2026-12-18,2026-09-01", "Last day: this is before the first day"),
        ("term,X,2062-09-01,", "First day: this is more than five years away; check the year"),
        ("term,X,,", "First day: this is empty"),
    ],
)
def test_a_row_of_term_dates_that_cannot_be_used_is_listed(line: str, sentence: str) -> None:
    text = f"Kind,Name,First day,Last day\n{line}\n"
    assert [str(p) for p in read_terms(text, TODAY).problems] == [f"line 2, {sentence}"]


def test_two_rows_of_a_kind_do_not_begin_on_one_day() -> None:
    text = "Kind,Start,End\nterm,2026-09-01,2026-12-18\nterm,2026-09-01,2026-12-19\n"
    [problem] = read_terms(text, TODAY).problems
    assert str(problem) == "line 3, Start: line 2 is of the same kind and begins on the same day"
