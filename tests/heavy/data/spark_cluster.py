"""A standalone Spark of this machine: a master and two workers, processes that can be killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pyspark

HOST = "127.0.0.1"
HOME = Path(pyspark.__file__).parent


class Cluster:
    """A master and two workers with a core each; ``master`` is its address for jobs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        port, page = _ports()
        self.master = f"spark://{HOST}:{port}"
        self._page = f"http://{HOST}:{page}/json/"
        command = ("--port", str(port), "--webui-port", str(page))
        self._master = self._started("master.Master", *command)
        self.workers = [self._worker(name) for name in ("one", "two")]

    def _worker(self, name: str) -> subprocess.Popen[bytes]:
        size = ("--cores", "1", "--memory", "1g", "--webui-port", "0")
        work = ("--work-dir", str(self._folder / name))
        return self._started("worker.Worker", *size, *work, self.master)

    def _started(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = (str(HOME / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}")
        with (self._folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [*command, "--host", HOST, *arguments],
                stdout=log,
                stderr=log,
                env={**os.environ, "SPARK_HOME": str(HOME)},
                start_new_session=True,
            )

    def wait(self, seconds: float = 60) -> None:
        """Return when both workers are known to the master."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                with urlopen(self._page, timeout=5) as answer:
                    known = json.load(answer)["workers"]
            except (URLError, ConnectionError):
                known = []
            if sum(one["state"] == "ALIVE" for one in known) == len(self.workers):
                return
            time.sleep(0.2)
        raise TimeoutError("the workers did not come up")

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """Kill a worker and its executor, which is in its group, as a machine that fails does."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def stop(self) -> None:
        for process in (self._master, *self.workers):
            if process.poll() is None:
                self.kill(process)


def _ports() -> tuple[int, int]:
    """Return two ports that nobody listens on."""
    with socket.socket() as one, socket.socket() as other:
        one.bind((HOST, 0))
        other.bind((HOST, 0))
        return one.getsockname()[1], other.getsockname()[1]
