"""Each request in curl, JavaScript, Swift and Kotlin.

The page's script (static/js/api-samples.js) fills in what the form says: it replaces the text of a slot, and shows the
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


def _curl(language: Language, operation: Operation, base: str) -> Markup:
    flags = "-LO" if operation.is_picture else "-i"
    method = "" if operation.method == "GET" else f"-X {operation.method} "
    start = _code(f"curl {flags} {method}'") + _url(operation, base) + _code("'")
    body = _code(" \\\n  --data-raw '") + _body(language, operation) + _code("'") if operation.body else Markup()
    return start + _headers(language, operation, " \\\n  -H '{}: {}'") + body


def _javascript(language: Language, operation: Operation, base: str) -> Markup:
    method = "" if operation.method == "GET" else f'  method: "{operation.method}",\n'
    headers = _headers(language, operation, '    "{}": "{}",\n')
    if headers:
        headers = _code("  headers: {\n") + headers + _code("  },\n")
    body = _code("  body: JSON.stringify(") + _body(language, operation) + _code("),\n") if operation.body else Markup()
    options = _code(f", {{\n{method}") + headers + body + _code("}")
    if not method and not _has_required_header(operation):
        options = _group(options) if headers else Markup()
    answer = "(await response.blob()).size" if operation.is_picture else "await response.text()"
    end = _code(f");\nconsole.log(response.status, {answer});")
    return _code('const response = await fetch("') + _url(operation, base) + _code('"') + options + end


def _swift(language: Language, operation: Operation, base: str) -> Markup:
    start = 'import Foundation\n\nvar request = URLRequest(url: URL(string: "'
    method = "" if operation.method == "GET" else f'request.httpMethod = "{operation.method}"\n'
    headers = _headers(language, operation, 'request.setValue("{1}", forHTTPHeaderField: "{0}")\n')
    body = Markup()
    if operation.body:
        body = _code('request.httpBody = Data(#"""\n') + _body(language, operation) + _code('\n"""#.utf8)\n')
    answer = "data.count" if operation.is_picture else "String(decoding: data, as: UTF8.self)"
    end = (
        "let (data, response) = try await URLSession.shared.data(for: request)\n"
        f"print((response as! HTTPURLResponse).statusCode, {answer})"
    )
    return _code(start) + _url(operation, base) + _code(f'")!)\n{method}') + headers + body + _code(end)


_KOTLIN = "import java.net.HttpURLConnection\nimport java.net.URL\n\nfun main() {\n"


def _kotlin(language: Language, operation: Operation, base: str) -> Markup:
    """Runs on Android, which lacks java.net.http, and on a JVM, whose HttpURLConnection refuses PATCH."""
    method = "" if operation.method == "GET" else f'    connection.requestMethod = "{operation.method}"\n'
    headers = _headers(language, operation, '    connection.setRequestProperty("{}", "{}")\n')
    body = Markup()
    if operation.body:
        start, end = '    connection.outputStream.use { it.write("""', '""".toByteArray()) }\n'
        body = _code("    connection.doOutput = true\n" + start) + _body(language, operation) + _code(end)
    answer = "size" if operation.is_picture else "decodeToString()"
    end = (
        "    val status = connection.responseCode\n"
        "    val answer = (if (status < 400) connection.inputStream else connection.errorStream)?.readBytes()\n"
        f'    println("$status ${{answer?.{answer}}}")\n}}'
    )
    url = _code(f'{_KOTLIN}    val url = URL("') + _url(operation, base) + _code('")\n')
    connection = _code(f"    val connection = url.openConnection() as HttpURLConnection\n{method}")
    return url + connection + headers + body + _code(end)


LANGUAGES = {
    "curl": Language("curl", _curl, _SHELL, _SHELL),
    "javascript": Language("JavaScript", _javascript, _QUOTED, {}),
    "swift": Language("Swift", _swift, _QUOTED, {}),
    "kotlin": Language("Kotlin", _kotlin, _QUOTED | {"$": "\\$"}, {"$": "${'$'}"}),
}


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


def _body(language: Language, operation: Operation) -> Markup:
    return _slot("body", _escaped(operation.body, language.in_body))


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
