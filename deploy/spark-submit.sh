#!/bin/sh
# A load or a refresh by Spark's own launcher, which sets the cores and memory of the tasks:
#
#   export PEERLINE_HOME=/shared/home PEERLINE_SPARK_MASTER=spark://host:7077
#   deploy/spark-submit.sh load pubmed /shared/pubmed
#   deploy/spark-submit.sh refresh
#
# Peerline and its extra `spark` are installed under the same path on all machines; PYTHON names their
# Python where it is not the first in PATH.
set -eu
: "${PEERLINE_SPARK_MASTER:?set it, such as spark://host:7077}"
python=$(command -v "${PYTHON:-python3}")
export PEERLINE_ENGINE=spark PYSPARK_PYTHON="$python"
exec "$(dirname "$python")/spark-submit" --master "$PEERLINE_SPARK_MASTER" \
  --conf spark.task.cpus=1 --conf spark.executor.memory=1g \
  --conf spark.executor.pyspark.memory=4g --conf spark.task.maxFailures=4 \
  "$(dirname "$0")/on_spark.py" "$@"
