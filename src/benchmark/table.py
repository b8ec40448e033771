#!/usr/bin/env -S python3 -B
"""Measures the built jar beside what a user would write instead, and prints a table.

    PGHOST=localhost PGUSER=postgres PGDATABASE=benchmark src/benchmark/table.py

The database is one of its own: its schema `public` is emptied before each run, by a user who may
do so (and CHECKPOINT). A PostgreSQL of one's own, without root:

    initdb -A trust -U postgres DATA && pg_ctl -D DATA -o '-p 5432 -k /tmp' -w start

In a round everything that is compared runs once, one behind the other, and every other round in the
opposite order; a ratio is that of one round. The figure is the median of all rounds, with the
smallest and the largest behind it. CPU is user and system time of all processes that were started,
memory the largest sum of their resident sets. The database server's own is in neither.
"""
import argparse
import datetime
import functools
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from launch import (JAR, JAVA, PEERS, ROOT, WORK, build, postgresql, run, second_jvm, settings,
                    tree, write_job)

HERE = Path(__file__).resolve().parent
# The best of those tried for a peer that runs for a second.
SHORT = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
FLINK = ["--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=2", "--objectReuse=true",
         "--fasterCopy=true"]

# Rows, files, and whether a row is a day.
DATA = {
    "25 rows": (25, 1, False),
    "100 MB": (15_200, 4, False),
    "night": (37_500, 50, True),
    "1.2 GB": (182_000, 12, False),
    "2,400 files": (182_000, 2_400, False),
    "10 GB": (1_515_000, 24, False),
}
SAME = {
    "product": """SELECT count(*), sum(spend), sum(impressions), sum(clicks), sum(booking_step_1),
        sum(booking_step_2), sum(booking_step_3), sum(reservations), sum(reservation_value),
        sum(click_to_call) FROM campaign_conversions""",
    "peer": """SELECT count(*), sum(spend), sum(impressions), sum(clicks), sum(step1), sum(step2),
        sum(step3), sum(reservations), sum(value), sum(calls) FROM peer""",
}
PEER_TABLE = """CREATE TABLE peer (account text, campaign text, name text, spend numeric,
    impressions bigint, clicks bigint, step1 numeric, step2 numeric, step3 numeric,
    reservations numeric, value numeric, calls numeric)"""


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds, seconds of CPU, bytes."""
    wall: float
    cpu: float
    memory: int

    def __str__(self):
        return "%.2f s, CPU %.2f s, %d MB" % (self.wall, self.cpu, self.memory / 1e6)


@dataclass(frozen=True)
class Bar:
    """A line of the table: what is divided by what, and how small it has to be."""
    name: str
    bar: float
    beyond: float
    runs: tuple
    figure: callable
    unit: str = ""


def wall(one, other):
    return (one, other), lambda costs: costs[one].wall / costs[other].wall


def bars():
    more_rows = size_of("10 GB")[0] - size_of("1.2 GB")[0]
    return [
        Bar("1.2 GB, wall / DuckDB", 1.3, 1.0, *wall("1.2 GB", "1.2 GB, DuckDB")),
        Bar("1.2 GB, CPU / token loop", 3.0, 2.0, ("1.2 GB", "1.2 GB, token loop"),
            lambda costs: costs["1.2 GB"].cpu / costs["1.2 GB, token loop"].cpu),
        Bar("10 GB, wall / DuckDB", 1.0, .7, *wall("10 GB", "10 GB, DuckDB")),
        Bar("1.2 GB on Flink with 2 slots, wall / DuckDB", 2.0, 1.2,
            *wall("1.2 GB, Flink", "1.2 GB, DuckDB")),
        Bar("25 rows, wall / empty pipeline with an archive of its own", 1.6, 1.2,
            *wall("25 rows", "empty pipeline, own archive")),
        Bar("25 rows, wall / empty pipeline without an archive", 1.6, 1.2,
            *wall("25 rows", "empty pipeline")),
        Bar("100 MB, wall / Python", 1.2, .8, *wall("100 MB", "100 MB, Python")),
        Bar("2,400 files, wall / 12 files", 1.2, 1.05, *wall("2,400 files", "1.2 GB")),
        Bar("1.2 GB unchanged, wall / first run", .8, .6, *wall("1.2 GB, again", "1.2 GB")),
        Bar("1.2 GB, judging and guards / whole run", .15, .08, ("1.2 GB, judged",),
            lambda costs: costs["1.2 GB, judged"]),
        Bar("1.2 GB, memory", 512, 300, ("1.2 GB",),
            lambda costs: costs["1.2 GB"].memory / 1e6, " MB"),
        Bar("10 GB, memory for each row more than in 1.2 GB", 150, 60, ("1.2 GB", "10 GB"),
            lambda costs: (costs["10 GB"].memory - costs["1.2 GB"].memory) / more_rows, " bytes"),
        Bar("agency's night, wall / DuckDB", 1.6, 1.2, *wall("night", "night, DuckDB")),
        Bar("1.2 GB into H2, wall / PostgreSQL", 3.0, 1.5, *wall("1.2 GB, H2", "1.2 GB")),
    ]


def size_of(size):
    rows, files, daily = DATA[size]
    share = 750 if daily else 25
    return max(share, round(rows * wanted.scale / share) * share), files, daily


def folder_of(size):
    """Its insights, made when they are first needed."""
    rows, files, daily = size_of(size)
    folder = wanted.data / ("%d-rows-%d-files%s" % (rows, files, "-daily" if daily else ""))
    if not (folder / "clients.yaml").exists():
        tell("generating %d rows in %d files" % (rows, files))
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([HERE / "generate.py", folder, "--rows=%d" % rows, "--files=%d" % files,
                        *(["--daily"] if daily else [])], check=True)
    return folder


def job_of(size, output):
    return write_job(WORK / "job.yaml", folder_of(size), output)


def tell(line):
    print(line, file=sys.stderr, flush=True)


def psql(*commands):
    arguments = [argument for command in commands for argument in ("-c", command)]
    return subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *arguments],
                          check=True, text=True, capture_output=True).stdout.strip()


def emptied():
    psql("SET client_min_messages = error", "DROP SCHEMA public CASCADE", "CREATE SCHEMA public",
         "CHECKPOINT")


class Memory(threading.Thread):
    """Watches the resident sets of a process and all that it started."""
    BETWEEN_SECONDS = .02
    PAGE = os.sysconf("SC_PAGE_SIZE")

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.largest, self.ended = pid, 0, threading.Event()

    def run(self):
        processes = [self.pid]
        for sample in range(sys.maxsize):
            if sample % 10 == 0:
                processes = tree(self.pid)
            self.largest = max(self.largest, sum(map(self.resident, processes)))
            if self.ended.wait(self.BETWEEN_SECONDS):
                return

    def resident(self, pid):
        try:
            return int(Path("/proc/%d/statm" % pid).read_text().split()[1]) * self.PAGE
        except OSError:
            return 0


def measured(command, exit_codes=(0,), environment=None):
    log = WORK / "out.txt"
    with open(log, "wb") as out:
        started = time.monotonic()
        process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=out,
                                   stdin=subprocess.DEVNULL, env=environment)
        memory = Memory(process.pid)
        memory.start()
        _, status, usage = os.wait4(process.pid, 0)
        taken = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    memory.ended.set()
    memory.join()
    if process.returncode not in exit_codes:
        sys.exit("%s\nended with %d:\n%s" % (" ".join(map(str, command)), process.returncode,
                                            log.read_text(errors="replace")[-4000:]))
    return Cost(taken, usage.ru_utime + usage.ru_stime, memory.largest)


# What was published or copied last, by how much there was to read: all have to agree.
results = {}


def agreed(kind, size):
    found = [float(number) for number in psql(SAME[kind]).split("|")]
    rows = size_of(size)[0]
    expected = results.setdefault((rows, DATA[size][2]), found)
    if found != expected:
        sys.exit("%s of %s has %s, and not %s" % (kind, size, found, expected))


def product(size, *options, empty=True):
    job = job_of(size, postgresql())
    if empty:
        emptied()
    # 3: some verdicts are bad by chance, as many as there should be.
    cost = measured(run(job, *options), (0, 3))
    agreed("product", size)
    return cost


def into_h2(size):
    for file in WORK.glob("h2.*.db"):
        file.unlink()
    output = "jdbc_url: jdbc:h2:file:%s\n  username: sa" % (WORK / "h2")
    return measured(run(job_of(size, output)), (0, 3))


def duckdb(size):
    emptied()
    csv = WORK / "duckdb.csv"
    script = 'java=$1; shift; "$java" "$@" && psql -X -q -c "$TABLE" -c "\\copy peer from $CSV csv"'
    cost = measured(
        ["bash", "-c", script, "duckdb", JAVA, *SHORT, "-cp",
         "%s:%s" % (WORK / "benchmark.jar", duckdb_jar()), PEERS + "DuckDb",
         HERE / "peers/duckdb.sql", folder_of(size) / "insights", csv],
        environment={**os.environ, "TABLE": PEER_TABLE, "CSV": str(csv)})
    agreed("peer", size)
    return cost


def duckdb_jar():
    """Without the library, which lies beside it: else each start unpacks 57 MB, for 0.2 s."""
    [packed] = (WORK / "libraries").glob("duckdb_jdbc-*.jar")
    jar = WORK / "duckdb" / packed.name
    if not jar.exists():
        jar.parent.mkdir(exist_ok=True)
        with zipfile.ZipFile(packed) as all, zipfile.ZipFile(jar, "w") as classes:
            for entry in all.namelist():
                if entry == "libduckdb_java.so_linux_amd64":
                    all.extract(entry, jar.parent)
                elif not entry.startswith("libduckdb_java.so_"):
                    classes.writestr(entry, all.read(entry))
    return jar


def python(size):
    emptied()
    cost = measured(
        ["bash", "-c", 'set -o pipefail; "$1" "$2" "$3" |'
         ' psql -X -q -c "$TABLE" -c "\\copy peer from pstdin"', "python", sys.executable,
         HERE / "peers/extract.py", folder_of(size) / "insights"],
        environment={**os.environ, "TABLE": PEER_TABLE})
    agreed("peer", size)
    return cost


def token_loop(size):
    # All tiers of the compiler: with the first alone it takes a third more.
    return measured([JAVA, "-XX:+UseSerialGC", "-cp", "%s:%s" % (JAR, WORK / "benchmark.jar"),
                     PEERS + "TokenLoop", folder_of(size) / "insights"])


@functools.cache
def product_settings():
    """What `java -jar` tells the product's JVM, when it has its archive of classes."""
    product("25 rows")
    return settings(second_jvm(job_of("25 rows", postgresql())))


