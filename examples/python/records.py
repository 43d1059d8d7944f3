"""The records on the topics: Avro's single-object encoding, which says itself what schema it has."""

import io
import json
import pathlib
import struct

import fastavro
from fastavro.schema import fingerprint, to_parsing_canonical_form

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "schemas"


def header(schema):
    """The ten bytes in front of a record in a schema."""
    canonical = to_parsing_canonical_form(schema)
    return b"\xc3\x01" + bytes.fromhex(fingerprint(canonical, "CRC-64-AVRO"))


class Record:
    """One kind of record: observation, feedback, prediction or credit."""

    def __init__(self, name):
        written = json.loads((SCHEMAS / f"{name}.avsc").read_text())
        self.schema = fastavro.parse_schema(written)
        self.header = header(written)
        released = [json.loads(file.read_text()) for file in SCHEMAS.glob(f"released/*/{name}.avsc")]
        self.writers = {header(schema): fastavro.parse_schema(schema, {})
                        for schema in [*released, written]}

    def encode(self, value):
        out = io.BytesIO()
        out.write(self.header)
        fastavro.schemaless_writer(out, self.schema, value)
        return out.getvalue()

    def decode(self, data):
        writer = self.writers.get(data[:10])
        if writer is None:
            raise ValueError("a record of a schema that is not known: " + data[:10].hex(" "))
        # fields that an earlier release did not have get their defaults
        return fastavro.schemaless_reader(io.BytesIO(data[10:]), writer, self.schema)


def vector(numbers):
    """Numbers as little-endian float32."""
    return struct.pack(f"<{len(numbers)}f", *numbers)


def numbers(vector):
    return struct.unpack(f"<{len(vector) // 4}f", vector)


def millis(time):
    """Milliseconds since 1970 of a datetime, as Avro libraries give timestamps back."""
    return int(time.timestamp() * 1000)
