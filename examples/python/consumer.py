"""Prints predictions and credits as they come.

    python3 consumer.py BOOTSTRAP_SERVERS TOPICS_PREFIX [COUNT]

Ends after so many predictions and as many credits, where a number is given.
"""

import math
import sys

from confluent_kafka import Consumer

from records import Record, numbers


def main(servers, prefix, count=math.inf):
    records = {f"{prefix}.predictions.v1": Record("prediction"),
               f"{prefix}.credits.v1": Record("credit")}
    consumer = Consumer({
        "bootstrap.servers": servers,
        "group.id": f"{prefix}-python-example",
        "auto.offset.reset": "earliest",
        # what a failure takes back must not be seen
        "isolation.level": "read_committed"})
    consumer.subscribe(list(records))
    predictions = credits = 0
    while min(predictions, credits) < count:
        message = consumer.poll(1)
        if message is None:
            continue
        if message.error():
            sys.exit(str(message.error()))
        value = records[message.topic()].decode(message.value())
        if "output" in value:
            predictions += 1
            late = numbers(value["output"])[1]
            print(f"{value['observationId']}: late with probability {late:.3f},"
                  f" {len(value['read'])} memories read")
        else:
            credits += 1
            best = max(value["memories"], key=lambda memory: memory["credit"], default=None)
            helped = f", {best['memoryId']} helped most" if best else ""
            # a job whose reads have names says which one
            read = f" in the read {best['read']}" if best and best["read"] else ""
            print(f"{value['observationId']}: loss {value['loss']:.3f}{helped}{read}", flush=True)
    consumer.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
