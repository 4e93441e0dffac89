// What a form says, as a request.
const PATIENCE = 30_000;

function fieldsOf(form) {
  return [...form.querySelectorAll("[data-field]")];
}

// `headers` has the names as the form's fields are called, and `body` is undefined without one.
export function requestOf(form) {
  const request = { method: form.dataset.method, path: form.dataset.path, mediaType: form.dataset.type, headers: {} };
  const query = new URLSearchParams();
  for (const { value, dataset } of fieldsOf(form)) {
    const { field, place } = dataset;
    if (place === "body") request.body = value || undefined;
    else if (!value) continue;
    else if (place === "path") request.path = request.path.replace(`{${field}}`, encoded(value));
    else if (place === "query") query.append(field, value);
    else request.headers[field] = { place, value };
  }
  if (query.size) request.path += `?${query}`;
  return request;
}

// Apostrophes too, which would end the address in a shell.
function encoded(value) {
  return encodeURIComponent(value).replaceAll("'", "%27");
}

// Sends it as an app would: without this site's cookies, and past the browser's cache, so that a 304 arrives as one.
export async function send({ method, path, mediaType, headers, body }, root) {
  const begin = performance.now();
  const giveUp = new AbortController();
  const patience = setTimeout(() => giveUp.abort(new DOMException("No answer in time", "TimeoutError")), PATIENCE);
  const response = await fetch(root + path, {
    method,
    body,
    headers: headersOf(body && mediaType, headers),
    credentials: "omit",
    cache: "no-store",
    signal: giveUp.signal,
  });
  const content = await response.blob();
  clearTimeout(patience);
  const type = (response.headers.get("Content-Type") ?? "").split(";")[0];
  const text = await content.text();
  return {
    status: response.status,
    words: response.statusText,
    isGood: response.ok,
    headers: response.headers,
    type,
    content,
    text,
    json: /[/+]json$/.test(type) ? parsed(text) : {},
    time: Math.round(performance.now() - begin),
  };
}

// An object in any case. A proxy may call its page JSON.
function parsed(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

function headersOf(mediaType, fields) {
  const headers = new Headers(mediaType ? { "Content-Type": mediaType } : {});
  for (const [name, { place, value }] of Object.entries(fields)) {
    const [header, text] = place === "token" ? ["Authorization", `Bearer ${value}`] : [name, value];
    try {
      headers.set(header, text);
    } catch {
      throw new RangeError(`${header} has a character that no header can contain. Nothing was sent.`);
    }
  }
  return headers;
}
