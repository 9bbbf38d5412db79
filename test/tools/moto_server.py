"""moto's server on a free loopback port, which it prints. It ends when its standard input closes:
whatever becomes of the test that started it, the system closes that."""

import os
import sys
import threading

from moto.server import main


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
main(["--host", "127.0.0.1", "--port", "0"])
