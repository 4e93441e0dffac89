// What the page remembers from one request to the next, only in its fields: ids, codes, the access token, the ETag. The
// document's links say which value of an answer goes into which field.
import { fill } from "./samples.js";

const forms = [...document.querySelectorAll(".api-form")];
const ids = new Map(pathFields().map(({ dataset, value }) => [dataset.field, value]));

function pathFields() {
  return forms.flatMap((form) => [...form.querySelectorAll("input[data-place=path]")]);
}

// Somebody else may have created the example's user already, and everybody knows the example's secret.
export function useOwnValues() {
  if (ids.has("userId")) keepId("userId", randomText());
  for (const body of bodies()) {
    const { accessToken } = JSON.parse(body.value);
    if (accessToken) body.value = body.value.replace(accessToken, randomText() + randomText());
  }
  for (const form of forms) fill(form);
}

function bodies() {
  return forms.flatMap((form) => [...form.querySelectorAll("textarea")]);
}

// 128 bits. crypto.randomUUID is missing where the page came without TLS from another machine.
function randomText() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Fills in the forms with what the answer to one of them contains; the names of what is new.
export function keepAnswer(form, answer) {
  const news = new Set(followLinks(JSON.parse(form.dataset.links), answer));
  if (form.dataset.method === "DELETE") forgetOwner(form.dataset.path);
  else if (keepToken(answer.json.accessToken ?? tokenThatWorked(form))) news.add("access token");
  for (const each of forms) fill(each);
  return [...news];
}

function followLinks(links, answer) {
  return Object.entries(links).flatMap(([operation, parameters]) =>
    Object.entries(parameters)
      .filter(([name, expression]) => keep(operation, name, valueIn(expression, answer)))
      .map(([name]) => name),
  );
}

// Of OpenAPI's expressions, those that begin with $response.header. and $response.body#
function valueIn(expression, { headers, json }) {
  const [, header, pointer] = expression.match(/^\$response\.(?:header\.(.+)|body#\/?(.+))$/) ?? [];
  return header ? headers.get(header) : pointer?.split(/[/]/).reduce((part, name) => part?.[name], json);
}

// Whether the value was news to the field.
function keep(operation, name, value) {
  const field = document.getElementById(operation).querySelector(`[data-field="${name}"]`);
  if (typeof value !== "string" || field.value === value) return false;
  if (field.dataset.place === "path") keepId(name, value);
  else write(field, value);
  return true;
}

// What the API sent is right, whatever was wrong with what was typed.
function write(field, value) {
  field.value = value;
  field.setCustomValidity("");
}

// In every path, and wherever a body has the id that the paths had until now.
function keepId(name, id) {
  for (const field of pathFields()) if (field.dataset.field === name) write(field, id);
  for (const body of bodies()) body.value = body.value.replaceAll(JSON.stringify(ids.get(name)), JSON.stringify(id));
  ids.set(name, id);
}

// Into the forms about one user. The one that creates a user must not get the token of another.
function keepToken(token) {
  const fields = forms.map(tokenOf).filter((field) => field?.form.querySelector("[data-place=path]"));
  if (!token || fields.every(({ value }) => value === token)) return false;
  for (const field of fields) write(field, token);
  return true;
}

// Anybody can read a public user, with any token.
function tokenThatWorked(form) {
  return form.dataset.method === "GET" ? undefined : tokenOf(form)?.value;
}

function tokenOf(form) {
  return form.querySelector("[data-field=owner]");
}

function forgetOwner(path) {
  for (const form of forms.filter((form) => form.dataset.path.startsWith(path)))
    for (const field of form.querySelectorAll("[data-field=owner], [data-field=If-Match]")) field.value = "";
}
