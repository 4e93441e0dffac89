// Who answers the requests of a visit: the server, or the app in this browser. A visit that has begun to go on without
// the server stays so until it ends, because the two don't know each other's cookies. The start is no part of a visit.
const STAFF = ["staff", "enrol"];
const NOT_OURS = ["heartbeat", "worker.js", "offline", "queue-key", "users"];
const BODILESS = [101, 204, 205, 304];
const TRY_AGAIN = (start) =>
  `<!doctype html><meta http-equiv="refresh" content="5; url=${start}"><title>Profile</title><h1>One moment…</h1>`;

export function createVisit({ version, prefix, start, reset }, { network, python, queue, showState }) {
  let local = false;
  let savedByServer = false;
  let state = {};

  const part = (request) => new URL(request.url).pathname.slice(start.length + 1).match(/^[^/]*/)[0];
  const isKiosk = (request) => new URL(request.url).pathname.startsWith(start);
  const isSaving = (request) => part(request) === "save";
  const isReset = (request) => new URL(request.url).pathname === reset;
  const isStart = (request) => new URL(request.url).pathname === start;

  function isOurs(request) {
    if (new URL(request.url).origin !== location.origin) return false;
    return !(isKiosk(request) && NOT_OURS.includes(part(request)));
  }

  // A request whose visit has ended meanwhile gets no answer: it must change nothing in the next one.
  async function answer(request) {
    if (isReset(request)) return end();
    if (isKiosk(request) && STAFF.includes(part(request))) return answerStaff(request);
    const signal = network.visitSignal();
    if (local || (await isSavedHere(request))) return answerHere(request, signal);
    const copy = request.clone();
    const given = await network.send(request).catch((error) => {
      if (signal.aborted || request.signal.aborted || (savedByServer && isSaving(request))) throw error;
    });
    if (signal.aborted) return Response.error();
    if (given && isOfThisVisit(request, given)) {
      savedByServer ||= isSaving(request);
      return given;
    }
    local ||= isKiosk(request) && !isStart(request);
    return answerHere(copy, signal);
  }

  // Only the server knows the PIN.
  function answerStaff(request) {
    return network.send(request).catch(() => Response.redirect(start, 303));
  }

  // Saving goes through the queue as soon as it can, so that a lost answer never saves two users.
  async function isSavedHere(request) {
    return isSaving(request) && !savedByServer && python.isReady() && queue.loadKey().catch(() => false);
  }

  // The error page of a proxy is no page of the kiosk, and a server with a new version doesn't get into a visit.
  function isOfThisVisit(request, given) {
    if (!isKiosk(request) || given.type === "opaqueredirect") return true;
    const itsVersion = given.headers.get("Kiosk-Version");
    if (!itsVersion) return false;
    return itsVersion === version || isStart(request) || isSaving(request) || !python.isReady();
  }

  async function answerHere(request, signal) {
    try {
      await python.load();
      const answer = await ask(request, signal);
      showState();
      return answer;
    } catch (error) {
      if (request.mode !== "navigate") throw error;
      return new Response(TRY_AGAIN(start), { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
    }
  }

  async function ask(request, signal) {
    const asked = await read(request);
    if (signal.aborted) return Response.error();
    const answer = python.answer({ ...asked, canSave: queue.canSave() });
    if (!answer.saved) return response(answer);
    try {
      await keep(answer.saved, signal);
    } catch {
      // Storage is full: the form comes back as the visitor filled it in, and says that it can't be saved now.
      python.forgetUsers();
      return response(python.answer({ ...asked, canSave: false }));
    }
    return signal.aborted ? Response.error() : response(answer);
  }

  async function read(request) {
    const { pathname, search } = new URL(request.url);
    const body = new Uint8Array(await request.arrayBuffer());
    const path = pathname.slice(prefix.length) + search;
    return { method: request.method, path, headers: Object.fromEntries(request.headers), body, state };
  }

  function response({ status, headers, body }) {
    return new Response(BODILESS.includes(status) ? null : body, { status, headers });
  }

  async function keep(user, signal) {
    await queue.add(user);
    const hasArrived = await queue.send(user.userId, signal);
    if (!hasArrived && !signal.aborted) local = true;
  }

  async function end() {
    network.endVisit();
    forget();
    const answer = await network.resetCookies();
    forget();
    return answer ?? new Response(null, { status: 204 });
  }

  function forget() {
    python.startVisit();
    local = savedByServer = false;
    state = {};
  }

  return {
    isOurs,
    answer,
    isLocal: () => local,
    show: ({ vision, light }) => {
      state = { vision, light };
    },
  };
}
