"""Which place is whose, and whom to turn to."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.directory import Contact, Directory, Group, Member, School, Tenant
from bot.directory_reading import DirectoryFaultyError, read_directory
from bot.induction.reminders import Holiday, Schedule

AN_OBJECT = "11111111-1111-1111-1111-111111111111"
TODAY = date(2026, 11, 21)
DSL = Contact("dsl", "Ada", "01632 960101", date(2026, 11, 1))
HEAD = Contact("headteacher", "Bo", "01632 960104", date(2026, 1, 1))
TRUST = Directory(
    (School("oak", "Oak School", (DSL, HEAD), (("slack", "T1", "C9"),)), School("ash", "Ash School")),
    (Tenant("slack", "T1", ("oak", "ash"), (("C1", "ash"),), (Group("S1", "oak", "dsl"), Group("S2", "ash", "staff"))),),
)
FAULTY = """\
[schools.Oak]
name = "Oak School"
[schools.Oak.contacts.dsl]
name = "Ada"
phone = "ring the office"
confirmed = "last week"
[schools.Oak.contacts.caretaker]
name = "Bo"

[slack.T1]
schools = ["elm"]
[slack.T1.groups.S1]
school = "Oak"
role = "boss"
[slack.T1.people.U1]
school = "elm"
role = "office"
"""


@pytest.mark.parametrize(
    ("place", "groups", "expected"),
    [
        ("", ("S1",), Member(("oak",), "dsl")),
        ("", (), Member(("oak", "ash"))),
        ("C1", (), Member(("ash",))),
        ("C1", ("S1",), Member(("ash",))),
        ("", ("S1", "S2"), Member(("oak", "ash"))),
        ("C7", ("S2",), Member(("ash",))),
    ],
)
def test_a_place_is_one_schools_then_a_group_then_the_workspace(place: str, groups: tuple[str, ...], expected: Member) -> None:
    """A channel's school comes first, then the groups', then the workspace's; a role never crosses to another school."""
    assert expected == TRUST.school_of("slack", "T1", place, groups)


@pytest.mark.parametrize(
    ("person", "groups", "expected"),
    [
        ("ada", (), Member(("oak",), "dsl")),
        ("bo", (), Member(("ash",), "staff", ("office",))),
        ("bo", ("G1",), Member(("ash",), "new_starter", ("office",))),
        ("cy", (), Member(("ash",), "staff", ("owner",))),
        ("ada", ("G1",), Member(("oak", "ash"))),
        ("dee", (), Member(("oak", "ash"))),
    ],
)
def test_a_person_has_what_they_are_named_for(person: str, groups: tuple[str, ...], expected: Member) -> None:
    """A person named by id has that school and role or duty, beside what their groups give; who is not named has none."""
    people = (Group("ada", "oak", "dsl"), Group("bo", "ash", "office"), Group("cy", "ash", "owner"))
    directory = Directory(TRUST.schools, (Tenant("teams", "T9", ("oak", "ash"), (), (Group("G1", "ash", "new_starter"),), people),))

    assert expected == directory.school_of("teams", "T9", "", groups, person)


def test_an_unknown_workspace_is_nobodys() -> None:
    """A workspace or platform that the file does not name belongs to no school."""
    assert Member(()) == TRUST.school_of("slack", "T2") == TRUST.school_of("teams", "T1")


def test_a_concern_goes_to_the_people_of_its_route() -> None:
    """Each route names its own people, in order; an unknown school has none."""
    assert (DSL,) == TRUST.people("oak", "dsl")
    assert (HEAD, DSL) == TRUST.people("oak", "headteacher")
    assert () == TRUST.people("oak", "chair_of_governors") == TRUST.people("elm", "dsl")


def test_contacts_grow_old_and_wanting_ones_are_named() -> None:
    """A contact that nobody confirmed for 90 days is reported, and so is one that a school cannot be served without."""
    assert [("oak", "headteacher")] == [(school.slug, each.office) for school, each in TRUST.unconfirmed(TODAY)]
    assert {("oak", "deputy"), ("oak", "out_of_hours"), ("ash", "dsl"), ("ash", "deputy"), ("ash", "out_of_hours")} == {
        (school.slug, office) for school, office in TRUST.wanting()
    }


def test_a_question_to_a_person_has_a_place_for_each_platform() -> None:
    """The place of a hand-over is found by platform and school."""
    assert ("T1", "C9") == TRUST.handover("slack", "oak")
    assert None is TRUST.handover("teams", "oak") is TRUST.handover("slack", "ash")


def test_the_example_is_read_whole(root: Path) -> None:
    """The example in the project is without fault and has every contact."""
    directory = read_directory(root / "examples" / "directory.toml")

    assert () == directory.wanting()
    assert Member(("larkfield",), "dsl") == directory.school_of("slack", "T0LARKFIELD", "", ("S0SAFEGUARDING",))
    assert Member(("larkfield",), "staff", ("office",)) == directory.school_of("slack", "T0LARKFIELD", person="U0OFFICE")
    assert Member(("larkfield",), "dsl") == directory.school_of("teams", directory.tenants[1].id, person=AN_OBJECT)
    assert "Larkfield Primary School" == directory.name("larkfield")


