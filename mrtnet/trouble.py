"""What the world does to us: told in one plain sentence with a way out, never as a traceback."""


class Trouble(Exception):
    """The world's fault: a full disk, a locked or newer book, an unreadable file, an impossible date.

    Its text is one sentence for the user. Everything else that is raised is our fault.
    """
