"""`chatops export subject`: everything held about one pupil, one who has left too, for the owner's eyes alone."""

import json
import stat
from zipfile import ZipFile

from tests.cli.terminal import Terminal

PUPILS = """UPN,Surname,Forename,DOB,Year,Form,SEN,Primary Need,Secondary Need
A000000000001,Yusuf,Amina,14/09/2017,4,4B,K,SLCN,
A000000000002,Khan,Ben,02/03/2012,10,10C,E,ASD,SEMH
"""


def test_what_is_held_is_written_privately_and_is_in_the_audit(larkfield: Terminal) -> None:
    larkfield.types("import", "pupils", larkfield.holds("pupils.csv", PUPILS))
    larkfield.types("import", "pupils", larkfield.holds("pupils.csv", "\n".join(PUPILS.split("\n")[:2])))
    out = larkfield.folder / "ben"
    said = larkfield.types("export", "subject", "ben", "--out", str(out))

    assert larkfield.code == 0, larkfield.complained
    assert said.startswith(f"Larkfield: wrote everything held about this pupil (3 rows) to {out}.")
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert {file.name: stat.S_IMODE(file.stat().st_mode) for file in out.iterdir()} == {
        "everything-held.docx": 0o600,
        "everything-held.json": 0o600,
    }
    [pupil] = json.loads((out / "everything-held.json").read_text())["tables"]["pupils"]
    assert (pupil["forename"], pupil["upn"]) == ("Ben", "A000000000002")

    packed = larkfield.folder / "ben.zip"
    assert larkfield.reads("export", "subject", "a000000000002", "--out", str(packed))["rows"] == 4  # the audit too
    assert stat.S_IMODE(packed.stat().st_mode) == 0o600
    assert sorted(ZipFile(packed).namelist()) == ["everything-held.docx", "everything-held.json"]
    told = [(one["did"], one["word"], one["pupil"]) for one in larkfield.reads("audit")["entries"]]
    assert told.count(("exported", "export subject", "Ben Khan")) == 2

    larkfield.types("export", "subject", "nobody", "--out", str(out))
    assert (larkfield.code, larkfield.complained.startswith("chatops: No pupil on roll is called that.")) == (2, True)
