"""Link two lists: Shramik beside three Splink jobs and beside merely reading both files.

Lists come from `shramik sample lists`, with the truth.  The size is that of the left list; the
right one has 35 rows to every 100 of the left.  Every program runs once on every size before any
runs a second time, so that ratios between programs and between sizes are of the same hour.
"""

import argparse
import json
import os
import statistics
import sys

import measure
import report

HERE = os.path.dirname(os.path.abspath(__file__))
OURS, READ = "Shramik", "DuckDB, reading only"
# The first finds links and duplicates, as Shramik does; the others leave the duplicates out.
PLAIN, LINKS = "Splink, plain", "Splink, plain, links only"
FULLER = "Splink, fuller blocking, links only"
PEERS = {
    PLAIN: ["splink_link.py"],
    LINKS: ["splink_link.py", "--links-only"],
    FULLER: ["splink_fuller.py"],
}
RIGHT_SHARE = 0.35
FULL = 4_000_000


def parse_size(text):
    """100k, 1m, 4l (lakh) or a plain number."""
    units = {"k": 1_000, "l": 100_000, "m": 1_000_000}
    text = text.strip().lower()
    factor = units.get(text[-1:], 1)
    return round(float(text.rstrip("klm")) * factor)


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="bin/bench link", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="100k,400k,1m", help="rows of the left list")
    parser.add_argument("--full", action="store_true", help="add 40 lakh × 14 lakh, run once")
    parser.add_argument("--runs", type=int, default=3)
    for case in ("kind", "hard", "crowded"):
        parser.add_argument(f"--{case}", dest="cases", action="append_const", const=case)
    parser.add_argument("--script", choices=("latin", "mixed"), default="mixed")
    parser.add_argument("--without", default="", help="columns left empty: occupation,state")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-splink", action="store_true", help="no Splink job")
    parser.add_argument("--no-fuller", action="store_true", help="only the plain Splink jobs")
    parser.add_argument("--splink-lower", action="store_true", help="lower-case names, plain jobs")
    parser.add_argument("--keep-lists", action="store_true", help="use lists made earlier")
    return parser.parse_args()


class Lists:
    """A pair of lists of one case and size, what runs on it, and what came of it."""

    def __init__(self, a, case, left):
        self.case, self.left, self.right = case, left, round(left * RIGHT_SHARE)
        without = f"-without-{a.without.replace(',', '-')}" if a.without else ""
        self.name = f"{case}-{a.script}{without}-{left}x{self.right}-seed{a.seed}"
        self.title = f"{left:,} × {self.right:,}, {case}, {a.script}"
        if a.without:
            self.title += f", without {a.without}"
        self.folder = os.path.join(os.environ["BENCH_OUT"], "lists", self.name)
        self.work = os.path.join(os.environ["BENCH_OUT"], "work", self.name)
        self.runs, self.errors, self.scores = {}, {}, {}

    def file(self, name):
        """left.csv, right.csv or truth.csv."""
        return os.path.join(self.folder, name)

    def output(self, label):
        """The folder that one program writes."""
        return os.path.join(self.work, measure.file_name(label))

    def make(self, a):
        """Make the lists, unless they are kept and there."""
        os.makedirs(self.work, exist_ok=True)
        if a.keep_lists and os.path.exists(self.file("truth.csv")):
            return
        measure.remove(self.folder)
        os.makedirs(self.folder)
        command = [os.environ["SHRAMIK_BIN"], "sample", "lists", "--out", self.folder]
        command += ["--left", str(self.left), "--right", str(self.right), "--seed", str(a.seed)]
        command += ["--case", self.case, "--script", a.script]
        if a.without:
            command += ["--without", a.without]
        measure.say(f"{self.name}: making the lists")
        measure.run(command, self.folder + ".log")

    def peer(self, label, a):
        """The command of a Splink job."""
        script, *flags = PEERS[label]
        command = [sys.executable, os.path.join(HERE, script)]
        command += [self.file("left.csv"), self.file("right.csv"), self.output(label), *flags]
        return command + (["--lower-names"] if a.splink_lower and label != FULLER else [])

    def programs(self, a):
        """The programs to compare."""
        both = [self.file("left.csv"), self.file("right.csv")]
        link = [os.environ["SHRAMIK_BIN"], "link", *both, "--out", self.output(OURS)]
        link += ["--left-as-of", "2020-06-30", "--no-workbooks", "--threads", "2"]
        commands = {OURS: link}
        for label in PEERS:
            if not a.no_splink and not (a.no_fuller and label == FULLER):
                commands[label] = self.peer(label, a)
        commands[READ] = [sys.executable, os.path.join(HERE, "duckdb_read.py"), *both]
        runs = 1 if self.left >= FULL else a.runs
        result = {label: {"command": c, "runs": runs} for label, c in commands.items()}
        for label in commands.keys() - {READ}:
            result[label]["writes"] = self.output(label)
        return result

    def score(self, a):
        """Accuracy of every program that ran; a peer is asked for its candidates in another run."""
        measure.say(f"{self.title}: comparing with the truth")
        truth = self.file("truth.csv")
        for label in self.runs:
            if label == READ or label in self.errors:
                continue
            out = self.output(label)
            command = [sys.executable, os.path.join(HERE, "evaluate_pairs.py")]
            command += [os.path.join(out, "pairs.csv"), truth]
            log = os.path.join(self.work, f"evaluate-{measure.file_name(label)}.log")
            if label == OURS:
                for side in ("left", "right"):
                    path = os.path.join(out, f"duplicates-{side}.csv")
                    command += [f"--duplicates-{side}", path]
                own = [os.environ["SHRAMIK_BIN"], "evaluate", out, "--truth", truth, "--json"]
                self.scores["shramik evaluate"] = output_of(own, log)
            else:
                try:
                    measure.run([*self.peer(label, a), "--blocked"], log)
                    command += ["--blocked", os.path.join(out, "blocked.csv")]
                except measure.ProgramFailed as error:
                    measure.say(f"  {label}: {error}")
            self.scores[label] = output_of(command, log)

    def speed(self):
        """Label → medians and ranges."""
        return {label: measure.summary(runs) for label, runs in self.runs.items()}


