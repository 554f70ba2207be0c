"""Whether somebody still writes a file, as far as the system tells."""

import os
import signal
import sys
from pathlib import Path

if sys.platform == "linux":
    import fcntl

    def is_being_written(path: Path) -> bool:
        """The kernel grants a lease for reading only on a file that nobody has open for writing.

        It isn't granted either on another's file, or by file systems that know no leases: then nothing is known.
        """
        try:
            opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return False  # the import says why it can't be read
        try:
            # Who opens the file meanwhile has us told by a signal; this one is ignored, the usual one would end us.
            fcntl.fcntl(opened, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        finally:
            os.close(opened)
        return False

else:

    def is_being_written(path: Path) -> bool:  # noqa: ARG001 - elsewhere nothing is known
        return False