def test_every_fault_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    """All that is wrong with the file is said in one go, each with the line where it stands."""
    file = tmp_path / "directory.toml"
    file.write_text(FAULTY, encoding="utf-8")

    with pytest.raises(DirectoryFaultyError) as faulty:
        read_directory(file)

    lines = [line.removeprefix(f"{file}, line ").split(":")[0:2] for line in str(faulty.value).splitlines()]
    assert [
        ["1", " schools.Oak"],
        ["5", " schools.Oak.contacts.dsl.phone"],
        ["6", " schools.Oak.contacts.dsl.confirmed"],
        ["7", " schools.Oak.contacts.caretaker"],
        ["7", " schools.Oak.contacts.caretaker"],
        ["7", " schools.Oak.contacts.caretaker"],
        ["10", " slack.T1"],
        ["14", " slack.T1.groups.S1.role"],
        ["15", " slack.T1.people.U1"],
    ] == lines


@pytest.mark.parametrize(
    "text", ["", "schools = 3", "[schools", "[[schools]]\n", "[slack.T1]\n", '[schools.a]\nname = 3\ncontacts = ["x"]']
)
def test_a_file_that_cannot_be_used_is_a_fault_not_a_crash(tmp_path: Path, text: str) -> None:
    """Whatever stands in the file, what comes back is a list of faults."""
    file = tmp_path / "directory.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(DirectoryFaultyError):
        read_directory(file)


def test_a_file_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    """A missing file is one clear line."""
    with pytest.raises(DirectoryFaultyError, match="No such file"):
        read_directory(tmp_path / "none.toml")


@given(st.text(), st.text(), st.lists(st.text()))
def test_nobody_gets_a_role_by_a_name_that_is_not_set(tenant: str, place: str, groups: list[str]) -> None:
    """Whatever a platform sends, a role comes only from a group that the file names."""
    member = TRUST.school_of("slack", tenant, place, groups)

    assert member.role == "staff" or "S1" in groups


def test_reminders_are_off_unless_a_school_says_so() -> None:
    """A school without the table sends none, and its clock is London's."""
    assert (False, "Europe/London") == (TRUST.schools[0].reminders.on, TRUST.schools[0].timezone)


def test_a_schools_reminders_are_read(tmp_path: Path) -> None:
    """How often, when and how many times, by the school's own clock."""
    file = tmp_path / "directory.toml"
    file.write_text(
        '[schools.oak]\nname = "Oak"\ntimezone = "Pacific/Auckland"\n[schools.oak.reminders]\n'
        'on = true\nevery = 3\nat = "10:30"\ndays = ["tuesday", "friday"]\nmost = 2\n'
        'holidays = [2027-02-15, "2026-12-21 to 2027-01-04"]\n'
    )
    school = read_directory(file).schools[0]

    holidays = (Holiday(date(2026, 12, 21), date(2027, 1, 4)), Holiday(date(2027, 2, 15), date(2027, 2, 15)))
    schedule = Schedule(on=True, every=3, at=time(10, 30), days=frozenset({1, 4}), most=2, holidays=holidays)
    assert ("Pacific/Auckland", schedule) == (school.timezone, school.reminders)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('on = "yes"', "true or false"),
        ("every = 0", "from 1 to 90"),
        ("most = true", "from 1 to 20"),
        ("at = 02:00:00", "nobody is reminded at night"),
        ('at = "nine"', "as 09:00:00"),
        ('days = ["saturday"]', "nobody is reminded at a weekend"),
        ("days = []", "must list some of"),
        ("holidays = []", "must list days"),
        ('holidays = "christmas"', "must list days"),
        ('holidays = ["2027-01-04 to 2026-12-21"]', "must list days"),
        ('holidays = ["2026-01-04 to 2026-12-21"]', "of 120 days at most"),
        ("evry = 3", "is not known here"),
    ],
)
def test_a_schedule_that_cannot_be_meant_is_a_fault_with_its_line(line: str, said: str, tmp_path: Path) -> None:
    """Nights, weekends and nonsense are refused where they stand, so that nobody is surprised by what is made of them."""
    file = tmp_path / "directory.toml"
    file.write_text(f'[schools.oak]\nname = "Oak"\n[schools.oak.reminders]\n{line}\n')

    with pytest.raises(DirectoryFaultyError, match=said) as fault:
        read_directory(file)
    assert "line 4: schools.oak.reminders." in str(fault.value)


def test_a_time_zone_that_is_none_is_a_fault(tmp_path: Path) -> None:
    """A clock that nobody has can't be gone by."""
    file = tmp_path / "directory.toml"
    file.write_text('[schools.oak]\nname = "Oak"\ntimezone = "Mars/Olympus"\n')

    with pytest.raises(DirectoryFaultyError, match="no time zone"):
        read_directory(file)


def test_what_a_person_is_at_each_of_several_schools_is_known() -> None:
    """Each school's own role, by name and by group; the workspace itself gives none."""
    people = (Group("U7", "ash", "office"),)
    directory = Directory(TRUST.schools, (Tenant("web", "sso", ("oak", "ash"), (), TRUST.tenants[0].groups, people),))

    assert (("ash", "office"), ("oak", "dsl")) == directory.held("web", "sso", ("S1",), "U7")
    assert () == directory.held("web", "sso", (), "U8") == directory.held("slack", "T1", ("S1",))
