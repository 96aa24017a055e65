"""`huiyin verify`: does everything that must always hold still hold?"""

from __future__ import annotations

import argparse

from huiyin.complaints import verify
from huiyin.complaints.models import Complaint


def run(options: argparse.Namespace) -> int:
    """0 when all is well; 1 and one line for each thing that is wrong."""
    wrong = verify.run()
    for line in wrong:
        print(line)
    print(f"verify: {len(wrong)} wrong in {Complaint.objects.count()} complaints")
    return 1 if wrong else 0
