"""Lists in the shapes in which information systems export them, of invented people, as files and workbooks."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook

REPORT = (
    "SEN register for the autumn term\r\n"
    "Oakfield School,,printed 23/11/2026\r\n"
    "\r\n"
    "Adno,UPN,Legal Surname,Legal Forename,Preferred Forename,Date of Birth,Gender,Year Group,Reg Group,SEN Status,"
    '"SEN Need\r\nType",SEN Need Rank,Pupil Premium Indicator,EAL,In Care\r\n'
    "000311,A801200114001,Hale,Josephine,Josie,14/03/2015,F,Year  7,7M,K - SEN Support,"
    "Moderate Learning Difficulty,2,T,F,F\r\n"
    '000311,A801200114001,Hale,Josephine,Josie,14/03/2015,F,Year  7,7M,K - SEN Support,"Speech, Language and '
    'Communication Needs",1,T,F,F\r\n'
    '000312,B801200114002,Ingram,Theo,Theo,02/11/2014,M,Year  7,7M,"E - Education, Health and Care Plan",'
    "Autistic Spectrum Disorder,1,F,F,F\r\n"
    "000313,C801200114003,Osei,Ama,Ama,29/02/2012,F,Year 10,10P,N - No Special Educational Need,,,F,T,F\r\n"
)
"""As a report designed in the system: title lines, a heading with a line break, a line for each need."""
CUSTOM = (
    "\ufeffsep=;\n"
    '"Student ID";"UPN";"Legal First Name";"Legal Last Name";"Preferred First Name";"Date of Birth";'
    '"NC Year(s) for today";"Registration form(s) for today";"SEN status";"SEN needs";"Pupil Premium recipient";'
    '"EAL status";"In care status";"Attendance % (this academic year)"\n'
    '"77";"D801200114004";"Elin";"Price";"Elin";"9 Jan 2016";"Year 5";"5 Elm";"SEN Support";'
    '"Specific Learning Difficulty (primary), Speech, Language and Communication Needs";"Yes";"";"";"96.31%"\n'
    '"78";"E801200114005";"Omar";"Quaye";"Omar";"21 Jun 2016";"Year 5";"5 Elm";"Education, Health and Care Plan";'
    '"Social, Emotional and Mental Health (primary)";"No";"English as an additional language";"Looked after";"88.02%"\n'
    '"79";"F801200114006";"Ida";"Rowe";"Ida";"1 Sep 2021";"Reception";"R Fir";"No Special Educational Need";"";"No";"";'
    '"";"99.1%"\n'
)
"""As a custom report: quotes around every cell, a line that names the separator, needs in one cell."""
PRIMARY = (
    "Forename,Surname,Chosen Name,DOB,UPN,NC Year,Class,SEN Stage,SEN Need,Pupil Premium,EAL,CiC\n"
    'Wynn,Jarvis,Wynn,03/04/2019,="J801200114009",Y2,Robins,K,'
    "SEMH - Social Emotional and Mental Health,Ever 6 FSM,No,No\n"
    "Ola,Kemp,Ola,17/08/2018,K801200114010,Y3,Wrens,SEN Support,Dyslexia,No,Yes,No\n"
    "Pia,Lund,Pia,11/10/2022,,N2,Chicks,,,EYPP,No,No\n"
)
"""As a primary school's system exports it; with a child in nursery who has no UPN yet."""
CELLS: Sequence[Sequence[Any]] = (
    ("Pupils of Oakfield School",),
    (),
    ("UPN", "Surname", "Forename", "DOB", "NC Year", "Form", "SEN", "Primary Need", "Attendance"),
    ("G801200114007", "Moss", "Ida", datetime.combine(date(2013, 5, 30), time()), 8, "8T", "K", "ASC", 0.974),
    ("H801200114008", "Nash", "Bo", date(2013, 1, 2), 8.0, "8T", "E", "HI; PD", 1),
    ("I801200114009", "Orr", "Cy", date(2012, 9, 30), 9, 904, "N", None, 0.5),
)
"""A workbook's sheet: days are days, years are numbers, attendance is a part of one."""


def workbook(*sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with these sheets, after an empty one."""
    book = Workbook()
    for cells in sheets:
        sheet = book.create_sheet()
        for row in cells:
            sheet.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
