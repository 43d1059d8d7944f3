"""Sends flights, and an hour later in their own time what became of them.

    python3 producer.py BOOTSTRAP_SERVERS TOPICS_PREFIX [FLIGHTS]
"""

import math
import sys
import time

from confluent_kafka import Producer

from records import Record, vector

HOUR = 3_600_000
FEATURES = 25


def features(n):
    """A flight is 25 numbers; in a real one they say when and where to it leaves."""
    return [math.sin(n + i) for i in range(FEATURES)]


def main(servers, prefix, flights=20):
    observation, feedback = Record("observation"), Record("feedback")
    # a broker that takes a record twice would make two of it
    producer = Producer({"bootstrap.servers": servers, "enable.idempotence": True})

    def send(topic, key, value):
        producer.produce(f"{prefix}.{topic}.v1", key=key, value=value)

    start = int(time.time() * 1000) - HOUR
    for n in range(flights):
        send("observations", "ATL", observation.encode({
            "key": "ATL", "id": f"PY-{n}", "time": start + n, "features": vector(features(n)),
            # other keys that memories may be kept by, and when it is late if nothing is heard of it
            "keys": {"origin": "ATL", "destination": "JFK"}, "feedbackDue": start + n + 3 * HOUR}))
    for n in range(flights):
        # an int is a class; a float would be a value or a reward
        send("feedback", "ATL", feedback.encode({
            "key": "ATL", "id": "arrival", "observationId": f"PY-{n}", "time": start + n + HOUR,
            "observationTime": start + n, "target": n % 2, "weight": 1.0}))
    left = producer.flush(30)
    if left:
        sys.exit(f"{left} records were not sent")
    print(f"sent {flights} flights and what became of them")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
