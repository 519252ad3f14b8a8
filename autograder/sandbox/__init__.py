"""Outside the wall: start, limit and stop what runs student code.

`docker` is the sandbox for graders, `process` the one for a student's own machine; both
come through `autograder.plugins`. `images` builds what `docker` starts, `doctor` proves
that its limits hold here, `conformance` is the suite that every sandbox must pass.
"""

from .bases import Base
from .doctor import diagnose
from .images import NAMED, build_image
from .packages import TORCH
from .proofs import Finding
from .worker_files import worker_hash

__all__ = ["NAMED", "TORCH", "Base", "Finding", "build_image", "diagnose", "worker_hash"]
