"""Runs under the system's Python: what each reader there does. A line of base64 in, a line of JSON out."""

import base64
import json
import sys


def answer_all(read):
    """Each line of standard input is what one file holds; its answer is what `read` saw, or why it refused it."""
    for line in sys.stdin:
        try:
            answer = read(base64.b64decode(line).decode("utf-8"))
        except Exception as wrong:
            answer = repr(wrong)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
