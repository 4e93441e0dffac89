"""The headers of responses. Every response names those that it can have, so that generated clients can read them."""

from typing import Any

from configurator.json_schema.builders import INTEGER, Schema, text

JsonObject = dict[str, Any]


def _header(description: str, schema: Schema, example: Any) -> JsonObject:
    return {"description": description, "schema": schema, "example": example}


HEADERS: JsonObject = {
    "ETag": _header(
        "The state that you read. Send it as If-None-Match to read again, as If-Match to change.",
        text(),
        '"4a1f0c6be2d94d0c8f6f8f3f1f0e5a7b"',
    ),
    "Location": _header("The absolute URL of what was requested.", text(format="uri"), "https://example.com/renders/1"),
    "Retry-After": _header("Seconds to wait before the next request.", INTEGER, 5),
    "RateLimit": _header(
        "The requests that remain (`r`), and the seconds until there are more (`t`). Not sent if there is no limit.",
        text(),
        '"read";r=1199;t=42',
    ),
    "RateLimit-Policy": _header(
        "The limit: so many requests (`q`) in so many seconds (`w`). Not sent if there is no limit.",
        text(),
        '"read";q=1200;w=60',
    ),
    "X-Request-Id": _header(
        "Names this request in the server's log: yours, if you sent one, else a new one.",
        text(),
        "6f1c0a4e8c5b4a5d9d8e7f6a5b4c3d2e",
    ),
}


def refs(*names: str) -> dict[str, JsonObject]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
