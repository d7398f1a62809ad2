"""Why a document could not be drawn, in people's words."""

from app.http.files.storage import StorageAway
from app.jobs.documents.pdf.drawer import DrawingFailed
from integrations.storage import Missing, StorageDown


def reason_of(problem: Exception) -> str:
    """As it stands on the work queue; what we do not know is named as the program names it."""
    if isinstance(problem, Missing):
        return f"Gambar yang dipakainya (logo, stempel, foto) tidak ada di penyimpanan: {problem}"
    if is_storage_away(problem):
        return "Penyimpanan berkas sedang tidak dapat dihubungi; dicoba lagi dengan sendirinya."
    if isinstance(problem, DrawingFailed):
        return f"Halamannya tidak dapat disusun menjadi PDF: {problem}"
    return f"{type(problem).__name__}: {problem}"


def is_storage_away(problem: Exception) -> bool:
    """No fault of the document: it is tried until the storage is back."""
    return isinstance(problem, StorageAway | StorageDown)
