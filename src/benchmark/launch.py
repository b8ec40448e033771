"""How the built jar is started, for those who measure it."""
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
JAR = ROOT / "target/campaign-conversions.jar"
WORK = ROOT / "target/benchmark"
JAVA = str(Path(os.environ["JAVA_HOME"], "bin/java")) if os.environ.get("JAVA_HOME") else "java"
PEERS = "com.campaignconversions.benchmark."


def build():
    """Compiles the peers, against the jar as it is."""
    if not JAR.exists():
        sys.exit("%s is missing: mvn package" % JAR)
    subprocess.run(["mvn", "-q", "-B", "-Dstyle.color=never", "-f", ROOT / "src/benchmark/pom.xml",
                    "package"], check=True, stdout=sys.stderr)


def postgresql():
    """The job's output for the server that psql would talk to."""
    password = "\n  password: {env: PGPASSWORD}" if "PGPASSWORD" in os.environ else ""
    return "jdbc_url: jdbc:postgresql://%s:%s/%s\n  username: %s%s" % (
        os.environ.get("PGHOST", "localhost"), os.environ.get("PGPORT", "5432"),
        os.environ.get("PGDATABASE", "postgres"), os.environ.get("PGUSER", "postgres"), password)


def write_job(job, data, output):
    """A job file that reads what was generated into a folder."""
    job.write_text("""job: benchmark
granularity: month
insights: {files: %s/insights/*.jsonl}
clients: %s/clients.yaml
metrics: %s/pipelines/metrics/hotel-bookings.yaml
output:
  %s
  cache: none
options: {runner: DirectRunner}
""" % (data, data, ROOT, output))
    return job


def run(job, *options):
    """The documented command."""
    return [JAVA, "-jar", str(JAR), "run", str(job), "--period=2025-11", *options]


def second_jvm(job, *options):
    """The command that `java -jar` starts for this run, which is ended before it does anything."""
    process = subprocess.Popen(run(job, *options), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            for pid in tree(process.pid)[1:]:
                try:
                    command = Path("/proc/%d/cmdline" % pid).read_bytes().decode().split("\0")
                except OSError:
                    continue
                if "-cp" in command:
                    return [part for part in command[:-1] if not part.startswith("-Dcampaign")]
            time.sleep(.005)
    finally:
        for pid in reversed(tree(process.pid)):
            os.kill(pid, 9)
        process.wait()
    sys.exit("java -jar started no second JVM")


def settings(command):
    """What a command tells the JVM."""
    return command[1:command.index("-cp")]


def tree(pid):
    """A process and all that it started, as they are now."""
    processes = [pid]
    for process in processes:
        for task in Path("/proc/%d/task" % process).glob("*/children"):
            try:
                processes += map(int, task.read_text().split())
            except OSError:
                pass
    return processes
