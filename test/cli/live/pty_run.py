"""Runs the command of the JSON object on standard input on a terminal of its own, and says as JSON
what came there, what came on standard error, and the arguments and environments of its processes."""

import json
import os
import pty
import select
import subprocess
import sys
import threading
import time

asked = json.load(sys.stdin)
ours, theirs = pty.openpty()
child = subprocess.Popen(
    asked["command"],
    cwd=asked["cwd"],
    env=asked["env"],
    stdin=theirs,
    stdout=theirs,
    stderr=subprocess.PIPE,
    start_new_session=True,
)
os.close(theirs)

processes = set()


def note_processes():
    """The command and all that it started: they share its session."""
    while child.poll() is None:
        for pid in filter(str.isdigit, os.listdir("/proc") if os.path.isdir("/proc") else []):
            try:
                if os.getsid(int(pid)) != child.pid:
                    continue
                for name in ("cmdline", "environ"):
                    with open(f"/proc/{pid}/{name}", "rb") as file:
                        processes.add(file.read().decode(errors="replace"))
            except OSError:
                pass
        time.sleep(0.01)


watching = threading.Thread(target=note_processes)
watching.start()
said = {ours: b"", child.stderr.fileno(): b""}
open_files = set(said)
while open_files:
    for file in select.select(list(open_files), [], [])[0]:
        try:
            chunk = os.read(file, 65536)
        except OSError:  # Linux says so when the other end of a terminal is closed.
            chunk = b""
        said[file] += chunk
        if not chunk:
            open_files.discard(file)
code = child.wait()
watching.join()
terminal, errors = said.values()
json.dump(
    {
        "code": code,
        "terminal": terminal.decode(errors="replace").replace("\r\n", "\n"),
        "stderr": errors.decode(errors="replace"),
        "processes": sorted(processes),
    },
    sys.stdout,
)
