"""The API's page sends requests: what an answer says is there for the next request, whatever happens."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.support.browser import Browsing
from tests.support.client import Client
from tests.support.examples import a_user
from tests.support.journey import assert_accessible_in_every_light, assert_fits_every_width

Send = Callable[..., Locator]
REFUSED = r"Failed to load resource: the server responded with a status of 4"


@pytest.fixture
def docs(open_page: Browsing) -> Page:
    page = open_page(tolerate=REFUSED, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/docs")
    return page


def form_of(page: Page, title: str) -> Locator:
    """The operation, with its form open."""
    operation = page.get_by_role("article", name=title, exact=True)
    if not operation.get_by_role("button", name="Send ").is_visible():
        operation.get_by_text("Send this request").click()
    return operation


def send(page: Page, title: str, status: HTTPStatus) -> Locator:
    """Send an operation's request, and wait for this answer."""
    operation = form_of(page, title)
    operation.get_by_role("button", name="Send ").click()
    expect(operation.get_by_role("heading", name=f"Answer: {status.value}")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text(f"Answer: {status.value}")
    return operation


def tab_to_element(page: Page, element: Locator, most: int = 10) -> None:
    """Press Tab until this element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if element.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never reached {element}")


def test_a_user_is_created_read_changed_and_deleted_within_a_minute(docs: Page, http: Client) -> None:
    created = send(docs, "Create a user", HTTPStatus.OK)
    expect(created).to_contain_text("Filled in for the next requests: If-Match, access token.")
    path = f"/users/{form_of(docs, 'Get a user').get_by_label('userId').input_value()}"
    send(docs, "Get a user", HTTPStatus.OK)
    form_of(docs, "Update a user").get_by_label("Body").fill('{"name": "Grace"}')
    expect(send(docs, "Update a user", HTTPStatus.OK)).to_contain_text('"name": "Grace"')
    assert http.get(path).json()["name"] == "Grace"
    send(docs, "Replace a user", HTTPStatus.OK)
    assert http.get(path).json()["name"] == "Ada"
    token = form_of(docs, "Delete a user").get_by_label("Access token")
    first = token.input_value()
    send(docs, "Replace a user's token", HTTPStatus.OK)
    expect(token).not_to_have_value(first)
    deleted = send(docs, "Delete a user", HTTPStatus.NO_CONTENT)
    expect(deleted).to_contain_text("The answer has no body.")
    assert http.get(path).status == 404
    expect(deleted.get_by_label("Access token")).to_have_value("")
    assert docs.url.endswith("/docs")
    assert docs.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_a_checked_car_is_drawn(docs: Page) -> None:
    checked = form_of(docs, "Check a configuration")
    body = checked.get_by_label("Body")
    body.fill(body.input_value().replace("gentian-blue", "guards-red"))
    send(docs, "Check a configuration", HTTPStatus.OK)
    drawing = form_of(docs, "Get a drawing of a car")
    drawing.get_by_label("name").select_option("side-600.png")
    send(docs, "Get a drawing of a car", HTTPStatus.OK)
    picture = drawing.get_by_role("img", name="The picture of the answer, 600 ×")
    expect(picture).to_be_visible()
    code = drawing.get_by_label("code").input_value()
    expect(form_of(docs, "Create a DALL-E render").get_by_label("Body")).to_have_value(
        f'{{\n  "code": "{code}",\n  "view": "front"\n}}'
    )


def test_a_refusal_says_what_is_wrong_and_a_form_what_is_missing(docs: Page) -> None:
    create = form_of(docs, "Create a user")
    create.get_by_label("Body").fill('{"userId": "ada", "age": -1}')
    send(docs, "Create a user", HTTPStatus.BAD_REQUEST)
    expect(create.get_by_role("listitem").filter(has_text="age")).to_be_visible()
    assert_accessible_in_every_light(docs)
    assert_fits_every_width(docs)
    update = form_of(docs, "Update a user")
    update.get_by_role("button", name="Send PATCH").click()
    expect(update.get_by_label("If-Match")).to_be_focused()


def test_a_form_refuses_an_id_that_the_api_refuses_until_it_gets_a_right_one(docs: Page) -> None:
    user_id = form_of(docs, "Get a user").get_by_label("userId")
    user_id.fill("a b")
    user_id.press("Enter")
    assert "The API takes only what matches" in user_id.evaluate("field => field.validationMessage")
    send(docs, "Create a user", HTTPStatus.OK)
    send(docs, "Get a user", HTTPStatus.OK)


def test_without_an_answer_nothing_is_lost(open_page: Browsing) -> None:
    page = open_page(tolerate="ERR_|failed: ")
    page.goto("/docs")
    page.route("**/users", lambda route: route.abort("connectionrefused"))
    create = form_of(page, "Create a user")
    create.get_by_label("Body").fill("mine")
    create.get_by_role("button", name="Send POST").click()
    expect(create.get_by_role("heading", name="No answer")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("you can send it again")
    expect(create.get_by_label("Body")).to_have_value("mine")


def test_nobody_waits_for_ever(docs: Page) -> None:
    docs.clock.install()
    docs.reload()
    docs.route("**/health", lambda route: None)
    health = form_of(docs, "Get the state of the service")
    with docs.expect_request("**/health"):
        health.get_by_role("button", name="Send GET").click()
    docs.clock.fast_forward(30_000)
    expect(health.get_by_text("There was no answer within 30 seconds.")).to_be_visible()


def test_an_answer_that_is_not_json_is_shown_as_it_is(open_page: Browsing) -> None:
    page = open_page(tolerate="502")
    page.goto("/docs")

    def answer(route: Route) -> None:
        route.fulfill(status=502, content_type="application/json", body="<b>Bad gateway</b>")

    page.route("**/health", answer)
    health = send(page, "Get the state of the service", HTTPStatus.BAD_GATEWAY)
    expect(health.get_by_text("<b>Bad gateway</b>")).to_be_visible()


def test_the_code_is_what_the_form_sends_in_the_chosen_language(docs: Page) -> None:
    update = form_of(docs, "Update a user")
    update.get_by_label("userId").fill("it's ada")
    update.get_by_label("If-Match").fill('"a$b"')
    update.get_by_label("Access token").fill("secret")
    update.get_by_label("Prefer").fill("handling=strict")
    update.get_by_label("Body").fill('{"name": "O\'Hara $x"}')
    copied = []
    for language in ("curl", "JavaScript", "Swift", "Kotlin"):
        docs.get_by_role("article", name="Get a user").get_by_role("radio", name=language).check()
        expect(update.get_by_role("radio", name=language)).to_be_checked()
        update.get_by_role("button", name="Copy").click()
        expect(docs.get_by_role("status")).to_have_text("Copied.")
        copied.append(docs.evaluate("navigator.clipboard.readText()"))
    curl, javascript, swift, kotlin = copied
    assert all(
        "/users/it%27s%20ada" in text and "Bearer secret" in text and "handling=strict" in text for text in copied
    )
    assert "-H 'If-Match: \"a$b\"'" in curl
    assert '{"name": "O\'\\\'\'Hara $x"}' in curl
    assert r'"If-Match": "\"a$b\""' in javascript
    assert r'setValue("\"a$b\"", forHTTPHeaderField: "If-Match")' in swift
    assert r'setRequestProperty("If-Match", "\"a\$b\"")' in kotlin
    assert "O'Hara ${'$'}x" in kotlin


def test_without_javascript_all_the_code_is_there_by_keyboard(open_page: Browsing) -> None:
    page = open_page(javascript=False)
    page.goto("/docs")
    operation = page.get_by_role("article", name="Create a user")
    expect(operation.get_by_text("curl -i -X POST")).to_be_visible()
    operation.get_by_role("radio", name="curl").focus()
    page.keyboard.press("ArrowRight")
    expect(operation.get_by_text("await fetch(")).to_be_visible()
    expect(operation.get_by_text("curl -i -X POST")).to_be_hidden()
    expect(page.get_by_text("Send this request").first).to_be_hidden()


def test_the_keyboard_is_enough(docs: Page, http: Client) -> None:
    user = a_user()
    http.post("/users", user)
    docs.locator("#getUser-title").evaluate("title => { title.tabIndex = -1; title.focus(); }")
    tab_to_element(docs, docs.locator("#getUser summary").first)
    docs.keyboard.press("Enter")
    tab_to_element(docs, docs.locator("#getUser-userId"))
    docs.keyboard.type(user["userId"])
    docs.keyboard.press("Enter")
    expect(docs.get_by_role("status")).to_contain_text("Answer: 200")