def output_of(command, log):
    """The JSON a command prints, or its error."""
    try:
        measure.run(command, log)
        with open(log, encoding="utf-8") as f:
            text = f.read()
        return json.loads(text[text.index("{") : text.rindex("}") + 1])
    except (measure.ProgramFailed, ValueError, OSError) as error:
        return {"error": str(error)}


def run_all(a, every):
    """Run every program on every pair of lists in turn, and again."""
    todo, owner = {}, {}
    for lists in every:
        lists.make(a)
        measure.warm(lists.file(f) for f in ("left.csv", "right.csv"))
        for label, program in lists.programs(a).items():
            key = f"{lists.name}, {label}"
            todo[key], owner[key] = program, (lists, label)
    logs = os.path.join(os.environ["BENCH_OUT"], "work", "logs")
    runs, errors = measure.interleave(todo, a.runs, logs)
    for key, (lists, label) in owner.items():
        lists.runs[label] = runs[key]
        if key in errors:
            lists.errors[label] = errors[key]
    peers = {label: p["command"] for label, p in every[0].programs(a).items() if label != OURS}
    return {label: measure.start_up(command, logs) for label, command in peers.items()}


def paired(runs, base, key="wall"):
    """The median, over the rounds, of what one program took ÷ what another took."""
    ratios = [a[key] / b[key] for a, b in zip(runs or [], base or [])]
    return statistics.median(ratios) if ratios else None


def times(value, digits=1):
    """A ratio as text."""
    return None if value is None else f"{value:.{digits}f}×"


def figure(score, key):
    """A figure between 0 and 1 as text."""
    value = (score or {}).get(key)
    return None if value is None else f"{value:.4f}"


def main_table(every):
    """Every program on every pair of lists: time, memory, accuracy."""
    rows = []
    for lists in every:
        ours = lists.runs.get(OURS)
        for label, s in lists.speed().items():
            name = f"{lists.left:,} × {lists.right:,} {lists.case}"
            if s is None:
                rows.append([name, label, "failed"] + [None] * 10)
                continue
            score = dict(lists.scores.get(label, {}))
            if label == OURS:
                own = lists.scores.get("shramik evaluate", {})
                score["pair_completeness"] = own.get("pair_completeness")
            row = [name, label, report.spread(s), report.seconds(s["cpu"]), f"{s['rss'] / 1e6:.0f}"]
            row += [times(paired(lists.runs[label], ours, key), 2) for key in ("wall", "rss")]
            keys = ("pair_completeness", "precision", "recall", "f1", "left_out_accuracy")
            rows.append(row + [figure(score, key) for key in keys])
    headers = ["rows", "program", "wall s (min–max)", "CPU s", "peak MB", "wall ÷ ours"]
    headers += ["memory ÷ ours", "pair completeness", "precision", "recall", "F1"]
    return report.markdown_table([*headers, "left-out accuracy"], rows)