def empty_pipeline(own_archive):
    given = [setting for setting in product_settings() if "SharedArchiveFile" not in setting]
    command = ["-cp", "%s:%s" % (JAR, WORK / "benchmark.jar"), PEERS + "EmptyPipeline"]
    if own_archive:
        given.append("-XX:SharedArchiveFile=%s" % archive_of(tuple(given), *command))
    return measured([JAVA, *given, *command])


@functools.cache
def archive_of(given, *command):
    archive = WORK / "empty-pipeline.jsa"
    measured([JAVA, *given, "-XX:ArchiveClassesAtExit=%s" % archive, *command])
    return archive


def judged(size):
    """The share of the threads' time, of CPU and of waiting for the database."""
    emptied()
    output = subprocess.run([HERE / "profile", job_of(size, postgresql())], check=True,
                            text=True, capture_output=True).stdout
    return float(re.search(r"judging and guards: ([0-9.]+)", output)[1])


# In the order of a round: what is compared stands side by side.
RUNS = {
    "empty pipeline": lambda: empty_pipeline(False),
    "25 rows": lambda: product("25 rows"),
    "empty pipeline, own archive": lambda: empty_pipeline(True),
    "100 MB": lambda: product("100 MB"),
    "100 MB, Python": lambda: python("100 MB"),
    "night": lambda: product("night"),
    "night, DuckDB": lambda: duckdb("night"),
    "1.2 GB, H2": lambda: into_h2("1.2 GB"),
    "2,400 files": lambda: product("2,400 files"),
    "1.2 GB": lambda: product("1.2 GB"),
    "1.2 GB, DuckDB": lambda: duckdb("1.2 GB"),
    "1.2 GB, Flink": lambda: product("1.2 GB", *FLINK),
    "1.2 GB, token loop": lambda: token_loop("1.2 GB"),
    "1.2 GB, judged": lambda: judged("1.2 GB"),
    "10 GB": lambda: product("10 GB"),
    "10 GB, DuckDB": lambda: duckdb("10 GB"),
}


