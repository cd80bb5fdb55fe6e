"""One face a file over the same records; faces are leaves and know nothing of how records were made."""

from governance.report.faces import FORMATS, Face, face

__all__ = ["FORMATS", "Face", "face"]
