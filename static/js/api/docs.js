// The API's page sends its requests. Without this script, it still shows them as code.
import { say as sayIn } from "../say.js";
import { show, showFailure } from "./answer.js";
import { keepAnswer, useOwnValues } from "./kept.js";
import { requestOf, send } from "./request.js";
import { copy, fill, showLanguage } from "./samples.js";

const api = document.querySelector(".api");
const statusLine = document.getElementById("api-status");

function say(words) {
  sayIn(words, statusLine);
}

async function submit(form) {
  const button = form.querySelector("button.solid");
  if (button.ariaDisabled === "true") return;
  const place = form.parentElement.querySelector(".api-answer");
  button.ariaDisabled = "true";
  say("Sending…");
  try {
    const answer = await send(requestOf(form), api.dataset.root);
    const kept = answer.isGood ? keepAnswer(form, answer) : [];
    say(await show(place, answer, kept));
  } catch (error) {
    say(showFailure(place, error));
  } finally {
    button.ariaDisabled = null;
  }
}

api.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(event.target);
});

api.addEventListener("input", ({ target }) => {
  if (!target.dataset.field) return;
  fill(target.form);
  target.setCustomValidity(fits(target) ? "" : `The API takes only what matches ${target.dataset.pattern}`);
});

// The attribute `pattern` reads some of the document's patterns differently.
function fits({ value, dataset }) {
  return !value || !dataset.pattern || new RegExp(dataset.pattern, "u").test(value);
}

api.addEventListener("change", ({ target }) => {
  if (target.name?.startsWith("language-")) showLanguage(target.value);
});

api.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  say(await copy(button.closest(".samples")));
});

useOwnValues();
