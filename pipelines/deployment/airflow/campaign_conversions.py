"""Every morning: one run of campaign-conversions, for Apache Airflow 2.4 or later.

Exit code 3 (published, but something is not trusted) does not fail the run and is not done again:
`look_at_untrusted_numbers` fails instead, so that somebody is told. 2, a mistake in the job file,
fails at once; 1 is tried again, twice, and what was published before stands untouched meanwhile.
"""
import os
import subprocess
from datetime import datetime, timedelta

from airflow.decorators import dag, task
from airflow.exceptions import AirflowException, AirflowFailException

JAR = "/opt/campaign-conversions/campaign-conversions.jar"
JOB = "/etc/campaign-conversions/job.yaml"


@dag(schedule="30 5 * * *", start_date=datetime(2025, 1, 1), catchup=False, max_active_runs=1)
def campaign_conversions():
    @task(retries=2, retry_delay=timedelta(minutes=10), execution_timeout=timedelta(hours=2))
    def run():
        # CONVERSIONS_DB_PASSWORD comes from the worker's environment. What is printed line by line
        # stands in the task's log.
        with subprocess.Popen(
            ["java", "-jar", JAR, "run", JOB, "--fail-on-missing"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
            env={**os.environ, "LC_ALL": "C.UTF-8"},  # without a locale Java knows ASCII only
        ) as process:
            try:
                for line in process.stdout:
                    print(line, end="")
            except BaseException:  # the time limit, or somebody stops the task
                process.terminate()
                raise
        code = process.returncode
        if code in (0, 3):
            return code
        if code == 2:
            raise AirflowFailException("the job file or the command line has a mistake")
        raise AirflowException("failed, or a client period is withheld or missing: exit code %d" % code)

    @task(retries=0)
    def look_at_untrusted_numbers(code):
        if code == 3:
            raise AirflowFailException("published, but not everything is trusted; see `status`")

    look_at_untrusted_numbers(run())


campaign_conversions()
