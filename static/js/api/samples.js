// Keeps the code in step with the form: fills in the slots that the server left in it.
import { requestOf } from "./request.js";

const api = document.querySelector(".api");
const escapes = JSON.parse(api.dataset.escapes);

export function fill(form) {
  const request = requestOf(form);
  for (const sample of form.closest("article").querySelectorAll("[data-language]")) fillOne(sample, request);
}

function fillOne(sample, request) {
  const { text, body } = escapes[sample.dataset.language];
  for (const slot of sample.querySelectorAll("[data-slot]")) {
    const { slot: name } = slot.dataset;
    slot.dataset.example ??= slot.textContent;
    if (name === "url") slot.textContent = api.dataset.base + request.path;
    else if (name !== "body") slot.textContent = escaped(request.headers[name]?.value, text) ?? slot.dataset.example;
    else if (isJson(request.body)) slot.textContent = escaped(request.body, body);
  }
  for (const line of sample.querySelectorAll("[data-line]")) line.hidden = !request.headers[line.dataset.line];
  for (const group of sample.querySelectorAll("[data-group]"))
    group.hidden = !group.querySelector("[data-line]:not([hidden])");
}

function escaped(text, table) {
  return text && Array.from(text, (character) => table[character] ?? character).join("");
}

// A body that isn't JSON can be sent, to see what happens, but no program would compile with it.
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function showLanguage(language) {
  for (const radio of api.querySelectorAll(`.samples input[value="${language}"]`)) radio.checked = true;
}

// Copies the sample that is shown. If the browser doesn't let scripts copy, selects it instead.
export async function copy(samples) {
  const shown = samples.querySelector(`[data-language="${samples.querySelector(":checked").value}"] code`);
  const whole = shown.cloneNode(true);
  for (const hidden of whole.querySelectorAll("[hidden]")) hidden.remove();
  try {
    await navigator.clipboard.writeText(whole.textContent);
    return "Copied.";
  } catch {
    getSelection().selectAllChildren(shown);
    return "Selected. Copy it with your keyboard or the menu.";
  }
}