def round_of(names, number):
    """One cost for each; the run with nothing changed follows the first one at once."""
    costs = {}
    ordered = [name for name in RUNS if name in names]
    for name in ordered if number % 2 == 0 else reversed(ordered):
        costs[name] = RUNS[name]()
        tell("round %d: %s: %s" % (number + 1, name, costs[name]))
        if name == "1.2 GB" and "1.2 GB, again" in names:
            costs["1.2 GB, again"] = product("1.2 GB", empty=False)
            tell("round %d: 1.2 GB, again: %s" % (number + 1, costs["1.2 GB, again"]))
    return costs


def warmed(names):
    """Files in the page cache, the product's classes in its archive."""
    for size in DATA:
        if any(name == size or name.startswith(size + ",") for name in names):
            for file in (folder_of(size) / "insights").iterdir():
                with open(file, "rb") as bytes:
                    while bytes.read(1 << 20):
                        pass
    product_settings()


def versions():
    def beam():
        with zipfile.ZipFile(JAR) as jar:
            path = "META-INF/maven/org.apache.beam/beam-sdks-java-core/pom.properties"
            return re.search("version=(.*)", jar.read(path).decode())[1]

    java = subprocess.run([JAVA, "-XshowSettings:properties", "-version"], check=True, text=True,
                          capture_output=True).stderr
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())[1]
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    commit = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"], check=True,
                            text=True, capture_output=True).stdout.strip()
    return "\n".join([
        "%s, %d cores of %s, %.0f GB, load %.1f" % (
            datetime.date.today(), os.cpu_count(), processor, memory / 1e9, os.getloadavg()[0]),
        "Java %s, Beam %s, DuckDB %s, PostgreSQL %s, Python %s, commit %s" % (
            re.search(r"java\.runtime\.version = (.*)", java)[1], beam(),
            re.search(r"duckdb_jdbc-(.*)\.jar", duckdb_jar().name)[1],
            psql("SHOW server_version").split()[0], sys.version.split()[0], commit),
        "JVM settings of the product: %s" % " ".join(product_settings()),
    ])


