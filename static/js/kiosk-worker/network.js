// Requests to the server, with a limit for its answer. After an offline reset, the cookies of the visit before are still
// in the browser, and only the server can delete them: until it has, no other request is sent. When a visit ends, its
// requests are aborted, because a late answer could bring its cookies back.
import { readState, writeState } from "./storage.js";

const LIMIT = 6000;
const RESET_LIMIT = 3000;
const LIMIT_WHILE_AWAY = 1500;

export function createNetwork({ reset, health }) {
  let mustReset = readState("mustReset").then(Boolean, () => false);
  let visit = new AbortController();
  let away = false;

  async function send(request) {
    const { signal } = visit;
    if ((await mustReset) && !(await resetCookies())) throw new TypeError("The cookies of the last visit remain.");
    const ended = AbortSignal.any([signal, request.signal]);
    try {
      const answer = await fetchWithin(away ? LIMIT_WHILE_AWAY : LIMIT, request, ended);
      away = false;
      return answer;
    } catch (error) {
      if (!ended.aborted) away = true;
      throw error;
    }
  }

  // Asks whether the server is back.
  async function probe() {
    if (away)
      await fetchWithin(LIMIT, health)
        .then(() => (away = false))
        .catch(() => {});
  }

  // Returns the server's answer, or undefined if it gave none.
  async function resetCookies() {
    const limit = away ? LIMIT_WHILE_AWAY : RESET_LIMIT;
    const answer = await fetchWithin(limit, new Request(reset, { method: "POST" })).catch(() => undefined);
    const done = Boolean(answer?.ok);
    away = !answer;
    const isNew = (await mustReset) === done;
    mustReset = Promise.resolve(!done);
    if (isNew) await writeState("mustReset", !done).catch(() => {});
    return done ? answer : undefined;
  }

  function endVisit() {
    visit.abort();
    visit = new AbortController();
  }

  return { send, probe, resetCookies, endVisit, visitSignal: () => visit.signal, isAway: () => away };
}

// The limit is for the beginning of the answer: a large file may take longer.
async function fetchWithin(limit, request, signal = new AbortController().signal) {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), limit);
  try {
    return await fetch(request, { signal: AbortSignal.any([late.signal, signal]) });
  } finally {
    clearTimeout(timer);
  }
}
