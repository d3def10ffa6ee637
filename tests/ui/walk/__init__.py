"""A random walk over the whole window, the same for the same seed: keys, clicks, another process, a clock that goes on.

    python -m tests.ui.walk --seed 7 --steps 1500          # what the ordinary tests do
    python -m tests.ui.walk --seed 7 --seconds 3600 --warm --out walk.jsonl

Nothing depends on how fast the machine is: the program's timers follow the walk's own clock (`pace`), and what is
given to the pool waits for its turn. Each line of the file is JSON: a sample of what is held in memory every now and
then, and the end: {"end": ..., "digest": ...} or {"wrong": ...} with the trail that led there.
"""
