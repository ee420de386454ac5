"""Write results as JSON and as Markdown tables."""

import json
import os
import platform
import time
from importlib import metadata

BUSY = 0.05  # a share of all processors that spoils the figures


def markdown_table(headers, rows):
    """A Markdown table; None becomes a dash."""

    def line(cells):
        return "| " + " | ".join("–" if c is None else str(c) for c in cells) + " |"

    ruler = "|" + "|".join("---" if i == 0 else "---:" for i in range(len(headers))) + "|"
    return "\n".join([line(headers), ruler, *(line(row) for row in rows)])


def seconds(value):
    """Seconds with the digits that matter."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def spread(summary):
    """The median wall time of some runs, with the shortest and the longest."""
    shortest, longest = (seconds(summary[f"wall_{end}"]) for end in ("min", "max"))
    return f"{seconds(summary['wall'])} ({shortest}–{longest})"


def speed_table(summaries, ours, start_ups=None):
    """One row a program: times, memory, and how many times as long as ours it takes."""
    start_ups = start_ups or {}
    headers = [
        "program",
        "wall s (min–max)",
        "CPU s",
        "peak MB (min–max)",
        "wall ÷ ours",
        "CPU ÷ ours",
        "memory ÷ ours",
        "start-up s",
    ]
    base = summaries.get(ours)
    rows = []
    for label, s in summaries.items():
        if s is None:
            rows.append([label, "failed"] + [None] * 6)
            continue
        wall = spread(s)
        rss = f"{s['rss'] / 1e6:.0f} ({s['rss_min'] / 1e6:.0f}–{s['rss_max'] / 1e6:.0f})"
        ratios = [ratio(s[key], base and base[key]) for key in ("wall", "cpu", "rss")]
        start = start_ups.get(label)
        rows.append([label, wall, seconds(s["cpu"]), rss, *ratios, start and seconds(start)])
    return markdown_table(headers, rows)


def ratio(value, base):
    """How many times `base` goes into `value`, as text."""
    return f"{value / base:.2f}×" if base else None


def machine():
    """What the figures were measured on."""
    model = ""
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        for text in f:
            if text.startswith("model name"):
                model = text.split(":", 1)[1].strip()
                break
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": model or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(pages / 2**30),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": list(os.getloadavg()),
        "date": time.strftime("%Y-%m-%d %H:%M"),
    }


def versions(*packages):
    """Versions of the peers' packages."""
    return {name: metadata.version(name) for name in packages}


def busy_warning(summaries):
    """A line for the report if something else took processor time, or None."""
    shares = [s["others_busy"] for s in summaries.values() if s and s["wall"] > 0.5]
    if shares and max(shares) > BUSY:
        return f"Other programs took up to {max(shares):.0%} of the processors: measure again."
    return None


def heading(title, info, packages):
    """The opening lines of a report."""
    peers = ", ".join(f"{name} {version}" for name, version in packages.items())
    return (
        f"# {title}\n\n{info['date']}, {info['processor']}, {info['cores']} cores, "
        f"{info['memory_gib']} GiB, {info['system']}; Python {info['python']}, {peers}. "
        "Two threads each, whole processes, runs interleaved, medians.\n"
    )


def write(name, data, text):
    """Save NAME.json and NAME.md in BENCH_OUT and print the text."""
    folder = os.environ["BENCH_OUT"]
    os.makedirs(folder, exist_ok=True)
    for extension, content in (("json", json.dumps(data, indent=2) + "\n"), ("md", text)):
        path = os.path.join(folder, f"{name}.{extension}")
        with open(path + ".part", "w", encoding="utf-8") as f:
            f.write(content)
        os.replace(path + ".part", path)
    print(text)
