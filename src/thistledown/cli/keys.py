"""What an analyst presses: single keys on a terminal, lines where the input is a pipe or a file."""

from __future__ import annotations

import os
import select
import sys

from thistledown.cli.output import out

# Ctrl-D, and what is read where the input ends.
_ENDS = ("\x04", "")
# A key is one character; what comes in one go and is more was pasted, and would be taken for commands.
_MOST = 4096


class Keys:
    """Reads keys and lines from standard input."""

    def __init__(self) -> None:
        """Look at what standard input is."""
        self.terminal = sys.stdin.isatty()

    def key(self) -> str | None:
        """One key; "" for what is none (an arrow, several at once); None where the input ends."""
        if not self.terminal:
            line = sys.stdin.readline()
            return None if not line else line.strip()[:1] or ""
        read = self._raw()
        if read in _ENDS:
            return None
        return read if len(read) == 1 and read.isprintable() else ""

    def line(self, prompt: str) -> str | None:
        """One line, without its end; None where the input ends."""
        out.print(prompt, end="")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not self.terminal:
            out.print()
        return line.rstrip("\r\n") if line else None

    def _raw(self) -> str:
        """What is pressed next, not waiting for the end of a line."""
        import termios
        import tty

        file = sys.stdin.fileno()
        before = termios.tcgetattr(file)
        try:
            # Keys pressed before the question was on the screen are no answer to it.
            tty.setcbreak(file, termios.TCSAFLUSH)
            read = os.read(file, _MOST)
            # The rest of an arrow or of a letter of several bytes follows at once.
            while select.select([file], [], [], 0.02)[0] and len(read) < _MOST:
                read += os.read(file, _MOST)
        finally:
            termios.tcsetattr(file, termios.TCSADRAIN, before)
        return read.decode("utf-8", "replace")
