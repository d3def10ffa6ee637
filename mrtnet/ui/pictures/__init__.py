"""Pictures of every page and dialog over the sample network: the same picture every time, on any machine.

    python packaging/pictures.py OUT [--only today,people] [--looks light,dark]
    python packaging/pictures.py packaging/pictures --readme

To add one: a line in `shots.SHOTS`. A shot brings something up in the window and returns the widget to picture; None
leaves it out. What the shots of one part of the window share lies in the `of_` rooms. The tests walk the same shots.
"""