def figure(value):
    return "%.0f" % value if abs(value) >= 20 else "%.2f" % value


def printed(bar, rounds):
    values = [bar.figure(costs) for costs in rounds]
    value = statistics.median(values)
    verdict = "beyond" if value <= bar.beyond else "reached" if value <= bar.bar else "MISSED"
    taken = []
    for name in bar.runs:
        costs = [costs[name] for costs in rounds if isinstance(costs[name], Cost)]
        if costs:
            taken.append("%s: %s" % (name, Cost(*(
                statistics.median(getattr(cost, part) for cost in costs)
                for part in ("wall", "cpu", "memory")))))
    print("| %s | **%s%s** (%s to %s) | %s | %s | %s | %s |" % (
        bar.name, figure(value), bar.unit, figure(min(values)), figure(max(values)),
        figure(bar.bar), figure(bar.beyond), verdict, "; ".join(taken)))


def chosen():
    found = [bar for bar in bars()
             if not wanted.only or any(part in bar.name for part in wanted.only)]
    if not found:
        sys.exit("no line has such a name; there are:\n" + "\n".join(bar.name for bar in bars()))
    return found


def main():
    build()
    lines = chosen()
    names = {name for bar in lines for name in bar.runs}
    if "1.2 GB, again" in names:
        names.add("1.2 GB")
    warmed(names)
    rounds = [round_of(names, number) for number in range(wanted.rounds)]
    print(versions())
    print("%d rounds%s\n" % (
        wanted.rounds, "" if wanted.scale == 1 else ", %g of the data" % wanted.scale))
    print("| | median (smallest to largest) | bar | beyond | | wall, CPU, memory: medians |")
    print("|---|---|---|---|---|---|")
    for bar in lines:
        printed(bar, rounds)


parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--only", action="append", metavar="TEXT",
                    help="lines whose name has this text; may be repeated")
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--scale", type=float, default=1, help="a part of the data, to try it out")
parser.add_argument("--data", type=lambda text: Path(text).resolve(), default=WORK / "data",
                    help="folder of what is generated")
wanted = parser.parse_args()
main()
