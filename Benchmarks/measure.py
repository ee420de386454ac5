"""Run whole programs and measure them: wall time, CPU time and peak memory of the child.

Only the standard library is imported here.  On Linux a child's peak memory starts at what its
parent held when it was started, so the process that starts the programs has to stay small.
ru_maxrss is the peak of one process (the largest of the child and those it waited for), not a
sum; every program measured here is a single process.
"""

import fcntl
import os
import shutil
import statistics
import sys
import time


class ProgramFailed(Exception):
    """A measured program ended with an error."""


class MachineLock:
    """Holds the file BENCH_LOCK: where others use the machine too, all agree on a file.

    It is kept from one run to the next, so that the programs of a round meet the same machine, and
    given up for a moment between two runs once held for some minutes: others get their turn.
    """

    LONGEST = 120.0  # seconds

    def __init__(self):
        self.file, self.since = None, 0.0

    def take(self):
        """Wait for the lock unless it is held already."""
        path = os.environ.get("BENCH_LOCK")
        if not path:
            return
        if self.file and time.monotonic() - self.since > self.LONGEST:
            self.file.close()
            self.file = None
            time.sleep(1)
        if not self.file:
            # Not inherited by the programs that are measured: closed on exec.
            self.file = open(path, "a", encoding="ascii")
            fcntl.flock(self.file, fcntl.LOCK_EX)
            self.since = time.monotonic()


LOCK = MachineLock()


def run(command, log):
    """Run one command with its output in a log file; return its measurements."""
    LOCK.take()
    return run_now(command, log)


def run_now(command, log):
    """Run one command without waiting for others."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    busy_before = machine_busy()
    started = time.monotonic()
    child = os.posix_spawnp(
        command[0],
        command,
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, log, flags, 0o644),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
    )
    try:
        _, status, usage = os.wait4(child, 0)
    except KeyboardInterrupt:
        os.waitpid(child, 0)
        raise
    wall = time.monotonic() - started
    if status != 0:
        code = os.waitstatus_to_exitcode(status)
        raise ProgramFailed(f"exit code {code}: {' '.join(command)}\n{tail(log)}")
    cpu = usage.ru_utime + usage.ru_stime
    others = max(0.0, machine_busy() - busy_before - cpu)
    return {
        "wall": wall,
        "cpu": cpu,
        "rss": usage.ru_maxrss * 1024,
        "others_busy": others / (wall * os.cpu_count()),
    }


def machine_busy():
    """CPU seconds the whole machine has worked since it started, stolen time included."""
    with open("/proc/stat", encoding="ascii") as f:
        user, nice, system, _, _, irq, softirq, steal = map(int, f.readline().split()[1:9])
    ticks = user + nice + system + irq + softirq + steal
    return ticks / os.sysconf("SC_CLK_TCK")


def tail(path, lines=15):
    """The last lines of a log."""
    with open(path, encoding="utf-8", errors="replace") as f:
        return "".join(f.readlines()[-lines:])


def interleave(programs, runs, log_folder):
    """Run every program once, then every program again, and so on.

    `programs` maps a label to a dictionary with "command" and, if the program writes a folder
    or file, "writes": removed before each run; "runs" if it is to run less often than the others.
    A program that fails isn't run again.
    Returns label → list of measurements, and label → error text.
    """
    os.makedirs(log_folder, exist_ok=True)
    results = {label: [] for label in programs}
    errors = {}
    for number in range(1, runs + 1):
        for label, program in programs.items():
            if label in errors or number > program.get("runs", runs):
                continue
            remove(program.get("writes"))
            log = os.path.join(log_folder, f"{file_name(label)}-{number}.log")
            try:
                measured = run(program["command"], log)
            except (ProgramFailed, OSError) as error:
                errors[label] = str(error)
                say(f"  {label}: {error}")
                continue
            results[label].append(measured)
            say(f"  run {number}  {label}: {measured['wall']:.2f} s, {megabytes(measured)} MB")
    return results, errors


def start_up(command, log_folder):
    """Seconds a Python peer needs to start and import: its --help."""
    os.makedirs(log_folder, exist_ok=True)
    log = os.path.join(log_folder, "start-up.log")
    help_command = command[:2] + ["--help"]
    run(help_command, log)
    return min(run(help_command, log)["wall"] for _ in range(2))


def summary(measurements):
    """Medians and ranges of the runs of one program."""
    if not measurements:
        return None
    result = {"runs": len(measurements)}
    for key in ("wall", "cpu", "rss"):
        values = [m[key] for m in measurements]
        result[key] = statistics.median(values)
        result[f"{key}_min"] = min(values)
        result[f"{key}_max"] = max(values)
    result["others_busy"] = statistics.median(m["others_busy"] for m in measurements)
    return result


def warm(paths):
    """Read files once, so that the first program measured doesn't pay for a cold disk."""
    for path in paths:
        with open(path, "rb", buffering=0) as f:
            while f.read(1 << 20):
                pass


def remove(path):
    """Remove a file or folder an earlier run left."""
    if path is None:
        return
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.exists(path):
        os.remove(path)


def file_name(label):
    """A label as part of a file name."""
    return "".join(c if c.isalnum() else "-" for c in label.lower()).strip("-")


def megabytes(measured):
    """Peak memory in whole megabytes."""
    return round(measured["rss"] / 1e6)


def say(text):
    """A line of progress."""
    print(text, file=sys.stderr, flush=True)
