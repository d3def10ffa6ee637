"""The bench: rows of the speed table measured against floors in the same run. `python -m tests.bench --help`.

A new row is a module with `run(bench) -> Iterator[Result]` and its line in `__main__.ROWS`.
"""
