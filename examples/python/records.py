"""The records on the topics: Avro's single-object encoding, which says itself what schema it has."""

import io
import json
import pathlib
import struct

import fastavro
from fastavro.schema import fingerprint, to_parsing_canonical_form

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "schemas"


class Record:
    """One kind of record: observation, feedback, prediction or credit."""

    def __init__(self, name):
        written = json.loads((SCHEMAS / f"{name}.avsc").read_text())
        self.schema = fastavro.parse_schema(written)
        canonical = to_parsing_canonical_form(written)
        self.header = b"\xc3\x01" + bytes.fromhex(fingerprint(canonical, "CRC-64-AVRO"))

    def encode(self, value):
        out = io.BytesIO()
        out.write(self.header)
        fastavro.schemaless_writer(out, self.schema, value)
        return out.getvalue()

    def decode(self, data):
        if not data.startswith(self.header):
            raise ValueError("a record of another schema: " + data[:10].hex(" "))
        return fastavro.schemaless_reader(io.BytesIO(data[10:]), self.schema, None)


def vector(numbers):
    """Numbers as little-endian float32."""
    return struct.pack(f"<{len(numbers)}f", *numbers)


def numbers(vector):
    return struct.unpack(f"<{len(vector) // 4}f", vector)


def millis(time):
    """Milliseconds since 1970 of a datetime, as Avro libraries give timestamps back."""
    return int(time.timestamp() * 1000)
