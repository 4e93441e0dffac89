"""Each request in curl, JavaScript, Swift and Kotlin.

The page's script (static/js/api/samples.js) fills in what the form says: it replaces the text of a slot, and shows the
line of an optional header. So these are the only templates, and without the script they show the document's examples.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from configurator.web.pages.api_docs.operations import Field, Operation

_QUOTED = {"\\": "\\\\", '"': '\\"'}
_SHELL = {"'": "'\\''"}


class Language(NamedTuple):
    """`in_text` and `in_body`: what to write for a character in a string of the language, and in a body."""

    name: str
    write: Callable[["Language", Operation, str], Markup]
    in_text: Mapping[str, str]
    in_body: Mapping[str, str]


def sample(language: str, operation: Operation, base: str) -> Markup:
    """A whole program, or a command. `base` is the URL at which the API's paths begin."""
    return LANGUAGES[language].write(LANGUAGES[language], operation, base)


def escapes() -> str:
    """What to write for a character, by language and place, in JSON for the script."""
    return json.dumps({key: {"text": it.in_text, "body": it.in_body} for key, it in LANGUAGES.items()})


_CURL = "curl «flags» «method»'«url»'«headers»«body»"


def _curl(language: Language, operation: Operation, base: str) -> Markup:
    return _filled(
        _CURL,
        flags=_code("-LO" if operation.is_picture else "-i"),
        method=_method(operation, "-X {} "),
        url=_url(operation, base),
        headers=_headers(language, operation, " \\\n  -H '{}: {}'"),
        body=_body(language, operation, " \\\n  --data-raw '«body»'"),
    )


_JAVASCRIPT = """const response = await fetch("«url»"«options»);
console.log(response.status, «answer»);"""


def _javascript(language: Language, operation: Operation, base: str) -> Markup:
    headers = _headers(language, operation, '    "{}": "{}",\n')
    options = _filled(
        ", {\n«method»«headers»«body»}",
        method=_method(operation, '  method: "{}",\n'),
        headers=_filled("  headers: {\n«lines»  },\n", lines=headers) if headers else Markup(),
        body=_body(language, operation, "  body: JSON.stringify(«body»),\n"),
    )
    if operation.method == "GET" and not _has_required_header(operation):
        options = _group(options) if headers else Markup()
    answer = _code("(await response.blob()).size" if operation.is_picture else "await response.text()")
    return _filled(_JAVASCRIPT, url=_url(operation, base), options=options, answer=answer)


_SWIFT = """import Foundation

var request = URLRequest(url: URL(string: "«url»")!)
«method»«headers»«body»let (data, response) = try await URLSession.shared.data(for: request)
print((response as! HTTPURLResponse).statusCode, «answer»)"""


def _swift(language: Language, operation: Operation, base: str) -> Markup:
    return _filled(
        _SWIFT,
        url=_url(operation, base),
        method=_method(operation, 'request.httpMethod = "{}"\n'),
        headers=_headers(language, operation, 'request.setValue("{1}", forHTTPHeaderField: "{0}")\n'),
        body=_body(language, operation, 'request.httpBody = Data(#"""\n«body»\n"""#.utf8)\n'),
        answer=_code("data.count" if operation.is_picture else "String(decoding: data, as: UTF8.self)"),
    )


_KOTLIN = """import java.net.HttpURLConnection
import java.net.URL

fun main() {
    val url = URL("«url»")
    val connection = url.openConnection() as HttpURLConnection
«method»«headers»«body»    val status = connection.responseCode
    val answer = (if (status < 400) connection.inputStream else connection.errorStream)?.readBytes()
    println("$status ${answer?.«answer»}")
}"""
_KOTLIN_BODY = """    connection.doOutput = true
    connection.outputStream.use { it.write(\"""«body»\""".toByteArray()) }
"""


def _kotlin(language: Language, operation: Operation, base: str) -> Markup:
    """Runs on Android, which lacks java.net.http, and on a JVM, whose HttpURLConnection refuses PATCH."""
    return _filled(
        _KOTLIN,
        url=_url(operation, base),
        method=_method(operation, '    connection.requestMethod = "{}"\n'),
        headers=_headers(language, operation, '    connection.setRequestProperty("{}", "{}")\n'),
        body=_body(language, operation, _KOTLIN_BODY),
        answer=_code("size" if operation.is_picture else "decodeToString()"),
    )


LANGUAGES = {
    "curl": Language("curl", _curl, _SHELL, _SHELL),
    "javascript": Language("JavaScript", _javascript, _QUOTED, {}),
    "swift": Language("Swift", _swift, _QUOTED, {}),
    "kotlin": Language("Kotlin", _kotlin, _QUOTED | {"$": "\\$"}, {"$": "${'$'}"}),
}


def _filled(template: str, **parts: Markup) -> Markup:
    """The template, with each «name» replaced by this part."""
    pieces = re.split("«(.*?)»", template)
    return Markup().join(parts[it] if number % 2 else _code(it) for number, it in enumerate(pieces))


def _code(text: str) -> Markup:
    """Text of a sample. Quotes stay as they are: there are many, and they only matter in attributes."""
    return Markup(html.escape(text, quote=False))


def _slot(name: str, text: str) -> Markup:
    return Markup('<span data-slot="{}">').format(name) + _code(text) + Markup("</span>")


def _group(lines: Markup) -> Markup:
    """What is shown as soon as one of its lines is."""
    return Markup("<span data-group hidden>") + lines + Markup("</span>")


def _url(operation: Operation, base: str) -> Markup:
    values = {field.name: quote(field.example, safe="") for field in operation.fields if field.place == "path"}
    path = re.sub(r"{(\w+)}", lambda found: values[found[1]], operation.path)
    return _slot("url", base + path)


def _method(operation: Operation, form: str) -> Markup:
    """Nothing for GET, which is the default everywhere."""
    return Markup() if operation.method == "GET" else _code(form.format(operation.method))


def _body(language: Language, operation: Operation, template: str) -> Markup:
    body = _slot("body", _escaped(operation.body, language.in_body))
    return _filled(template, body=body) if operation.body else Markup()


def _headers(language: Language, operation: Operation, form: str) -> Markup:
    """The lines of the headers, each written like `form`; those of optional headers are hidden."""
    lines = [_line(language, field, form) for field in _header_fields(operation)]
    if operation.media_type:
        lines.append(_code(form.format("Content-Type", operation.media_type)))
    return Markup().join(lines)


def _line(language: Language, field: Field, form: str) -> Markup:
    mark = "\0"
    value = f"Bearer {mark}" if field.place == "token" else mark
    name = "Authorization" if field.place == "token" else field.name
    before, _, after = form.format(name, value).partition(mark)
    line = _code(before) + _slot(field.name, _escaped(field.example, language.in_text)) + _code(after)
    return (
        line if field.required else Markup('<span data-line="{}" hidden>').format(field.name) + line + Markup("</span>")
    )


def _header_fields(operation: Operation) -> Iterable[Field]:
    return [field for field in operation.fields if field.place in ("header", "token")]


def _has_required_header(operation: Operation) -> bool:
    return bool(operation.media_type) or any(field.required for field in _header_fields(operation))


def _escaped(text: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(character, character) for character in text)
