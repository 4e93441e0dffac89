// The app in this browser: Pyodide runs the same Python code as the server.
const MODULES = [
  "werkzeug",
  "jinja2",
  "flask",
  "wtforms",
  "segno",
  "configurator.web.setup",
  "configurator.offline.app",
];
const FOLDER = "app";

export function createPython(loadPyodide, options, downloads) {
  let loading;
  let pyodide;
  let app;

  // It takes some seconds. If it fails, the next request tries again.
  function load() {
    loading ??= start().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  async function start() {
    pyodide = await fromDownloads(() => loadPyodide({ indexURL: options.runtime }));
    const bundle = await (await downloads.find(options.bundle)).arrayBuffer();
    pyodide.unpackArchive(bundle, "zip", { extractDir: FOLDER });
    pyodide.runPython(`import sys; sys.path.insert(0, "${FOLDER}")`);
    for (const name of MODULES) {
      pyodide.pyimport(name);
      await pause();
    }
    app = pyodide
      .pyimport("configurator.offline.app")
      .start(`${FOLDER}/${options.config}`, location.origin + options.prefix);
  }

  // Pyodide fetches its files itself, and what a worker fetches doesn't come through its own fetch event.
  async function fromDownloads(work) {
    const { fetch } = globalThis;
    globalThis.fetch = (address, ...rest) =>
      String(address).startsWith(options.runtime) ? downloads.find(String(address)) : fetch(address, ...rest);
    try {
      return await work();
    } finally {
      globalThis.fetch = fetch;
    }
  }

  // Other requests get their turn between two imports.
  function pause() {
    return new Promise((done) => setTimeout(done));
  }

  function answer({ method, path, headers, body, state, canSave }) {
    const options = { state: JSON.stringify(state), can_save: canSave };
    const result = app.answer.callKwargs(method, path, pyodide.toPy(headers), pyodide.toPy(body), options);
    const [status, pairs, content, saved] = result.toJs();
    result.destroy();
    return { status, headers: pairs, body: content, saved: saved && JSON.parse(saved) };
  }

  return {
    load,
    isReady: () => Boolean(app),
    startVisit: () => app?.start_visit(),
    answer,
  };
}
