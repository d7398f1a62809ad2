"""A run of upkeep that fails is written down in both languages, without data of anybody."""

import pytest
from flask import Flask
from psycopg.errors import DiskFull
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.jobs.upkeep.timed import timed
from app.models.maintenance.upkeep import UpkeepRun, UpkeepTask
from integrations.storage import StorageDown

ADDRESS = "agus@contoh.id"
FROM_A_STATEMENT = OperationalError("DELETE FROM x WHERE e = %s", (ADDRESS,), DiskFull("no space\nCONTEXT: y"))


@pytest.mark.parametrize(
    ("problem", "indonesian", "english"),
    [
        (FROM_A_STATEMENT, "Basis data tidak menjawab atau menolak: no space",
         "The database does not answer or refuses: no space"),
        (DiskFull("no space\nCONTEXT: y"), "Basis data tidak menjawab atau menolak: no space",
         "The database does not answer or refuses: no space"),
        (StorageDown("403"), "Penyimpanan berkas tidak menjawab atau menolak: 403",
         "The file storage does not answer or refuses: 403"),
        (PermissionError(13, "Permission denied"), "Sistem operasi menolak: [Errno 13] Permission denied",
         "The operating system refuses: [Errno 13] Permission denied"),
        (KeyError("blue 100 %"), "Berhenti karena galat: KeyError: 'blue 100 %'",
         "Stopped by an error: KeyError: 'blue 100 %'"),
        (RuntimeError(), "Berhenti karena galat: RuntimeError",
         "Stopped by an error: RuntimeError"),
        (NotAvailable(), "Data ini baru saja berubah. Muat ulang halaman untuk melihat keadaan terakhir.",
         "This record has just changed. Reload the page to see the latest."),
    ],
    ids=["statement", "database", "storage", "system", "other", "silent", "refusal"],
)  # fmt: skip
def test_a_failed_run_says_why_in_both_languages(
    app: Flask, session: Session, problem: Exception, indonesian: str, english: str
) -> None:
    def fail() -> str:
        raise problem

    with app.app_context(), pytest.raises(type(problem)):
        timed(UpkeepTask.SIZES, fail)
    run = session.scalars(select(UpkeepRun)).one()
    assert (run.ok, run.words, run.words_en) == (False, indonesian, english)
    assert ADDRESS not in run.words + run.words_en
