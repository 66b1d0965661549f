"""The words of a list of pupils: what schools' systems call its columns, and what they write for yes and no."""

from chatops.importing import cells
from chatops.importing.headings import Column

COLUMNS = (
    Column("upn", ("UPN", "Unique Pupil Number", "UPN Number", "Pupil UPN", "Unique Pupil No"), instead="born"),
    Column(
        "surname",
        ("Legal Surname", "Surname", "Last name", "Legal Last Name", "Family name", "Preferred Surname",
         "Preferred Last Name"),
        instead="name",
    ),
    Column(
        "forename",
        ("Legal Forename", "Forename", "First name", "Legal First Name", "Given name", "Forenames", "First names"),
        instead="name",
    ),
    Column("name", ("Name", "Pupil name", "Student name", "Full name", "Pupil", "Student", "Child"), required=False),
    Column(
        "preferred",
        ("Preferred Forename", "Preferred First Name", "Preferred name", "Known as", "Chosen Forename", "Chosen Name",
         "Chosen First Name", "Preferred Forename(s)"),
        required=False,
    ),
    Column("born", ("DOB", "Date of birth", "Birth date", "D.O.B.", "Born"), required=False),
    Column("admission", ("Admission No", "Admission Number", "Adno", "Adm No", "Admission"), required=False),
    Column(
        "year",
        ("NC Year", "Year group", "Year", "National Curriculum Year", "NC Year Group", "Yr", "NC Year Actual",
         "National Curriculum Year Group", "Curriculum Year", "Yr Grp", "Year grp"),
    ),
    Column(
        "group",
        ("Reg Group", "Registration group", "Form group", "Form", "Tutor group", "Reg", "Registration", "Class",
         "Registration form", "Registration class", "Reg Form", "Tutor", "Tutor form", "Class name", "Form name"),
    ),
    Column(
        "provision",
        ("SEN Status", "SEN Provision", "SEN Code", "SEN Stage", "SEN", "SEND Status", "SEND", "SEND Provision",
         "SEN Level", "SEN Provision Type", "SEN Status Code", "SEND Stage", "SEND Code", "SEN Support Type"),
    ),
    Column(
        "primary_need",
        ("Primary Need", "SEN Need", "SEN Type", "Primary SEN Type", "Need", "SEN Need Type", "SEN Needs", "Needs",
         "SEND Need", "SEND Needs", "Primary SEN Need", "Primary Need Type", "SEN Types", "Need Type", "SEN Need Types",
         "Primary SEND Need", "SEN Need Description", "SEN Primary Need"),
        required=False, many=True,
    ),
    Column(
        "secondary_need",
        ("Secondary Need", "Secondary SEN Type", "Secondary SEN Need", "Secondary Need Type", "Secondary SEND Need",
         "SEN Secondary Need", "Other Needs", "Secondary Needs"),
        required=False, many=True,
    ),
    Column("rank", ("SEN Need Rank", "Need Rank", "SEN Type Rank", "SEN Rank", "Rank", "SEN Need Ranking"),
           required=False),
    Column(
        "pupil_premium",
        ("Pupil Premium", "PP", "Pupil Premium Indicator", "Pupil Premium recipient", "Pupil Premium Eligible",
         "Pupil Premium Eligibility", "Pupil Premium Status", "Disadvantaged"),
        required=False,
    ),
    Column("eal", ("EAL", "English as an additional language", "EAL status", "EAL Indicator"), required=False),
    Column(
        "in_care",
        ("In Care", "Looked after", "LAC", "CLA", "In LEA Care", "CiC", "In care status", "Looked After Status",
         "Child in care", "Child looked after", "Looked after child", "In LA Care", "Children in care", "Care status"),
        required=False,
    ),
    Column(
        "attendance",
        ("Attendance %", "Attendance", "% Attendance", "Attendance Percentage", "Percentage Attendance", "Att %",
         "Attendance %age", "% Attend", "Present %"),
        required=False,
    ),
)  # fmt: skip
PREMIUM = ("ever 6", "ever 6 fsm", "ever6", "fsm", "fsm6", "eypp", "pp", "ppg", "pupil premium", "service child",
           "service", "ever 6 service", "deprivation", "deprivation pupil premium", "looked after", "lac", "post lac",
           "plac", "adopted from care", "post-looked after", "eligible", "recipient", "free school meals",
           "early years pupil premium", "ever 5 service", "in receipt")  # fmt: skip
ADDITIONAL = ("eal", "english as an additional language", "english is an additional language",
              "english as additional language", "additional language", "other than english",
              "believed to be other than english", "first language not english")  # fmt: skip
ENGLISH = ("english", "eng", "not eal", "english first language", "english as first language", "first language english",
           "believed to be english", "first language is english")  # fmt: skip
LOOKED_AFTER = ("looked after", "lac", "cla", "cic", "in care", "currently in care", "child in care",
                "currently looked after", "looked after child", "child looked after", "in la care")  # fmt: skip
NOT_LOOKED_AFTER = ("not in care", "not looked after", "never", "previously looked after", "previously in care",
                    "left care", "no longer in care", "plac", "adopted from care")  # fmt: skip
IS_PREMIUM = cells.yes_in_words(PREMIUM, ("not eligible",))
IS_ADDITIONAL = cells.yes_in_words(ADDITIONAL, ENGLISH)
IS_IN_CARE = cells.yes_in_words(LOOKED_AFTER, NOT_LOOKED_AFTER)
