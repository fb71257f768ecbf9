"""Reads a mail on standard input as a mail program does (Python's own parser), and prints what it found as JSON."""

import json
import sys
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

raw = sys.stdin.buffer.read()
mail = message_from_bytes(raw, policy=policy.default)
# The newer parser keeps the blanks between encoded words in a name (fixed in Python 3.13); the older one doesn't.
name, address = parseaddr(message_from_bytes(raw)["to"])
print(
    json.dumps(
        {
            "to": [str(make_header(decode_header(name))), address],
            "headers": [[name.lower(), str(value)] for name, value in mail.items()],
            "parts": [
                {
                    "type": part.get_content_type(),
                    "multipart": part.is_multipart(),
                    "method": part.get_param("method"),
                    "disposition": part.get_content_disposition(),
                    "fileName": part.get_filename(),
                    "text": None if part.is_multipart() else part.get_payload(decode=True).decode(),
                }
                for part in mail.walk()
            ],
            "defects": [str(defect) for part in mail.walk() for defect in part.defects]
            + [str(defect) for value in mail.values() for defect in value.defects],
        }
    )
)
