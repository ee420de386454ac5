"""Measures a register on SQLite at growing sizes: import, duplicate check, search and desk.

One register grows by `shramik import workers`; after each size `shramik trial` takes people of a list with known truth through
the duplicate check, the searches and the desk's queries, in one process, one after the other. The first pass is cold (the data
base's pages were given up before), the second one warm.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time


def evict(path):
    """Asks the system to forget the pages of a file, so that the next reader fetches them from the disk."""
    if not os.path.exists(path):
        return
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)


def run(program, *arguments):
    """Runs the program; its output, wall seconds, processor seconds and peak memory in MB."""
    began = time.monotonic()
    process = subprocess.Popen([program, *arguments], stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"bench: {' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
    return output, time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def distinguish(lists, seed):
    """Every list numbers its rows from the same number on; one register takes them all only if the numbers differ."""
    for name, first in (("right.csv", "R"), ("truth.csv", "right,R")):
        path = lists / name
        other = path.with_suffix(".new")
        with open(path, encoding="utf-8") as source, open(other, "w", encoding="utf-8") as target:
            for line in source:
                target.write(f"{first}{seed}" + line[len(first):] if line.startswith(first) else line)
        other.replace(path)


def lakh(number):
    return f"{number / 1e5:g} lakh" if number < 1e7 else f"{number / 1e7:g} crore"


def main():
    parser = argparse.ArgumentParser(prog="bin/bench duplicates", description=__doc__.split("\n\n")[1])
    parser.add_argument("--full", action="store_true", help="go on to 1 crore workers (some 40 GB of disk)")
    parser.add_argument("--sizes", help="other sizes, such as 100000,1400000")
    parser.add_argument("--count", type=int, default=2000, help="people tried at each size")
    parser.add_argument("--applications", type=int, default=2000, help="applications on the sample desks")
    parser.add_argument("--names", action="store_true", help="compare names in the import too, not numbers only")
    parser.add_argument("--keep", action="store_true", help="go on with what an earlier run left, and leave it there")
    parser.add_argument("--folder", help="where lists and register lie (default BENCH_OUT/duplicates)")
    options = parser.parse_args()
    program = os.environ["SHRAMIK_BIN"]
    folder = pathlib.Path(options.folder or pathlib.Path(os.environ["BENCH_OUT"]) / "duplicates")
    sizes = [int(size) for size in options.sizes.split(",")] if options.sizes else [100_000, 1_000_000]
    if options.full:
        sizes.append(10_000_000)
    if not options.keep:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    register = str(folder / "register.sqlite")
    results, before = [], 0
    for seed, size in enumerate(sizes, start=1):
        lists = folder / f"lists-{seed}-{size}"
        result = {"workers": size, "added": size - before}
        if not (lists / "truth.csv").exists():
            _, seconds, _, _ = run(
                program, "sample", "lists", "--out", str(lists), "--right", str(size - before),
                "--left", str(options.count * 2), "--seed", str(seed))
            result["making the list, s"] = round(seconds, 1)
            distinguish(lists, seed)
        source = f"list-{seed}"
        output, wall, processor, memory = run(
            program, "import", "workers", str(lists / "right.csv"), "--source", source, "--database", register, "--json",
            *([] if options.names else ["--numbers-only"]))
        result["import"] = json.loads(output) | {
            "wall": round(wall, 1), "processor": round(processor, 1), "peak MB": round(memory)}
        if options.applications and seed == 1:
            run(program, "sample", "register", "--database", register, "--workers", "0",
                "--applications", str(options.applications))
        size_on_disk = sum(os.path.getsize(register + end) for end in ("", "-wal") if os.path.exists(register + end))
        result["bytes a worker"] = round(size_on_disk / size)
        evict(register)
        output, _, _, memory = run(
            program, "trial", str(lists), "--source", source, "--database", register, "--count", str(options.count),
            "--json")
        result["trial"] = json.loads(output) | {"peak MB": round(memory)}
        results.append(result)
        report(result)
        (folder / "results.json").write_text(json.dumps(results, indent=2))
        before = size
    if not options.keep:
        for name in folder.iterdir():
            if name.name != "results.json":
                shutil.rmtree(name) if name.is_dir() else name.unlink()


def report(result):
    imported, trial = result["import"], result["trial"]
    print(f"\n{lakh(result['workers'])} workers, {result['bytes a worker']} bytes a worker on disk")
    print(
        f"  import of {lakh(result['added'])}: {imported['seconds']:.0f} s, "
        f"{imported['imported'] / max(1e-9, imported['seconds']):.0f} rows a second "
        f"(filing keys {imported['filing']:.0f} s, comparing names {imported['comparing']:.0f} s), "
        f"{imported['processor']:.0f} s of processors, {imported['peak MB']} MB")
    print("  milliseconds                      p50      p90      p99     most")
    for title, times in sorted(trial["times"].items()):
        print(f"  {title:28}" + "".join(f"{times[key]:9.2f}" for key in ("p50", "p90", "p99", "most")))
    print(
        f"  found {trial['found']} of {trial['registered']} who are registered "
        f"({trial['found'] / max(1, trial['registered']):.4f}; {trial['overlooked']} overlooked, the others too unlike); somebody shown for {trial['falselyPossible']} of "
        f"{trial['new']} new ones, called certain {trial['falselyCertain']}; for {trial['commonPossible']} of "
        f"{trial['common']} made up of the commonest names", flush=True)


main()