def goals_table(every):
    """Where each size stands against the goals."""
    rows = []
    for lists in every:
        ours = lists.runs.get(OURS)
        if not ours:
            continue
        speed = lists.speed()[OURS]
        total = lists.left + lists.right
        row = [lists.title]
        row += [times(paired(lists.runs.get(label), ours)) for label in PEERS]
        row += [times(paired(ours, lists.runs.get(READ))), f"{speed['rss'] / total:.0f}"]
        rows.append([*row, f"{total / speed['wall']:,.0f}", speed["runs"]])
    headers = ["lists", *(f"{label} ÷ ours (goal 5)" for label in PEERS)]
    headers += ["ours ÷ reading (goal 15 or less)", "peak bytes a row (goal 600 or less)"]
    return report.markdown_table([*headers, "rows a second", "runs"], rows)


def growth_table(every):
    """Wall time from each size to the next, and over ten times the rows; our memory too."""
    rows = []
    for number, small in enumerate(every):
        for large in every[number + 1 :]:
            factor = large.left / small.left
            following = every.index(large) == number + 1
            if small.case != large.case or not (following or factor == 10):
                continue
            label = f"{small.case}: {small.left:,} → {large.left:,} (× {factor:g})"
            pairs = [(large.runs.get(p), small.runs.get(p)) for p in (OURS, *PEERS)]
            row = [times(paired(*p)) for p in pairs]
            rows.append([label, *row, times(paired(*pairs[0], "rss"))])
    headers = ["growth (goal: × 10 the rows in × 12 the time)", OURS, *PEERS]
    return report.markdown_table([*headers, f"{OURS}, memory"], rows) if rows else ""


def more_accuracy(every):
    """What a threshold chosen by hindsight and the closure over duplicates would give."""
    rows = []
    for lists in every:
        for label, score in lists.scores.items():
            name = [f"{lists.left:,} {lists.case}", label]
            if "error" in score:
                rows.append([*name, "failed", None, None, None])
                continue
            views = {"": score} if label not in lists.runs else {}
            if score.get("best"):
                weight = f"best threshold by hindsight ({score['best']['match_weight']:.1f})"
                views[weight] = score["best"]
            if "closed" in score:
                views["closed over its duplicates"] = score["closed"]
            for view, s in views.items():
                rows.append([*name, view, *(figure(s, k) for k in ("precision", "recall", "f1"))])
    headers = ["rows", "pairs of", "other ways to count", "precision", "recall", "F1"]
    return report.markdown_table(headers, rows)


def data_of(lists, a):
    """What link.json holds of one pair of lists."""
    return {
        "case": lists.case,
        "script": a.script,
        "without": a.without,
        "left": lists.left,
        "right": lists.right,
        "runs": lists.runs,
        "errors": lists.errors,
        "speed": lists.speed(),
        "accuracy": lists.scores,
    }


def main():
    """Measure every case and size; write link.json and link.md."""
    a = arguments()
    sizes = {parse_size(s) for s in a.sizes.split(",")}
    if a.full:
        sizes.add(FULL)
    info, packages = report.machine(), report.versions("splink", "duckdb")
    every = [Lists(a, case, left) for case in a.cases or ["kind"] for left in sorted(sizes)]
    starts = run_all(a, every)
    for lists in every:
        lists.score(a)
    speeds = {f"{s.name}, {label}": v for s in every for label, v in s.speed().items()}
    text = [
        report.heading("Linking two lists", info, packages),
        f"{a.script.capitalize()} script, seed {a.seed}.",
        main_table(every),
        goals_table(every),
        growth_table(every),
        more_accuracy(every),
        report.busy_warning(speeds) or "",
        "Ratios are medians of the ratios within a round: in each round every program ran once on "
        "every size. Pair completeness is the share of the true pairs among the candidates; for the "
        "Splink jobs it comes from another run. The plain jobs decide by posterior 0.5; the fuller "
        "one wants a link near the best of both rows besides. Python's start and imports are a "
        f"part of the peers' time: {', '.join(f'{k} {t:.2f} s' for k, t in starts.items())}.",
    ]
    data = {"machine": info, "peers": packages, "start_up": starts}
    data["results"] = [data_of(lists, a) for lists in every]
    report.write("link", data, "\n\n".join(filter(None, text)) + "\n")
    return 1 if any(lists.errors for lists in every) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except measure.ProgramFailed as error:
        sys.exit(f"bench: {error}")
