"""A person who can be recognised anywhere and is sent to the app in every way; and all that was answered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote_plus
from uuid import uuid4

from configurator.users.export_lines import to_line
from tests.support.client import Answer, Visitor
from tests.support.examples import Document, a_car, a_saved_car, a_user, bearer
from tests.support.html import read_page
from tests.support.pages import code_of, hidden_fields, save, save_another
from tests.support.processes import Server
from tests.support.stores import user

PERSON = {
    "name": "Zorah Quillfeather <zorah@quill.example>",
    "age": 143,
    "gender": "Two-spirited",
    "colorBlindness": True,
    "colorVision": "tritan",
    "colorVisionSeverity": "moderate",
}
FORM = {"name": str(PERSON["name"]), "age": "143", "gender": "own", "vision": "tritan", "severity": "moderate"}
FORM |= {"own_words": "Two-spirited"}
SECRET = "quill-secret-of-the-owner-0001"
NEXT_SECRET = "quill-secret-of-the-owner-0002"
USER_ID = "quill-id-8f14e45f"
IMPORTED_ID = "quill-id-imported"
CAR_NAME = "For my sister Quillette"
NAMING = (
    "Zorah",
    "Quillfeather",
    "quill.example",
    "Two-spirited",
    "Quillette",
    SECRET,
    NEXT_SECRET,
    USER_ID,
    IMPORTED_ID,
)
"""What no answer has by chance. `PLANTED` has also what a page may have for other reasons."""
PLANTED = (*NAMING, "143", "tritan", "moderate")
HEADERS = {
    "User-Agent": "Quillfeather/143",
    "Referer": "http://127.0.0.1/saved?name=Quillfeather",
    "Accept-Language": "quillfeather",
    "Idempotency-Key": "quill-key-of-Quillfeather",
    "Prefer": "wait=143, Quillfeather",
    "X-Forwarded-For": "Quillfeather",
    "From": "zorah@quill.example",
}
QUERY = "name=Zorah+Quillfeather&age=143&gender=Two-spirited&email=zorah@quill.example&vision=Quillfeather"

# Random hexadecimal ids, line numbers, times and figures of drawings can contain the age by chance.
_CHANCE = re.compile(r"\b[0-9a-f]{32}\b|\bline \d+|\d*[.:,]\d+|\d{4,}")


def words_in(text: str, words: Iterable[str] = PLANTED) -> list[str]:
    """Which of the words the text has, other than by chance."""
    said = _CHANCE.sub("", text)
    return [word for word in words if word in said]


def words_in_bytes(content: bytes) -> list[str]:
    """The same in a file, for words that no file has by chance; in both encodings that programs use."""
    return [
        word for word in PLANTED if len(word) > 8 and any(word.encode(it) in content for it in ("utf-8", "utf-16-le"))
    ]


@dataclass(frozen=True)
class Exchange:
    """A request and its answer."""

    method: str
    path: str
    answer: Answer

    @property
    def line(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def tells(self) -> list[str]:
        """What the answer tells about the person beyond the address that was asked for."""
        return [word for word in words_in_bytes(self.answer.body) if word not in unquote_plus(self.path)]

    @property
    def leads_to(self) -> list[str]:
        """The addresses in the answer that tell more than the one that was asked for."""
        asked = unquote_plus(self.path)
        return [it for it in _addresses(self.answer) if any(word not in asked for word in words_in(it))]


@dataclass(slots=True)
class NotingVisitor(Visitor):
    """A visitor who keeps every answer."""

    exchanges: list[Exchange] = field(default_factory=list)

    def request(self, method: str, path: str, body: bytes = b"", headers: object = None) -> Answer:
        answer = Visitor.request(self, method, path, body, headers)  # type: ignore[arg-type]
        self.exchanges.append(Exchange(method, path, answer))
        return answer


def noting_visitor(server: Server, exchanges: list[Exchange]) -> NotingVisitor:
    """Everything that it sends carries the person in its headers too."""
    return NotingVisitor(server.url, {"Accept": "text/html", **HEADERS}, exchanges=exchanges)


def an_import() -> bytes:
    """A line for `import`, as `export` writes it."""
    return f"{to_line(user(IMPORTED_ID, **PERSON))}\n".encode()


def plant_in_api(server: Server, exchanges: list[Exchange]) -> None:
    """Good and bad requests of the API."""
    http = NotingVisitor(server.url, dict(HEADERS), exchanges=exchanges)
    known = {**a_user(**PERSON), "userId": USER_ID, "cars": [a_saved_car("quill-car", name=CAR_NAME)]}
    path, own = f"/users/{USER_ID}", bearer(SECRET)
    http.post("/users", known, own)
    http.get(path, own)
    http.get(path)
    http.get(path, bearer(NEXT_SECRET))
    http.put(path, {**known, "name": f"{PERSON['name']} the second"}, {**own, "If-Match": "*"})
    http.patch(path, {"gender": "Two-spirited"}, {**own, "If-Match": '"Quillfeather"'})
    http.patch(path, {"gender": "Two-spirited"}, {**own, "If-Match": "*"})
    http.post(f"{path}/token", {"accessToken": NEXT_SECRET}, own)
    http.post("/users", {**known, "name": "somebody else"}, own)
    http.post("/users", a_user(**PERSON, userId=f"{USER_ID}-{uuid4()}"))
    _send_mistakes(http, known)


def _send_mistakes(http: NotingVisitor, known: Document) -> None:
    http.post("/users", {**known, "age": -143, "Quillfeather": 1, "carConfiguration": {"Quillfeather": {}}})
    http.post("/users", str(PERSON).encode())
    http.post("/users", {**known, "name": "Quillfeather" * 10_000})
    http.post("/configurations", {"carConfiguration": a_car(), "name": PERSON["name"]})
    http.post("/renders", {"code": code_of(), "view": "front", "name": PERSON["name"]})
    http.get(f"/users/{USER_ID}?{QUERY}", {"Authorization": f"Basic {SECRET}"})
    for path in (
        "/catalogue",
        f"/configurations/{code_of()}",
        f"/drawings/{code_of()}/side.svg",
        "/health",
        "/palettes",
    ):
        http.get(f"{path}?{QUERY}")
    http.get(f"/drawings/{code_of()}/side-600.png?{QUERY}")
    http.get("/renders/Quillfeather")
    http.get("/users/Quillfeather/nothing")


def plant_in_pages(visitor: NotingVisitor) -> None:
    """A visit to the website that saves, renames, renders, and asks for what isn't there."""
    code = code_of()
    for path in ("/", "/configure", f"/car/{code}", "/compare", "/docs", "/colour-vision", "/open", "/saved", "/you"):
        visitor.get(f"{path}?{QUERY}")
    visitor.get("/Quillfeather/143")
    vision = hidden_fields(visitor, "/colour-vision")
    visitor.submit("/vision", {**vision, "vision": "tritan", "severity": "moderate"})
    save(visitor, code, {**FORM, "age": "one hundred and 143"})
    save(visitor, code, FORM)
    save_another(visitor, code_of("taycan"), CAR_NAME)
    asking = {**hidden_fields(visitor, f"/car/{code}?view=side"), "view": "side", "name": FORM["name"]}
    visitor.submit(f"/car/{code}/renders", asking)
    for path in ("/", "/saved", f"/you?code={code}", f"/configure?model=911-carrera&{QUERY}", f"/car/{code}", "/docs"):
        visitor.get(path)


def plant_in_kiosk(visitor: NotingVisitor) -> None:
    """A visit to a kiosk, up to its end."""
    path, finish = f"/kiosk/save/{code_of()}", f"/kiosk/finish/{code_of()}"
    visitor.get(f"/kiosk?{QUERY}")
    visitor.get(f"/kiosk/configure?model=911-carrera&{QUERY}")
    visitor.submit(path, {**hidden_fields(visitor, path), "name": FORM["name"], "age": "143", "csrf_token": ""})
    visitor.submit(path, {**hidden_fields(visitor, path), "name": FORM["name"], "age": "143"})
    visitor.get(f"{finish}?{QUERY}")


def _addresses(answer: Answer) -> list[str]:
    """Everything in an answer that leads somewhere."""
    found = [answer.location, *(answer.headers.get_all("Link") or [])]
    if answer.is_page:
        page = read_page(answer)
        found += [
            it for name in ("href", "src", "action", "formaction", "srcset", "content") for it in page.values(name)
        ]
    elif "json" in (answer.headers["Content-Type"] or ""):
        found += re.findall(r'"((?:https?://|/)[^"]*)"', answer.text)
    return [it for it in found if it]
