// What the page remembers from one request to the next, only in its fields: ids, codes, the access token, the ETag.
import { fill } from "./samples.js";

const forms = [...document.querySelectorAll(".api-form")];
const ids = new Map(pathFields().map(({ dataset, value }) => [dataset.field, value]));

function pathFields() {
  return forms.flatMap((form) => [...form.querySelectorAll("input[data-place=path]")]);
}

// Somebody else may have created the example's user already.
export function useOwnId() {
  if (ids.has("userId")) keepId("userId", randomId());
}

// crypto.randomUUID is missing where the page came without TLS from another machine.
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Fills in the forms with what the answer to one of them contains; the names of what it found.
export function keepAnswer(form, answer) {
  const kept = keepIds(answer);
  const token = answer.json.accessToken ?? tokenThatWorked(form);
  const tag = answer.headers.get("ETag");
  const isDeleted = form.dataset.method === "DELETE";
  const related = forms.filter((other) => other.dataset.path.startsWith(form.dataset.path));
  if (isDeleted) related.forEach(forget);
  else if (token && put(ownersForms(), tokenOf, token)) kept.push("access token");
  if (!isDeleted && tag && put(related, tagOf, tag)) kept.push("ETag");
  for (const each of forms) fill(each);
  return kept;
}

function keepIds(answer) {
  const found = { ...answer.json, code: answer.json.code ?? answer.json.configuration?.code };
  const names = [...ids.keys()].filter((name) => typeof found[name] === "string" && found[name] !== ids.get(name));
  for (const name of names) keepId(name, found[name]);
  return names;
}

function keepId(name, id) {
  for (const field of pathFields()) if (field.dataset.field === name) field.value = id;
  for (const body of forms.flatMap((form) => [...form.querySelectorAll("textarea")]))
    body.value = body.value.replaceAll(JSON.stringify(ids.get(name)), JSON.stringify(id));
  ids.set(name, id);
  for (const form of forms) fill(form);
}

// Anybody can read a public user, with any token.
function tokenThatWorked(form) {
  return form.dataset.method === "GET" ? undefined : tokenOf(form)?.value;
}

// Those about one user. The one that creates a user must not get the token of another.
function ownersForms() {
  return forms.filter((form) => form.querySelector("[data-place=path]"));
}

function tokenOf(form) {
  return form.querySelector("[data-field=owner]");
}

function tagOf(form) {
  return form.querySelector("[data-field=If-Match]");
}

// Whether this was news to any of them.
function put(into, fieldOf, value) {
  const fields = into.map(fieldOf).filter((field) => field && field.value !== value);
  for (const field of fields) field.value = value;
  return fields.length > 0;
}

function forget(form) {
  for (const field of [tokenOf(form), tagOf(form)].filter(Boolean)) field.value = "";
}
